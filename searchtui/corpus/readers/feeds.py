"""Feeds: RSS 0.9 to 2.0, RSS 1.0 in RDF, Atom 0.3 and 1.0; one article an entry."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.article import Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.html_blocks import html_pieces
from searchtui.corpus.readers.records import Record, drafts_of, record_of
from searchtui.corpus.readers.xml_articles import first_read
from searchtui.corpus.readers.xml_trees import Tree, attribute, children, first, name_of, steps, text_of
from searchtui.corpus.rules.authors import declared_people
from searchtui.corpus.sources import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["is_feed", "read_feed"]

_ROOTS = {"rss", "rdf", "feed", "channel"}
_ENTRIES = {"item", "entry"}
_TEXTS = ("encoded", "content", "fullitem", "body", "div", "description", "summary", "subtitle")
_DATES = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
"""Elements with a date, that of publication first; `dc:date` is called `date` here."""

_PARAGRAPH = re.compile(r"<(?:p|br)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
"""What parts paragraphs in an export of WordPress, whose pages mark them when they are shown."""

_NO_ARTICLES = frozenset(
    ["attachment", "custom_css", "nav_menu_item", "revision", "wp_block", "wp_global_styles", "wp_navigation"]
)
"""What an export of WordPress holds beside posts and pages."""

_OF_PICTURES = "{http://search.yahoo.com/mrss/}"
"""The namespace of Media RSS, whose titles and descriptions are those of a picture or a film."""

_TAG = re.compile(r"<[A-Za-z/!]")
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s+\((?P<name>[^()]+)\)")
"""How RSS 2.0 wants authors to be written."""


def is_feed(root: Element) -> bool:
    """Whether an element is that of a feed."""
    return name_of(root) in _ROOTS and next(_entries_and_channels(root), None) is not None


def read_feed(tree: Tree) -> Contents:
    """Read an article from each entry, named by its `guid`, `id` or address, else by its number.

    Raises:
        UnreadableError: it has none.
    """
    root = tree.root
    entries = [element for element in _entries_and_channels(root) if name_of(element) in _ENTRIES]
    entries = [entry for entry in entries if text_of(first(entry, "post_type")) not in _NO_ARTICLES]
    if not entries:
        raise UnreadableError(Reason.EMPTY, "It is a feed without entries.")
    channel = first(root, "channel") if name_of(root) != "feed" else root
    feed_title = _plain(first(channel, "title"))
    language = text_of(first(channel, "language")) or _language(root)
    complaints = list(tree.complaints)
    records: list[Record] = []
    for number, entry in enumerate(entries, start=1):
        source = first(entry, "source")
        publication = _plain(first(source, "title")) or text_of(source) or feed_title
        value = {
            "title": _plain(next(_own(entry, "title"), None)),
            "authors": list(declared_people([*_authors(entry)] or [_author(channel)], publication)),
            "source": publication,
            "date": _date(entry),
            "url": first_read("url", _addresses(entry)),
            "language": _language(entry) or language,
            "id": _identity(entry),
            "text": max((_markup(element) for element in _own(entry, *_TEXTS)), key=_length, default=""),
        }
        given = {name: content for name, content in value.items() if content}
        where = f"Entry {number}"
        record = record_of(given, number, line=entry.sourceline, where=where, detail="feed", complaints=complaints)
        if record is not None:
            records.append(record)
    drafts, wrong = drafts_of(records, "Entry")
    return Contents(drafts, capped([*complaints, *wrong]))


def _entries_and_channels(root: Element) -> Iterator[Element]:
    """The entries of a feed; those of RSS 2.0 stand in its channel, those of RSS 1.0 beside it."""
    for child in children(root):
        if name_of(child) == "channel":
            yield child
            yield from children(child, *_ENTRIES)
        elif name_of(child) in _ENTRIES:
            yield child
    if name_of(root) in ("feed", "channel"):
        yield root


def _own(entry: Element, *names: str) -> Iterator[Element]:
    """The elements of an entry that have one of these names; those about its pictures where it has no others."""
    found = list(children(entry, *names))
    yield from [one for one in found if not str(one.tag).startswith(_OF_PICTURES)] or found


def _plain(element: Element | None) -> str:
    """A title on one line; it may be marked up, once or twice."""
    text = text_of(element)
    if "<" in text or "&" in text:
        text = " ".join(piece.text for piece in html_pieces(text)) or text
    return text


def _markup(element: Element) -> str:
    """The text of an entry as HTML; XHTML is written out again, a text without tags stays as it is."""
    from lxml import etree

    if next(children(element), None) is not None:
        text = str(etree.tostring(element, encoding="unicode", with_tail=False))
    else:
        text = "" if attribute(element, "src") else "".join(part for _, _, part in steps(element))
    if not _TAG.search(text):
        return text
    if not _PARAGRAPH.search(text):
        text = _BLANK_LINE.sub("\n<p>\n", text)
    return f"<div>{text}</div>"


def _length(text: str) -> int:
    return len(re.sub(r"<[^<>]*>", "", text))


def _authors(entry: Element) -> Iterator[str]:
    for element in (*children(entry, "creator"), *children(entry, "author")):
        name = _author_of(element)
        if name and "@" not in name:
            yield name


def _author(channel: Element | None) -> str:
    """The author of a whole feed in Atom; in RSS that is the editor of the site."""
    if channel is None or name_of(channel) != "feed":
        return ""
    return next((_author_of(element) for element in children(channel, "author")), "")


def _author_of(element: Element) -> str:
    name = first(element, "name")
    text = _plain(name) if name is not None or next(children(element), None) is not None else _plain(element)
    found = _MAIL_AND_NAME.fullmatch(text)
    return found["name"] if found else text


def _date(entry: Element) -> str | None:
    texts = [text_of(element) for name in _DATES for element in children(entry, name)]
    written = [_with_whole_year(text) for text in texts]
    return first_read("date", written) or next(iter(filter(None, texts)), None)


def _with_whole_year(text: str) -> str:
    """A date of RFC 822, which may have a year of two digits, as ISO 8601; others as they are."""
    if not text[:4].isdigit():
        parsed = email.utils.parsedate_tz(text)
        if parsed is not None:
            return f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}"
    return text


def _addresses(entry: Element) -> Iterator[str]:
    """Where an entry is published: before the address that counts who follows it, the one that it leads to."""
    yield from (text_of(element) for element in children(entry, "origlink"))
    links = list(children(entry, "link"))
    for link in links:
        if attribute(link, "rel") in ("", "alternate"):
            yield attribute(link, "href") or text_of(link)
    for guid in children(entry, "guid"):
        if attribute(guid, "ispermalink").lower() != "false":
            yield text_of(guid)
    yield attribute(entry, "about")


def _identity(entry: Element) -> str:
    for element in children(entry, "guid", "id"):
        if text_of(element):
            return text_of(element)
    return attribute(entry, "about") or next(filter(None, _addresses(entry)), "")


def _language(element: Element) -> str:
    return attribute(element, "lang") or next((text_of(child) for child in children(element, "language")), "")
