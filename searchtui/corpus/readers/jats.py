"""JATS (NISO Z39.96), in which journals publish their articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.article import Kind
from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.marked_up import Vocabulary, blocks_of, names_in
from searchtui.corpus.readers.xml_articles import first_read, marked_draft, named
from searchtui.corpus.readers.xml_trees import Tree, attribute, children, first, inside, name_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["is_jats", "read_jats"]

_VOCABULARY = Vocabulary(
    blocks=names_in("""
        body back abstract trans-abstract p disp-formula disp-quote list def-list def-item def term boxed-text ack
        verse-group preformat speech speaker fig-group table thead tbody tfoot app-group statement array ref-list
        fn-group notes glossary supplementary-material media attrib
        """),
    sections=frozenset(["sec", "app", "bio"]),
    headings=frozenset(["title"]),
    captions=frozenset(["caption"]),
    captioned=frozenset(["fig", "table-wrap"]),
    notes=frozenset(["fn"]),
    items=frozenset(["list-item", "ref"]),
    rows=frozenset(["tr"]),
    cells=frozenset(["td", "th"]),
    lines=frozenset(["verse-line"]),
    breaks=frozenset(["break"]),
    left_out=names_in("""
        tex-math label object-id graphic inline-graphic kwd-group front
        """),
)


def is_jats(root: Element) -> bool:
    """Whether an element is that of an article of a journal, or of a collection of them."""
    if name_of(root) == "article":
        return first(root, "front", "article-meta") is not None
    return next(_articles(root), None) is not None


def read_jats(tree: Tree) -> Contents:
    """Read each article; of several in a file each is named by its identifier."""
    complaints = list(tree.complaints)
    articles = [tree.root] if name_of(tree.root) == "article" else list(_articles(tree.root))
    drafts = []
    for article in articles:
        meta = first(article, "front", "article-meta")
        drafts.append(marked_draft(list(_blocks(article, meta)), _values(article, meta), "jats", complaints))
    items = [_identity(first(article, "front", "article-meta")) or None for article in articles]
    kept = [(draft, item) for draft, item in zip(drafts, items, strict=True) if draft.paragraphs]
    names = [item for _, item in kept]
    return Contents(named([draft for draft, _ in kept], names, "Article", complaints), capped(complaints))


def _articles(root: Element) -> Iterator[Element]:
    return (one for one in inside(root, "article") if first(one, "front", "article-meta") is not None)


def _blocks(article: Element, meta: Element | None) -> Iterator[Block]:
    """The text of an article, with what is published as a part of it: translations, reviews, answers."""
    for abstract in children(meta, "abstract", "trans-abstract"):
        yield from blocks_of(abstract, _VOCABULARY)
    for part in children(article, "body", "floats-group", "back"):
        yield from blocks_of(part, _VOCABULARY)
    for inner in children(article, "sub-article", "response"):
        meta = first(inner, "front-stub")
        meta = first(inner, "front", "article-meta") if meta is None else meta
        title = _title(meta)
        if title:
            yield Block(title, inner.sourceline, Kind.HEADING, 1)
        yield from _blocks(inner, meta)


def _title(meta: Element | None) -> str:
    titles = (first(meta, "title-group", name) for name in ("article-title", "subtitle"))
    return ": ".join(filter(None, (text_of(title, "xref", "fn") for title in titles)))


def _values(article: Element, meta: Element | None) -> dict[str, object]:
    doi = _identity(meta)
    return {
        "title": _title(meta),
        "authors": [name for person in _contributors(meta) if (name := _name(person))],
        "source": text_of(next(inside(first(article, "front", "journal-meta"), "journal-title"), None)),
        "date": first_read("date", sorted(filter(None, map(_date, children(meta, "pub-date"))), key=len, reverse=True)),
        "url": first_read("url", [f"https://doi.org/{doi}" if doi.startswith("10.") else ""]),
        "language": attribute(article, "lang"),
    }


def _contributors(meta: Element | None) -> Iterator[Element]:
    """Those whom the article names, without those who are only named as its editors."""
    for group in children(meta, "contrib-group"):
        if "editor" not in attribute(group, "content-type"):
            yield from inside(group, "contrib")


def _name(person: Element) -> str:
    if attribute(person, "contrib-type") not in ("", "author"):
        return ""
    name = next(inside(person, "name"), None)
    parts = [text_of(first(name, part)) for part in ("given-names", "surname", "suffix")]
    return " ".join(filter(None, parts)) or text_of(first(person, "string-name")) or text_of(first(person, "collab"))


def _date(date: Element) -> str:
    parts = [text_of(first(date, part)) for part in ("year", "month", "day")]
    numbers = [part.zfill(2) for part in parts if part.isdecimal()]
    return "-".join(numbers) if len(numbers) == len([part for part in parts if part]) else parts[0]


def _identity(meta: Element | None) -> str:
    identities = {attribute(one, "pub-id-type"): text_of(one) for one in children(meta, "article-id")}
    return identities.get("doi") or next(iter(identities.values()), "")
