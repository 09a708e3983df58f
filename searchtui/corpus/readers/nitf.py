"""NITF (News Industry Text Format, IPTC): what newsrooms and archives such as that of the New York Times hand over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.article import Kind
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.marked_up import Vocabulary, blocks_of, names_in
from searchtui.corpus.readers.xml_articles import day_of, first_read
from searchtui.corpus.readers.xml_trees import attribute, children, first, inside, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["nitf_blocks", "nitf_values"]

_VOCABULARY = Vocabulary(
    blocks=names_in("""
        nitf body body.content body.end block p pre table media dl dt dd ul ol fn note bibliography tagline abstract hr
        content custom-table address
        """),
    headings=frozenset(["hl2", "hl1", "h1", "h2", "h3", "h4"]),
    captions=frozenset(["media-caption", "caption"]),
    notes=frozenset(["fn"]),
    items=frozenset(["li", "bq"]),
    rows=frozenset(["tr", "nitf-table-row"]),
    cells=frozenset(["td", "th"]),
    breaks=frozenset(["br"]),
    left_out=names_in("""
        head body.head media-reference media-metadata media-object media-producer nitf-table-metadata script style
        """),
)
_LEAD = "lead_paragraph"
_WHOLE = "full_text"
"""Classes of blocks in the annotated corpus of the New York Times, which has the first paragraphs twice."""


def nitf_blocks(nitf: Element) -> list[Block]:
    """The text of an article: what stands below its headline, its abstract and its body."""
    body = first(nitf, "body")
    decks = first(body, "body.head", "hedline")
    abstract = first(body, "body.head", "abstract")
    content = first(body, "body.content")
    if content is None:
        content = body if body is not None else nitf
    classes = {attribute(block, "class") for block in children(content, "block")}
    above = [block for deck in children(decks, "hl2") if not attribute(deck, "class") for block in _deck(deck)]
    found = blocks_of(abstract, _VOCABULARY) if abstract is not None and _WHOLE not in classes else []
    for part in children(content):
        if not (_WHOLE in classes and attribute(part, "class") == _LEAD):
            found += blocks_of(part, _VOCABULARY)
    if not found:
        found = blocks_of(content, _VOCABULARY)
    end = first(body, "body.end")
    return above + found + (blocks_of(end, _VOCABULARY) if end is not None else [])


def _deck(deck: Element) -> list[Block]:
    """The lines below a headline; archives that have the headline once more, as it stood elsewhere, give it a class."""
    text = text_of(deck)
    return [Block(text, deck.sourceline, Kind.BODY)] if text else []


def nitf_values(nitf: Element) -> dict[str, object]:
    """What an article declares, by the names of fields."""
    data = first(nitf, "head", "pubdata")
    document = first(nitf, "head", "docdata")
    story = first(nitf, "body", "body.head")
    headline = first(story, "hedline", "hl1") if story is not None else None
    if headline is None:
        headline = first(nitf, "head", "title")
    return {
        "title": text_of(headline),
        "authors": _authors(story),
        "source": (attribute(data, "name") if data is not None else "") or _holder(document, story),
        "date": first_read("date", _dates(nitf)),
        "url": first_read("url", (attribute(pub, "ex-ref") for pub in children(data.getparent(), "pubdata")))
        if data is not None
        else "",
        "language": attribute(nitf, "lang"),
    }


def _authors(story: Element | None) -> list[str]:
    """Those of the byline; of several forms of one the first, which is the printed."""
    bylines = list(children(story, "byline")) if story is not None else []
    if bylines and attribute(bylines[0], "class"):
        bylines = bylines[:1]
    people = [text_of(person) for byline in bylines for person in inside(byline, "person")]
    if people:
        return people
    texts = [text_of(byline, "byttl", "virtloc", "location") for byline in bylines]
    return [text for text in texts if text]


def _holder(document: Element | None, story: Element | None) -> str:
    credit = first(story, "distributor") if story is not None else None
    copyright_ = first(document, "doc.copyright") if document is not None else None
    return text_of(credit) or (attribute(copyright_, "holder") if copyright_ is not None else "")


def _dates(nitf: Element) -> Iterator[str]:
    for name in ("pubdata", "date.issue", "date.release", "story.date"):
        for element in inside(nitf, name):
            written = attribute(element, "date.publication", "norm") or text_of(element)
            yield day_of(written) or written
