"""What a page says of its article in JSON-LD, in the words of schema.org.

An article may be one of several objects, in lists and graphs, and its author and publisher may be named elsewhere by
their `@id`. What is no JSON is passed over.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from searchtui.article import Known
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.letters import letters_of
from searchtui.corpus.values import one_line, read_fields

__all__ = ["json_ld"]

_LONGEST = 1_000_000
"""Characters of a script that is read."""
_MOST_OBJECTS = 2_000
_ARTICLE = re.compile(r"(?:[A-Za-z]*(?:Article|BlogPosting|SocialMediaPosting)|Report|Review|LiveBlogPosting)")
_COMMENT = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|(?://)?\s*\]\]>|;)\s*\Z"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAG = re.compile(r"<[^<>]{1,200}>")
_NAMES = {"title": "title", "authors": "authors", "source": "source", "date": "date", "url": "url", "lang": "language"}

Object = Mapping[str, object]


def json_ld(scripts: Iterable[str], titles: Iterable[str] = ()) -> tuple[Metadata, Metadata]:
    """What the objects of a page say of its article, and what they say that is only a way out.

    Args:
        scripts: the texts of the `application/ld+json` elements.
        titles: what the page calls itself; of several articles it is the one that is called so.

    Returns:
        What is declared, and the day of the last change, which says little of the day of publication.
    """
    objects = [one for script in scripts for one in _objects(script)][:_MOST_OBJECTS]
    named = {one["@id"]: one for one in objects if isinstance(one.get("@id"), str) and len(one) > 1}
    articles = [one for one in objects if _is_article(one)]
    article = _article_called(articles, {letters_of(title) for title in titles})
    if article is None:
        return NOTHING, NOTHING
    publisher = _resolved(article.get("publisher"), named)
    values = {
        "title": _text(article.get("headline")) or _text(article.get("name")),
        "authors": list(_names(article.get("author") or article.get("creator"), named)),
        "source": _text(publisher.get("name")) if isinstance(publisher, Mapping) else _text(publisher),
        "date": _text(article.get("datePublished")),
        "url": _address(article),
        "lang": _text(article.get("inLanguage")),
    }
    declared, _ = read_fields(values, _NAMES)
    changed, _ = read_fields({"date": _text(article.get("dateModified"))}, {"date": "date"})
    return (
        Metadata.of(declared, Known.DECLARED, "json-ld"),
        Metadata.of(changed, Known.DECLARED, "json-ld, last change"),
    )


def _objects(script: str) -> Iterator[Object]:
    """All objects of a script, the outer before the inner."""
    waiting = [_parsed(script)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            yield value
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _parsed(script: str) -> object:
    text = _COMMENT.sub("", _COMMENT.sub("", script.strip()))
    if len(text) > _LONGEST:
        return None
    for form in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_article(value: Object) -> bool:
    kinds = value.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.fullmatch(name.rpartition("/")[2]) for name in names)


def _article_called(articles: list[Object], titles: set[str]) -> Object | None:
    """The article of the page: the only one, or the one among teasers of others that has the name of the page."""
    for article in articles:
        name = letters_of(_text(article.get("headline")) or _text(article.get("name")) or "")
        if name and any(name in title or title in name for title in titles if title):
            return article
    return articles[0] if len({str(article.get("headline")) for article in articles}) == 1 else None


def _resolved(value: object, named: Mapping[object, Object]) -> object:
    """The object that a reference stands for, and the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping) and "name" not in value:
        return named.get(value.get("@id"), value) if isinstance(value.get("@id"), str) else value
    return value


def _names(value: object, named: Mapping[object, Object]) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        one = _resolved(entry, named)
        if isinstance(one, Mapping) and "Organization" in str(one.get("@type")):
            continue
        name = one.get("name") if isinstance(one, Mapping) else one
        for text in name if isinstance(name, list) else [name]:
            words = _text(text)
            if words:
                yield words


def _address(article: Object) -> str | None:
    page = article.get("mainEntityOfPage")
    for value in (article.get("url"), page.get("@id") if isinstance(page, Mapping) else page):
        text = _text(value)
        if text and text.startswith(("http://", "https://")):
            return text
    return None


def _text(value: object) -> str | None:
    """A text without entities and tags, which should not be there and often are."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value")
    return one_line(_TAG.sub("", html.unescape(value))) or None if isinstance(value, str) else None
