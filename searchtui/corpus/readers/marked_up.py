"""The text of a tree in XML as blocks, by what a vocabulary says of its elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from searchtui.article import Kind
from searchtui.corpus.decoding import tidy
from searchtui.corpus.readers.blocks import Block, Flow
from searchtui.corpus.readers.xml_trees import attribute, steps
from searchtui.corpus.rules.furniture import is_furniture
from searchtui.corpus.values import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["Vocabulary", "blocks_of", "names_in"]

_SPACES = str.maketrans("\n\r\t\f", "    ")
_FIRST = (Kind.FOOTNOTE, Kind.CAPTION, Kind.TITLE, Kind.HEADING)
"""What counts where elements of several kinds are in one another."""


class Vocabulary(msgspec.Struct, frozen=True):
    """What the elements of a vocabulary are, by their names in lower case; text of all others is that around them.

    Args:
        blocks: paragraphs and what holds them.
        sections: blocks that can have a heading of their own.
        headings: of sections.
        titles: of the whole.
        captions: of pictures and tables.
        captioned: blocks whose headings are captions.
        notes: footnotes; they stand below the paragraph that refers to them.
        items: of lists, and quotations.
        rows: of tables.
        cells: of rows.
        lines: elements that each are a line of a paragraph.
        breaks: empty elements where a line ends.
        words: elements that each are a word.
        pages: empty elements where a page begins, with its number as their attribute `n`.
        left_out: elements whose text is no text of the article.
    """

    blocks: frozenset[str]
    sections: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    captioned: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    breaks: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()

    def kind_of(self, name: str) -> Kind | None:
        """What the text in an element is."""
        if name in self.titles:
            return Kind.TITLE
        if name in self.headings:
            return Kind.HEADING
        if name in self.captions:
            return Kind.CAPTION
        if name in self.notes:
            return Kind.FOOTNOTE
        return Kind.BODY if name in self.items else None

    def is_block(self, name: str) -> bool:
        """Whether an element begins a paragraph of its own, and another begins behind it."""
        return name in self.blocks or name in self.sections or name in self.captioned or self.kind_of(name) is not None


def names_in(text: str) -> frozenset[str]:
    """The names that a text lists."""
    return frozenset(text.split())


def blocks_of(root: Element, vocabulary: Vocabulary) -> list[Block]:
    """The blocks of an element, in order.

    Args:
        root: all text in it counts.
        vocabulary: of its elements.
    """
    reading = _Reading(vocabulary)
    for element, name, text in steps(root, vocabulary.left_out):
        if name == "/":
            reading.end()
        elif name:
            reading.start(element, name)
        if text:
            reading.write(text)
    return reading.whole()


class _Text:
    """A text that is open: that of the article, or of a footnote."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.words: list[str] = []
        self.kinds: list[Kind] = []
        self.below: list[Block] = []
        self.rows = 0
        self.line: int | None = None
        self.page: int | None = None


class _Reading:
    """The elements that are open at one place, with what is to be done when each of them ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.texts = [_Text()]
        self.ends: list[tuple[str, bool]] = []
        self.level = self.captioned = 0
        self.line: int | None = None
        self.page: int | None = None

    def start(self, element: Element, name: str) -> None:
        """Take the beginning of an element."""
        vocabulary, text = self.vocabulary, self.texts[-1]
        is_block = vocabulary.is_block(name) or name in vocabulary.rows or name in vocabulary.cells
        what = ""
        if name in vocabulary.notes:
            what = "note"
            text = _Text()
            self.texts.append(text)
        elif is_block:
            self.end_block()
        if is_block:
            self.line = element.sourceline
        kind = vocabulary.kind_of(name)
        if kind is Kind.HEADING and self.captioned:
            kind = Kind.CAPTION
        if kind is not None and what != "note":
            what = "kind"
            text.kinds.append(kind)
        elif name in vocabulary.sections:
            what = "section"
            self.level += 1
        elif name in vocabulary.captioned:
            what = "captioned"
            self.captioned += 1
        elif name in vocabulary.rows:
            what = "row"
            text.flow.start_row()
            text.rows += 1
        elif name in vocabulary.cells and text.rows:
            what = "cell"
            text.flow.start_cell()
        else:
            self._start_inline(element, name)
        self.ends.append((what, is_block))

    def _start_inline(self, element: Element, name: str) -> None:
        vocabulary, words = self.vocabulary, self.texts[-1].words
        if name in vocabulary.pages:
            number = attribute(element, "n")
            self.page = int(number) if number.isdecimal() and len(number) < 6 else None
        if name in vocabulary.breaks and attribute(element, "break") == "no":
            words[-1:] = [word.rstrip().rstrip("-¬\N{HYPHEN}") for word in words[-1:]]
        elif words and (name in vocabulary.breaks or name in vocabulary.lines):
            words.append("\n")
        elif words and name in vocabulary.words:
            words.append(" ")

    def end(self) -> None:
        """Take the end of the element that began last."""
        what, is_block = self.ends.pop()
        text = self.texts[-1]
        if is_block:
            self.end_block()
        if what == "note":
            self.texts.pop()
            self.texts[-1].below += [*text.flow.finish(), *text.below]
        elif what == "kind":
            text.kinds.pop()
        elif what == "section":
            self.level -= 1
        elif what == "captioned":
            self.captioned -= 1
        elif what == "cell":
            text.flow.end_cell()
        elif what == "row":
            text.flow.end_row()
            text.rows -= 1

    def write(self, written: str) -> None:
        """Take text."""
        text = self.texts[-1]
        if not text.words:
            if not written.strip():
                return
            text.line, text.page = self.line, self.page
        text.words.append(written.translate(_SPACES))

    def end_block(self) -> None:
        """Make the text since the last block one."""
        text = self.texts[-1]
        words = tidy("".join(text.words)).strip()
        text.words = []
        kinds = [Kind.FOOTNOTE] if len(self.texts) > 1 else text.kinds
        kind = next((kind for kind in _FIRST if kind in kinds), None)
        if kind is None and Kind.BODY in kinds and not is_furniture(one_line(words)):
            kind = Kind.BODY
        if words:
            level = max(1, self.level) if kind is Kind.HEADING else 0
            text.flow.add(Block(words, text.line, kind, level, text.page))
        if not text.rows:
            text.flow.add(*text.below)
            text.below = []

    def whole(self) -> list[Block]:
        """Everything, in order; all elements have ended."""
        self.end_block()
        return self.texts[0].flow.finish()
