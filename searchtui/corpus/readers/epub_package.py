"""What the package document of an EPUB says (EPUB 3.3, section 5; OPF 2.0.1): metadata, and its chapters in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from searchtui.article import Known
from searchtui.corpus.drafts import Metadata
from searchtui.corpus.readers.packages import joined_path
from searchtui.corpus.readers.xml_events import Walker, walk_xml
from searchtui.corpus.rules.properties import in_reading_order, is_placeholder_name, is_placeholder_title
from searchtui.corpus.values import declared_author_names, one_line, read_fields

__all__ = ["Book", "Chapter", "read_package", "root_part"]

_PREFIXES: Mapping[str, str] = {
    "http://www.idpf.org/2007/opf": "opf",
    "http://openebook.org/namespaces/oeb-package/1.0/": "opf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "urn:oasis:names:tc:opendocument:xmlns:container": "",
}
_WRITERS = frozenset(["", "aut", "author", "cre", "creator"])
"""Roles (of MARC) of those who wrote a book; `edt`, `trl`, `ill` edited, translated or illustrated it."""
_OTHER_DAYS = frozenset(["creation", "modification", "conversion", "ops-publication", "epub-publication"])
"""Days in the life of a file, not of the text."""
_GUIDES = frozenset(["cover", "toc", "loi", "lot"])
_FURNITURE = frozenset(["copyright-page", "colophon", "index"])
_MOST_ENTRIES = 20_000
_LONGEST_VALUE = 10_000


class Chapter(msgspec.Struct, frozen=True):
    """A part that holds text.

    Args:
        name: of the part.
        is_furniture: it says something of the book, and is no part of its text.
        is_guide: it is the cover or a table of contents; in some books these stand in one part with the text.
    """

    name: str
    is_furniture: bool = False
    is_guide: bool = False


class Book(msgspec.Struct, frozen=True):
    """What the package document says.

    Args:
        metadata: what is known of the book.
        chapters: in the order in which they are read.
    """

    metadata: Metadata
    chapters: tuple[Chapter, ...]


class _Entry(msgspec.Struct):
    """An element with what it says and holds."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""


def root_part(container: bytes) -> str | None:
    """The name of the package document that the container names first (EPUB OCF 3.3, 4.2.6.3.1)."""
    entries = _Entries()
    walk_xml(container, entries, _PREFIXES)
    named = [entry.attributes.get("full-path", "") for entry in entries.of("rootfile")]
    return joined_path("", named[0]) if named else None


def read_package(data: bytes, name: str) -> Book:
    """Read a package document; what stands behind a fault in it is missing.

    Args:
        data: of the part.
        name: of the part; those that it names are found from there.
    """
    entries = _Entries()
    walk_xml(data, entries, _PREFIXES)
    return Book(_metadata(entries), tuple(_chapters(entries, name)))


def _chapters(entries: _Entries, name: str) -> Iterator[Chapter]:
    items = {entry.attributes.get("id", ""): entry.attributes for entry in entries.of("item")}
    guide = {
        joined_path(name, entry.attributes.get("href", "")): entry.attributes.get("type", "").casefold()
        for entry in entries.of("reference")
        if "#" not in entry.attributes.get("href", "")
    }
    order = [entry.attributes.get("idref", "") for entry in entries.of("itemref")] or list(items)
    for identity in dict.fromkeys(order):
        item = items.get(identity, {})
        media = item.get("media-type", "").casefold()
        if "href" not in item or not ("html" in media or "dtbook" in media or "oeb" in media):
            continue
        part = joined_path(name, item["href"])
        kind = guide.get(part, "")
        is_guide = kind in _GUIDES or "nav" in item.get("properties", "").split()
        yield Chapter(part, kind in _FURNITURE, is_guide)


def _metadata(entries: _Entries) -> Metadata:
    refined: dict[tuple[str, str], str] = {}
    for entry in entries.of("meta"):
        about, said = entry.attributes.get("refines", "").lstrip("#"), entry.attributes.get("property", "")
        if about and said:
            refined.setdefault((about, said), entry.text.casefold())

    def says(entry: _Entry, attribute: str, said: str) -> str:
        own = entry.attributes.get(f"opf:{attribute}") or entry.attributes.get(attribute)
        return (own or refined.get((entry.attributes.get("id", ""), said), "")).casefold()

    titles = [entry for entry in entries.of("title") if not is_placeholder_title(entry.text)]
    titles.sort(key=lambda entry: says(entry, "title-type", "title-type") not in ("", "main"))
    writers = [entry.text for entry in entries.of("creator") if says(entry, "role", "role") in _WRITERS]
    writers += [entry.text for entry in entries.of("contributor") if says(entry, "role", "role") == "aut"]
    names = [in_reading_order(one) for name in writers for one in declared_author_names(name)]
    dates = [entry for entry in entries.of("date") if says(entry, "event", "event") not in _OTHER_DAYS]
    dates.sort(key=lambda entry: not says(entry, "event", "event").endswith("publication"))
    publishers = [entry.text for entry in entries.of("publisher") if not is_placeholder_name(entry.text)]
    declared: dict[str, object] = {
        "title": next((entry.text for entry in titles), None),
        "authors": [name for name in names if not is_placeholder_name(name)],
        "source": next(iter(publishers), None),
        "date": next((entry.text for entry in dates), None),
        "language": next((entry.text for entry in entries.of("language")), None),
    }
    values, _ = read_fields(declared, {name: name for name in declared})
    return Metadata.of(values, Known.DECLARED, "opf")


class _Entries(Walker):
    """All elements, without their namespaces: some packages have none."""

    def __init__(self) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        self._open: list[_Entry] = []
        self._count = 0

    def of(self, name: str) -> list[_Entry]:
        return self._entries.get(name, [])

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        entry = _Entry(name.rpartition(" ")[2].rpartition(":")[2], attributes)
        self._open.append(entry)
        self._count += 1
        if self._count <= _MOST_ENTRIES:
            self._entries.setdefault(entry.name, []).append(entry)

    def end(self, name: str) -> None:
        del name
        entry = self._open.pop()
        entry.text = one_line(entry.text, longest=None)

    def text(self, text: str) -> None:
        if self._open and len(self._open[-1].text) < _LONGEST_VALUE:
            self._open[-1].text += text
