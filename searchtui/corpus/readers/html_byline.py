"""Who wrote an article and when, told by the lines around its headline and by what the markup calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from searchtui.article import Known
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.readers.html_title import same_letters
from searchtui.corpus.rules.authors import declared_people, without_by
from searchtui.corpus.rules.byline import read_byline
from searchtui.corpus.rules.date import dated_line, parse_date
from searchtui.corpus.rules.names import people
from searchtui.corpus.values import one_line
from searchtui.dates import PartialDate

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["headline_facts"]

_BEFORE, _AFTER = 60, 250
"""Elements in front of a headline and behind it that may say something of the article."""
_LONG = 250
"""Characters of a paragraph; what is behind the second one is no line of the head."""
_LONGEST_LINE = 200
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:sidebar|related|comments?|recommended|popular|trending|footer|teasers?|widget|promo|read-?(?:more|next)|most)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_PARTS = frozenset(["div", "section", "ul", "li", "ol"])
_ELSEWHERE_TAGS = frozenset(["aside", "nav"])
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|authors|autor|auteur|writer|journalist|contributor|reporter)s?(?:[_-]?names?)?(?:$|[\s_-])"
    r"|(?:by-?line|author)(?:__|-)?names?|^byline|authorName",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(r"bio|about|description|avatar|image|photo|social|follow|twitter", re.IGNORECASE)
_DATE = re.compile(r"date|time|publi|posted|byline|meta", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|revis|changed", re.IGNORECASE)


def headline_facts(tree: HtmlElement, title: str | None = None, site: str | None = None) -> Metadata:
    """Authors and date that stand near the headline of a page.

    Args:
        tree: of the page.
        title: of its article, which tells its headline from others.
        site: the name of the site, which is nobody's.
    """
    authors: tuple[str, ...] = ()
    linked: list[str] = []
    elsewhere: dict[HtmlElement, bool] = {}
    date: PartialDate | None = None
    changed: PartialDate | None = None
    for element in _window(tree, title):
        name = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("id"))))
        says_something = name or element.tag == "time" or element.get("rel") or element.get("datetime")
        if not says_something or _is_elsewhere(element, elsewhere):
            continue
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            linked.extend(_named(element))
        elif not authors and name and _BYLINE.search(name) and not _BIOGRAPHY.search(name):
            authors = _authors(_line(element))
        if date is None:
            found, is_change = _date_of(element, name)
            if is_change:
                changed = changed or found
            else:
                date = found
    people_linked = declared_people((one for one in linked[:10] if one and len(one) <= _LONGEST_LINE), site)
    names = declared_people(authors, site) if len(authors) > len(people_linked) else people_linked
    facts = NOTHING
    if names:
        facts = facts.or_else(Metadata.of({"authors": names}, Known.FOUND, "byline"))
    if date or changed:
        detail = "time" if date else "time, last change"
        facts = facts.or_else(Metadata.of({"date": date or changed}, Known.FOUND, detail))
    return facts


def _named(element: HtmlElement) -> list[str]:
    """The names in an element of authors: what is marked as a name, or a link in it, or all of it."""
    if element.xpath(".//*[@rel='author' or @itemprop='author']"):
        return []
    return [_line(one) for one in element.xpath(".//*[@itemprop='name'] | .//meta[@itemprop='name']")] or [
        _line(element)
    ]


def _headline(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    headlines = tree.xpath("//body//h1[normalize-space()]")
    called = [one for one in headlines[:20] if title is not None and same_letters(_line(one), title)]
    if called or len(headlines) == 1:
        return (called or headlines)[0]
    return next(iter(tree.xpath("//article|//main|//*[@role='main']")), headlines[-1] if headlines else None)


def _window(tree: HtmlElement, title: str | None) -> Iterator[HtmlElement]:
    """The elements around the headline, to the second long paragraph below it."""
    start = _headline(tree, title)
    if start is None:
        return
    if start.tag == "h1":
        yield from start.xpath(f"preceding::*[position()<={_BEFORE}]")
    long = 0
    following = islice(_from(start), _AFTER)
    for element in following:
        if not isinstance(element.tag, str):
            continue
        if element.tag == "p" and len(element.text_content().strip()) > _LONG:
            long += 1
            if long > 1:
                return
        yield element


def _from(start: HtmlElement) -> Iterator[HtmlElement]:
    yield from start.iter()
    yield from start.xpath(f"following::*[position()<={_AFTER}]")


def _is_elsewhere(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """Whether an element stands in a part of the page that is about something else.

    Args:
        element: of the page.
        known: of the elements that were asked for before; it is added to.
    """
    unknown: list[HtmlElement] = []
    above: HtmlElement | None = element
    while above is not None and above not in known:
        unknown.append(above)
        above = above.getparent()
    inside = above is not None and known[above]
    for one in reversed(unknown):
        inside = inside or _begins_elsewhere(one)
        known[one] = inside
    return inside


def _begins_elsewhere(element: HtmlElement) -> bool:
    if element.tag in _ELSEWHERE_TAGS:
        return True
    name = element.get("class")
    return bool(name) and element.tag in _PARTS and _ELSEWHERE.search(name) is not None


def _line(element: HtmlElement) -> str:
    return one_line(" ".join(element.itertext()))


def _authors(text: str) -> tuple[str, ...]:
    """The people whom a line names that the markup calls a byline, and nothing where it holds more than that."""
    if not text or len(text) > _LONGEST_LINE:
        return ()
    byline = read_byline(text)
    return byline.authors if byline is not None else people(without_by(text))


def _date_of(element: HtmlElement, name: str) -> tuple[PartialDate | None, bool]:
    """The date that an element states, and whether it is that of a change."""
    stated = element.get("datetime") or (element.get("content") if "date" in name.lower() else None)
    if element.tag == "time" or stated or element.get("itemprop") == "datePublished":
        text = one_line(stated or "") or _line(element)
        parent = element.getparent()
        around = " ".join(filter(None, (name, parent.get("class") if parent is not None else None)))
        date = parse_date(text) if len(text) <= 60 else None
        label = _line(parent)[:60] if parent is not None and len(parent) <= 4 else ""
        return date, bool(_CHANGED.search(around) or re.match(r"(?:last )?(?:updated|modified)", label, re.IGNORECASE))
    if not name or not _DATE.search(name) or len(element) > 6:
        return None, False
    text = _line(element)
    dated = dated_line(text) if len(text) <= 80 else None
    if dated is None or not dated[0].day:
        return None, False
    return dated[0], dated[1] == "updated" or _CHANGED.search(name) is not None
