"""XML of no vocabulary that is known: records with fields of known names, or whatever of it reads like text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.article import Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.columns import columns_of
from searchtui.corpus.readers.marked_up import Vocabulary, blocks_of, names_in
from searchtui.corpus.readers.records import Record, drafts_of, record_of
from searchtui.corpus.readers.xml_articles import marked_draft
from searchtui.corpus.readers.xml_trees import Tree, attribute, children, name_of, steps
from searchtui.corpus.sources import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["read_other"]

_END_OF_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$)|[。！？]")
_WORDS_OF_SENTENCE = 6
_NEVER_INLINE = names_in("""
        p para paragraph div section chapter title head heading headline list item li table row tr td th cell br lb
        """)
_HEADINGS = names_in("""
        h1 h2 h3 h4 h5 h6 head heading headline subtitle title
        """)
_CAPTIONS = frozenset(["caption", "figcaption"])
_NOTES = frozenset(["fn", "footnote", "endnote"])
_LEFT_OUT = frozenset(["binary", "script", "style"])
_FEWEST_WORDS = 20
"""Words that a record needs to be an article and no entry of a catalogue."""


def read_other(tree: Tree) -> Contents:
    """Read records as an article each, else all text as one.

    Raises:
        UnreadableError: nothing of it reads like text.
    """
    return _records(tree) or _text(tree)


def _records(tree: Tree) -> Contents | None:
    """The articles of a file of elements that are alike, or of one alone, whose fields have names that are known."""
    root = tree.root
    names = Counter(name_of(child) for child in children(root))
    ((name, count),) = names.most_common(1) or [("", 0)]
    elements = [root] if _is_record(root) else [child for child in children(root, name) if count and _is_record(child)]
    complaints = list(tree.complaints)
    records: list[Record] = []
    for number, element in enumerate(elements, start=1):
        where = f"Record {number}"
        given = _fields(element)
        record = record_of(given, number, line=element.sourceline, where=where, detail="xml", complaints=complaints)
        if record is not None:
            records.append(record)
    if sum(piece.text.count(" ") for record in records for piece in record.pieces) < _FEWEST_WORDS:
        return None
    drafts, wrong = drafts_of(records, "Record")
    if elements == [root]:
        drafts = tuple(Draft(draft.paragraphs, draft.metadata) for draft in drafts)
    return Contents(drafts, capped([*complaints, *wrong]))


def _is_record(element: Element) -> bool:
    """Whether an element has a field for the title and one for the text."""
    columns = columns_of(tuple(dict.fromkeys(name_of(child) for child in children(element))))
    return columns.title is not None and columns.have_text


def _fields(element: Element) -> dict[str, object]:
    """The attributes and the elements of a record, by their names; several of one name are a list."""
    fields: dict[str, list[str]] = {}
    for child in children(element):
        parts = [block.text for block in _blocks(child)] if next(children(child), None) is not None else []
        fields.setdefault(name_of(child), []).extend(parts or [tidy(child.text or "").strip()])
    for name in map(str, element.attrib):
        fields.setdefault(name.rpartition("}")[2].lower(), [attribute(element, name.rpartition("}")[2].lower())])
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def _text(tree: Tree) -> Contents:
    blocks = _blocks(tree.root)
    if not any(_has_sentence(block.text) for block in blocks):
        name = name_of(tree.root)[:40]
        raise UnreadableError(Reason.EMPTY, f"It is XML of a kind that is not known ({name!r}), and has no sentences.")
    complaints = list(tree.complaints)
    language = attribute(tree.root, "lang")
    draft = marked_draft(blocks, {"language": language} if language else {}, "xml", complaints)
    return Contents((draft,) if draft.paragraphs else (), capped(complaints))


def _has_sentence(text: str) -> bool:
    begin = 0
    for end in _END_OF_SENTENCE.finditer(text):
        if text.count(" ", begin, end.start()) >= _WORDS_OF_SENTENCE or end[0][0] in "。！？":
            return True
        begin = end.end()
    return False


def _blocks(root: Element) -> list[Block]:
    """The text of an element; what stands beside text in any element of the document is a part of a paragraph."""
    names = {name for _, name, _ in steps(root) if name not in ("", "/")}
    inline = {name_of(child) for child in _beside_text(root)} - _NEVER_INLINE
    left_out = _LEFT_OUT & names
    found = Vocabulary(
        blocks=frozenset(names - inline),
        headings=_HEADINGS & frozenset(names - inline),
        captions=_CAPTIONS & frozenset(names - inline),
        notes=_NOTES & frozenset(names),
        rows=frozenset(["row", "tr"]) & names,
        cells=frozenset(["cell", "entry", "td", "th"]) & names,
        breaks=frozenset(["br", "lb", "break"]) & names,
        left_out=frozenset(left_out),
    )
    return blocks_of(root, found)


def _beside_text(root: Element) -> Iterator[Element]:
    for element, name, text in steps(root):
        if name not in ("", "/"):
            inner = list(children(element))
            if text.strip() or any((child.tail or "").strip() for child in inner):
                yield from inner
