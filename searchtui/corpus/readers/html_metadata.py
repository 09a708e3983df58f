"""What a page says of its article: in JSON-LD, in its meta tags, in the lines around its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from searchtui.article import Known
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.letters import letters_of
from searchtui.corpus.readers.html_byline import headline_facts
from searchtui.corpus.readers.html_json_ld import json_ld
from searchtui.corpus.readers.html_site import first_site_name, host_of, is_provider, named_in_window, path_of
from searchtui.corpus.readers.html_title import headlines_of, page_title
from searchtui.corpus.rules.authors import declared_people
from searchtui.corpus.values import one_line, read_fields

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["page_metadata"]

_TITLES = (
    "og:title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "twitter:title",
)
_AUTHORS = (
    *("citation_author", "article:author", "og:article:author", "author", "byl", "parsely-author", "article_author"),
    *("sailthru.author", "dc.creator", "dcterms.creator", "dc.creator.personalname", "dcsext.author", "article.author"),
    *("authors", "cxenseparse:author"),
)
_SITES = ("og:site_name", "citation_journal_title", "prism.publicationname", "cre", "al:android:app_name")
_PUBLISHERS = ("dc.publisher", "dcterms.publisher", "publisher", "article:publisher", "copyright")
_DATES = (
    *("article:published_time", "og:article:published_time", "article:published", "og:published_time"),
    *("datepublished", "citation_publication_date", "citation_online_date", "citation_date", "parsely-pub-date"),
    *("sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date"),
    *("dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published-date"),
    *("article.published", "originalpublicationdate", "rnews:datepublished", "cxenseparse:recs:publishtime", "date"),
    *("article_date_original", "published_at", "releasedate", "displaydate", "pdate", "date.release", "bt:pubdate"),
)
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "revised")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "language")
_JSON_LD = re.compile(r"<(?i:script\b[^<>]{0,300}?\bld\+json[^<>]{0,300})>(.*?)</(?i:script)", re.DOTALL)
_MOST_SCRIPTS = 50
_BEGINNING = 5_000
"""Characters of a page in which a browser says where it was saved from."""
_MOST_TAGS = 2_000
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|page saved with singlefile\s+url:\s*)(https?://[^\s<>]+)", re.IGNORECASE
)
"""What browsers and SingleFile write above a page that they save."""
_COMPANY = re.compile(r"(?i)\b(?:inc|llc|ltd|limited|gmbh|corporation|corp|plc|s\.?a|ag)\.?$")
"""What owns a site and has another name."""


def page_metadata(tree: HtmlElement, text: str) -> Metadata:
    """Read what a page declares, the most trusted first: JSON-LD, meta tags, what stands around its headline.

    Args:
        tree: of the page; it is not changed.
        text: of the page as it was saved, with its scripts and comments.
    """
    tags = _meta_tags(tree)
    scripts = [match[1] for match in islice(_JSON_LD.finditer(text), _MOST_SCRIPTS)]
    headlines, lesser = headlines_of(tree)
    window = one_line(next((one.text_content() for one in tree.xpath("//title[not(ancestor::svg)]")), ""))
    called = [*_all(tags, _TITLES[:1]), *headlines, window]
    declared, changed = json_ld(scripts, called)
    address = _address(tree, tags, text[:_BEGINNING])
    site, publisher = _sites(tags, declared)
    host = host_of(address)
    in_window = named_in_window(window, host, site)
    in_window = None if in_window == site else in_window
    title = page_title(declared.title, _all(tags, _TITLES), headlines, window, in_window or site or host, lesser)
    authors = declared_people(declared.authors, site) or ()
    own = {name: getattr(declared, name) for name in ("date", "language") if name in declared.known}
    said = (
        Metadata.of({**own, **({"authors": authors} if authors else {})}, Known.DECLARED, "json-ld")
        .or_else(_of_title(title))
        .or_else(_of_tags(tree, tags, site))
        .or_else(_of({"source": in_window}, "title"))
        .or_else(_of_source(site, publisher, host, site == first_site_name(_all(tags, _SITES))))
        .or_else(_of({"url": declared.url if address is None else address}, "link"))
    )
    facts = headline_facts(tree, title[0] if title else None, in_window or site or host, near=bool(said.authors))
    said = _with_byline(said, facts, tree).or_else(facts)
    return (
        said.or_else(_of({"language": _first_of(tags, _LANGUAGES)}, "meta"))
        .or_else(changed)
        .or_else(_of({"date": _first_of(tags, _CHANGES)}, "meta, last change"))
    )


def _with_byline(said: Metadata, facts: Metadata, tree: HtmlElement) -> Metadata:
    """What is declared, with the authors of the byline where that names more people, or only others.

    Readers see the byline. What stands in the head of a page may be who typed it in, or the first author alone; so the
    byline counts where nobody of those declared occurs on the page.
    """
    if not said.authors or not facts.authors:
        return said
    declared, shown = set(map(letters_of, said.authors)), set(map(letters_of, facts.authors))
    is_account = declared == shown and any(" " in name for name in facts.authors) and " " not in "".join(said.authors)
    if not is_account and (declared == shown or (declared & shown and not declared < shown)):
        return said
    if not declared & shown and any(name in letters_of(tree.text_content()) for name in declared):
        return said
    return Metadata.of({"authors": facts.authors}, Known.FOUND, "byline").or_else(said)


def _of(table: Mapping[str, object], detail: str) -> Metadata:
    values, _ = read_fields(table, {name: name for name in table})
    return Metadata.of(values, Known.DECLARED, detail) if values else NOTHING


def _of_title(title: tuple[str, str] | None) -> Metadata:
    return Metadata.of({"title": title[0]}, Known.DECLARED, title[1]) if title else NOTHING


def _of_tags(tree: HtmlElement, tags: Mapping[str, list[str]], site: str | None) -> Metadata:
    authors: tuple[str, ...] = ()
    for name in _AUTHORS:
        authors = authors or declared_people(tags.get(name, ()), site)
    if not authors and any(label.casefold() == "written by" for label in tags.get("twitter:label1", ())):
        authors = declared_people(tags.get("twitter:data1", ()), site)
    date: object = None
    for text in _all(tags, _DATES):
        date = date or _of({"date": text}, "meta").date
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    values = {"authors": authors, "date": date}
    found = Metadata.of({name: value for name, value in values.items() if value}, Known.DECLARED, "meta")
    return found.or_else(_of({"language": (language or "").replace("_", "-").strip() or None}, "lang"))


def _of_source(site: str | None, publisher: str | None, host: str | None, is_tag: bool) -> Metadata:
    if site:
        return Metadata.of({"source": site}, Known.DECLARED, "meta" if is_tag else "json-ld")
    if host:
        return Metadata.of({"source": host}, Known.DECLARED, "link")
    return Metadata.of({"source": publisher}, Known.DECLARED, "meta") if publisher else NOTHING


def _meta_tags(tree: HtmlElement) -> dict[str, list[str]]:
    """What the meta tags of a page say, by name in lower case."""
    tags: dict[str, list[str]] = {}
    for tag in tree.xpath("//meta[@content or @value]")[:_MOST_TAGS]:
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or ""
        content = one_line((tag.get("content") or tag.get("value") or "")[:5000])
        if name and content and content.casefold() not in ("null", "undefined", "none", "false", "n/a"):
            tags.setdefault(name.strip().lower(), []).append(content)
    return tags


def _all(tags: Mapping[str, Sequence[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in tags.get(name, ())]


def _first_of(tags: Mapping[str, Sequence[str]], names: Iterable[str]) -> str | None:
    return next(iter(_all(tags, names)), None)


def _sites(tags: Mapping[str, Sequence[str]], declared: Metadata) -> tuple[str | None, str | None]:
    """The name of the site, and that of a publisher, which may be a company that nobody knows by name."""
    own = None if _COMPANY.search(declared.source or "") else declared.source
    named = [*_all(tags, _SITES), own, *_all(tags, ("application-name", "apple-mobile-web-app-title"))]
    # The name of a provider is that of no publication, where there is another one.
    site = first_site_name(sorted(named, key=is_provider))
    return site, first_site_name(_all(tags, _PUBLISHERS))


def _address(tree: HtmlElement, tags: Mapping[str, Sequence[str]], beginning: str) -> str | None:
    canonical = [
        link.get("href", "").strip() for link in tree.xpath("//link[translate(@rel,'CANOIL','canoil')='canonical']")
    ]
    saved = _SAVED_FROM.search(beginning)
    candidates = [*canonical[:3], *_all(tags, ("og:url", "citation_public_url", "parsely-link", "twitter:url"))]
    whole = [
        one for one in [*candidates, *([saved[1]] if saved else [])] if re.match(r"https?://[^\s/]+\.[^\s/]+", one)
    ]
    # A template that links every page to the front page says where the page is from, and not what it is.
    deep = [one for one in whole if path_of(one).strip("/")]
    return next(iter(deep or whole), None)
