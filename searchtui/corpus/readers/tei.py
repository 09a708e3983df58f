"""TEI (P4 and P5): digitised newspapers, letters and books, one article each text that has a header of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.marked_up import Vocabulary, blocks_of, names_in
from searchtui.corpus.readers.xml_articles import first_read, marked_draft, named
from searchtui.corpus.readers.xml_trees import Tree, attribute, children, first, inside, name_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["TEI_ROOTS", "read_tei"]

TEI_ROOTS = frozenset(["tei", "tei.2", "teicorpus", "teicorpus.2"])

_VOCABULARY = Vocabulary(
    blocks=names_in("""
        text group front body back p ab u lg sp stage speaker argument byline dateline docauthor docdate docimprint
        docedition epigraph salute signed closer opener trailer postscript titlepage list castlist castitem imprimatur
        label listbibl bibl biblstruct spgrp entry form sense milestone address addrline
        """),
    sections=frozenset(["div", *(f"div{level}" for level in range(8)), "floatingtext"]),
    headings=frozenset(["head"]),
    titles=frozenset(["doctitle", "titlepart"]),
    captions=frozenset(["figdesc"]),
    captioned=frozenset(["figure", "table"]),
    notes=frozenset(["note"]),
    items=frozenset(["item", "castitem"]),
    rows=frozenset(["row"]),
    cells=frozenset(["cell"]),
    lines=frozenset(["l"]),
    breaks=frozenset(["lb"]),
    words=frozenset(["w", "author", "forename", "surname", "monogr", "imprint", "biblscope"]),
    pages=frozenset(["pb"]),
    left_out=names_in("""
        teiheader fw del graphic facsimile sourcedoc standoff index
        """),
)
_MEANT = frozenset(["corr", "reg", "expan"])
_READINGS = frozenset(["rdg", "rdggrp"])


def read_tei(tree: Tree) -> Contents:
    """Read an article from each TEI element with a text; in a corpus they are named by their identifiers."""
    _keep_one_reading(tree.root)
    texts = list(_texts(tree.root)) or [tree.root]
    complaints = list(tree.complaints)
    drafts = [
        marked_draft(_blocks(text), _values(first(text, "teiheader"), text), "teiHeader", complaints) for text in texts
    ]
    kept = [(draft, text) for draft, text in zip(drafts, texts, strict=True) if draft.paragraphs]
    items = [attribute(text, "id") or None for _, text in kept]
    return Contents(named([draft for draft, _ in kept], items, "Text", complaints), capped(complaints))


def _keep_one_reading(root: Element) -> None:
    """Leave of the readings that an editor offers the one that is meant to be read (TEI P5, 3.5, 12.1).

    Of a choice that is `corr`, `reg` or `expan`, of an apparatus the `lem`, where they have none the first. A `sic` or
    an `abbr` that stands alone is all that there is.
    """
    for choice in list(inside(root, "choice")):
        offered = list(children(choice))
        _keep(
            choice, next((one for one in offered if name_of(one) in _MEANT), offered[0] if offered else None), offered
        )
    for apparatus in list(inside(root, "app")):
        readings = list(children(apparatus, *_READINGS))
        has_lemma = first(apparatus, "lem") is not None
        _keep(apparatus, None if has_lemma or not readings else readings[0], readings)
    for group in list(inside(root, "rdggrp")):
        readings = list(children(group, *_READINGS))
        _keep(group, readings[0] if readings else None, readings)


def _keep(around: Element, kept: Element | None, offered: Sequence[Element]) -> None:
    """Empty all readings but one, and take the spaces between them away, which are no part of the text."""
    if not (around.text or "").strip():
        around.text = None
    for child in around:
        if not (child.tail or "").strip():
            child.tail = None
    for one in offered:
        if one is not kept:
            one.clear(keep_tail=True)


def _blocks(text: Element) -> list[Block]:
    """The text, below the abstract that the header may have."""
    abstract = first(text, "teiheader", "profiledesc", "abstract")
    return [*(() if abstract is None else blocks_of(abstract, _VOCABULARY)), *blocks_of(text, _VOCABULARY)]


def _texts(root: Element) -> Iterator[Element]:
    """The texts of a corpus, or of corpora in it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name_of(element) in ("tei", "tei.2"):
            yield element
        else:
            waiting += reversed(list(children(element, *TEI_ROOTS)))


def _values(header: Element | None, text: Element) -> dict[str, object]:
    description = first(header, "filedesc")
    original = first(description, "sourcedesc")
    publication = first(description, "publicationstmt")
    language = first(header, "profiledesc", "langusage", "language")
    return {
        "title": _title(first(description, "titlestmt")),
        "authors": _authors(first(description, "titlestmt")) or _authors(first(original, "biblstruct|biblfull|bibl")),
        "source": _source(original, publication),
        "date": first_read("date", (*_dates(original), *_dates(publication))),
        "url": first_read("url", _addresses(publication)),
        "language": attribute(text, "lang") or (attribute(language, "ident") if language is not None else ""),
    }


def _title(statement: Element | None) -> str:
    """The main title with what stands below it."""
    titles = list(children(statement, "title")) if statement is not None else []
    main = [title for title in titles if attribute(title, "type") in ("main", "full", "")] or titles
    return text_of(main[0]) if main else ""


def _authors(statement: Element | None) -> list[str]:
    if statement is None:
        return []
    return [name for author in inside(statement, "author") if (name := _name(author))]


def _name(author: Element) -> str:
    """A name as it is spoken, where its parts are marked; else as it is written."""
    person = next(inside(author, "persname"), author)
    surnames = [text_of(part) for part in inside(person, "surname")]
    if not surnames:
        return text_of(next(iter(children(author, "persname", "name")), author), "ref", "idno", "email", "note")
    return " ".join([*(text_of(part) for part in inside(person, "forename")), *surnames])


def _source(original: Element | None, publication: Element | None) -> str:
    """The periodical that the text comes from, else who has published this copy of it."""
    if original is not None:
        for title in inside(original, "title"):
            if attribute(title, "level") == "j":
                return text_of(title)
    for name in ("publisher", "distributor", "authority"):
        found = first(publication, name) if publication is not None else None
        if found is not None and text_of(found):
            return text_of(next(children(found, "orgname", "name"), found), "address", "ref", "email")
    return ""


def _dates(element: Element | None) -> Iterator[str]:
    if element is not None:
        for date in inside(element, "date"):
            yield from (attribute(date, "when", "when-iso", "from", "notbefore", "value"), text_of(date))


def _addresses(publication: Element | None) -> Iterator[str]:
    if publication is not None:
        for element in inside(publication, "idno", "ptr", "ref"):
            yield attribute(element, "target") or text_of(element)
