"""Who wrote an article and when, told by the lines around its headline and by what the markup calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from searchtui.article import Known
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.readers.html_elsewhere import Elsewhere
from searchtui.corpus.readers.html_signature import (
    is_only_signature,
    may_be_signature,
    named_in,
    short_line,
    signature,
    signed_names,
)
from searchtui.corpus.readers.html_title import begins_alike, same_letters
from searchtui.corpus.rules.authors import declared_people
from searchtui.corpus.rules.date import dated_line, parse_date, trailing_date
from searchtui.corpus.values import one_line
from searchtui.dates import PartialDate

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["headline_facts"]

_BELOW = "byline, below"
"""How a name is known that the markup calls the author's, but that does not stand near the headline."""

_BEFORE, _AFTER = 60, 250
"""Elements in front of a headline and behind it that may say something of the article."""
_LONG = 250
"""Characters of a paragraph; what is behind the second one is no line of the head."""
_LONGEST_LINE = 200
_LONGEST_DATE = 80
_LONGEST_BARE_DATE = 40
_YEAR = re.compile(r"(?:19|20)\d\d")
_NEAR = 20
"""Elements in front of a headline among which a byline may stand that nothing but its words tell."""
_MOST_HEADINGS = 30
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|authors|autor|auteur|writer|journalist|contributor|reporter)s?(?:[_-]?names?)?(?:$|[\s_-])"
    r"|(?:by-?line|author)(?:__|-)?names?|^byline|authorName",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(r"bio|about|description|avatar|image|photo|social|follow|twitter", re.IGNORECASE)
_DATE = re.compile(r"date|time|publi|posted|byline|meta", re.IGNORECASE)
_SAYS_DATE = re.compile(r"date|publi|posted", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|revis|changed", re.IGNORECASE)
_BESIDE_DATE = re.compile(r"\s*[|•·]\s*|\s+(?=\()|\s+by\s+", re.IGNORECASE)
_LINES = frozenset(["address", "cite", "dd", "div", "em", "li", "p", "small", "span", "strong", "td"])
"""Elements that hold a byline or a date where no name of theirs says so."""


def headline_facts(
    tree: HtmlElement, title: str | None = None, site: str | None = None, *, near: bool = False
) -> Metadata:
    """Authors and date that stand near the headline of a page.

    Args:
        tree: of the page.
        title: of its article, which tells its headline from others.
        site: the name of the site, which is nobody's.
        near: look for authors only between the headline and the text.
    """
    headline = _headline(tree, title)
    reading = _Reading(Elsewhere(title, headline), (tree.get("lang") or "")[:2].lower(), near=near)
    for element, is_near in _window(headline):
        reading.look_at(element, is_near=is_near)
    names = reading.names(site)
    below = () if names or near else _named_below(tree, reading.elsewhere, site)
    facts = NOTHING
    if names or below:
        facts = Metadata.of({"authors": names or below}, Known.FOUND, "byline" if names else _BELOW)
    dated = reading.dated()
    return facts.or_else(Metadata.of({"date": dated[0]}, Known.FOUND, dated[1])) if dated else facts


class _Reading:
    """What the elements around a headline have said so far.

    Args:
        elsewhere: tells which of them are about something else.
        language: of the page, empty where it does not say so.
        near: take authors only from between the headline and the text.
    """

    def __init__(self, elsewhere: Elsewhere, language: str, *, near: bool) -> None:
        self.elsewhere, self._language, self._near = elsewhere, language, near
        self._linked: list[str] = []
        self._named: tuple[str, ...] = ()
        self._signed: tuple[str, ...] = ()
        self._date: PartialDate | None = None
        self._changed: PartialDate | None = None
        self._bare: set[PartialDate] = set()

    def look_at(self, element: HtmlElement, *, is_near: bool) -> None:
        """Take what an element says; what the markup calls a byline goes before what only reads like one."""
        name = " ".join(filter(None, (element.get("class"), element.get("itemprop"), element.get("id"))))
        says_something = name or element.tag == "time" or element.get("rel") or element.get("datetime")
        is_line = is_near and element.tag in _LINES
        may_sign = is_line and not (self._named or self._signed) and may_be_signature(element)
        bare = _bare_date(element) if is_line and self._date is None else None
        if not (says_something or may_sign or bare) or self.elsewhere.has(element):
            return
        if is_near or not self._near:
            self._take_names(element, name, may_sign=may_sign)
        if bare is not None:
            self._bare.add(bare)
        if self._date is None and says_something:
            date, is_change = _date_of(element, name)
            if is_change:
                self._changed = self._changed or date
            else:
                self._date = date

    def _take_names(self, element: HtmlElement, name: str, *, may_sign: bool) -> None:
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            self._linked.extend(named_in(element))
        elif not self._named and name and _BYLINE.search(name) and not _BIOGRAPHY.search(name):
            self._named = signed_names(element)
        elif may_sign:
            names = signature(element, self._language)
            self._signed = names if names and is_only_signature(element, names, self._language) else ()

    def names(self, site: str | None) -> tuple[str, ...]:
        """The authors; of names that are links of authors and those of a byline the longer list counts."""
        linked = declared_people((one for one in self._linked[:10] if one and len(one) <= _LONGEST_LINE), site)
        names = self._named or self._signed
        return declared_people(names, site) if len(names) > len(linked) else linked

    def dated(self) -> tuple[PartialDate, str] | None:
        """The day of publication, of the last change, or the only one that stands alone, with how it is known."""
        if self._date is not None:
            return self._date, "time"
        if self._changed is not None:
            return self._changed, "time, last change"
        return (next(iter(self._bare)), "date-line") if len(self._bare) == 1 else None


def _named_below(tree: HtmlElement, elsewhere: Elsewhere, site: str | None) -> tuple[str, ...]:
    """The one person whom the markup calls the author, wherever on the page; several may be those of several texts."""
    elements = tree.xpath("//*[@rel='author' or @itemprop='author']")[:_MOST_HEADINGS]
    named = [
        name
        for element in elements
        if not elsewhere.has(element, aside=element.get("itemprop") == "author")
        for name in named_in(element)
        if len(name) <= _LONGEST_LINE and (" " in name or _is_called_byline(element))
    ]
    names = {"".join(name.casefold().split()): name for name in declared_people(named, site)}
    return tuple(names.values()) if len(names) == 1 else ()


def _is_called_byline(element: HtmlElement) -> bool:
    around = (element, *islice(element.iterancestors(), 2))
    return any("byline" in (one.get("class") or "").lower() for one in around)


def _headline(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    """The element that holds the headline, or something that holds the article."""
    first = [one for one in tree.iter("h1") if any(map(str.strip, one.itertext()))]
    if title is not None:
        for headings, is_called in ((first, begins_alike), (tree.iter("h2", "h3"), same_letters)):
            for heading in islice(headings, _MOST_HEADINGS):
                if is_called(_line(heading), title):
                    return heading
    if len(first) == 1:
        return first[0]
    part = next(iter(tree.xpath("//article|//main|//*[@role='main']")), None)
    return part if part is not None else next(iter([*first[-1:], *tree.xpath("//body")]), None)


def _window(start: HtmlElement | None) -> Iterator[tuple[HtmlElement, bool]]:
    """The elements around the headline, to the second long paragraph below it, and which of them are near to it."""
    if start is None:
        return
    if start.tag in ("h1", "h2", "h3"):
        before = start.xpath(f"preceding::*[position()<={_BEFORE}]")
        for place, element in enumerate(before, start=_NEAR - len(before)):
            yield element, place >= 0
    long = 0
    following = islice(_from(start), _AFTER)
    for element in following:
        if not isinstance(element.tag, str):
            continue
        if element.tag == "p" and len(element.text_content().strip()) > _LONG:
            long += 1
            if long > 1:
                return
        yield element, not long


def _from(start: HtmlElement) -> Iterator[HtmlElement]:
    yield from start.iter()
    yield from start.xpath(f"following::*[position()<={_AFTER}]")


def _line(element: HtmlElement) -> str:
    return one_line(" ".join(element.itertext()))


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
    dated = _dated(text, among_words=_SAYS_DATE.search(name) is not None) if len(text) <= _LONGEST_DATE else None
    if dated is None or not dated[0].day:
        return None, False
    return dated[0], dated[1] == "updated" or _CHANGED.search(name) is not None


def _bare_date(element: HtmlElement) -> PartialDate | None:
    """The day that is all the text of an element, whatever the markup calls it."""
    text = short_line(element, _LONGEST_BARE_DATE)
    date = parse_date(one_line(text)) if _YEAR.search(text) else None
    return date if date is not None and date.day else None


def _dated(text: str, *, among_words: bool) -> tuple[PartialDate, str] | None:
    """The date of a line, or of a part of it: `By Ann Lee | Posted Feb. 27, 2014`.

    Args:
        text: the line.
        among_words: the date may also stand at its end or in front of a note in brackets.
    """
    dated = dated_line(text)
    if dated is not None:
        return dated
    parts = [found for part in _BESIDE_DATE.split(text) if (found := dated_line(part)) is not None]
    if len(parts) == 1:
        return parts[0]
    date = trailing_date(text)[1] if among_words and not parts else None
    return None if date is None else (date, "")
