"""Blocks of text as a document has them, before they are pieces: what formats with marked paragraphs are read into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.interpretation import stands_alone
from searchtui.corpus.rules.title import labelled_title
from searchtui.corpus.values import one_line

__all__ = ["Block", "Flow", "mark_title", "pieces_of"]

_EDGE = 6
"""Blocks at either end of a text in which a line of its own can be a byline, a date or the like."""
_BLANK_LINE = re.compile(r"\n\s*\n")
_MOST_WORDS_OF_ROW = 60
"""A row with more words, and a cell of several paragraphs, is no row of a table: the page is laid out with it."""
_DEEPEST_TABLE = 8


class Block(msgspec.Struct):
    """A paragraph, a heading, a row of a table.

    Args:
        text: with newlines where the format breaks lines; a blank line parts paragraphs.
        line: 1-based line of the file, where the format has lines.
        kind: where the format says it.
        level: of a heading, from 1, else 0.
        page: where the format has pages.
    """

    text: str
    line: int | None = None
    kind: Kind | None = None
    level: int = 0
    page: int | None = None


class Flow:
    """Blocks as a document is read from front to back; those in a row of a table become one block."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._cells: list[list[Block]] = []
        self._rows: list[list[list[Block]]] = []
        self._open_around: list[int] = []
        self._depth = 0

    def add(self, *blocks: Block) -> None:
        """Take the next blocks."""
        (self._cells[-1] if self._cells else self._blocks).extend(blocks)

    def start_row(self) -> None:
        """A row begins, in a table of its own or inside a cell; in tables too deep inside others there are none."""
        self._depth += 1
        if self._depth <= _DEEPEST_TABLE:
            self._rows.append([])
            self._open_around.append(len(self._cells))

    def start_cell(self) -> None:
        """A cell of the row begins; without a row it is none."""
        if 0 < self._depth <= _DEEPEST_TABLE:
            self._cells.append([])
            self._rows[-1].append(self._cells[-1])

    def end_cell(self, *, shown: bool = True) -> None:
        """The cell ends; one that is not shown leaves nothing."""
        if 0 < self._depth <= _DEEPEST_TABLE and len(self._cells) > self._open_around[-1]:
            cell = self._cells.pop()
            if not shown:
                cell.clear()

    def end_row(self, *, shown: bool = True) -> None:
        """The row ends; one that is not shown leaves nothing."""
        self._depth -= 1
        if self._depth < _DEEPEST_TABLE:
            del self._cells[self._open_around.pop() :]
            row = self._rows.pop()
            if shown:
                self.add(*_row(row))

    def finish(self) -> list[Block]:
        """End what is still open; all blocks, in order."""
        while self._depth:
            self.end_row()
        return self._blocks


def pieces_of(blocks: Sequence[Block]) -> list[Piece]:
    """The pieces that blocks become.

    At either end of a text the lines of a block are told apart where one of them says something of the article.
    """
    return list(_pieces(blocks))


def mark_title(blocks: Sequence[Block], pieces: Sequence[Piece]) -> None:
    """A heading above everything else is the title: one of the first level, or of a level that no other heading has.

    Args:
        blocks: in order.
        pieces: made of them.
    """
    if not blocks or not pieces:
        return
    first = blocks[0]
    if first.kind is not Kind.HEADING:
        return
    if first.level == 1 or all(block.level > first.level for block in blocks[1:] if block.level):
        pieces[0].text = labelled_title(pieces[0].text) or pieces[0].text
        pieces[0].kind = Kind.TITLE


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    for place, block in enumerate(blocks):
        at_edge = place < _EDGE or place >= len(blocks) - _EDGE
        line = block.line
        for part in _BLANK_LINE.split(block.text):
            lines = [text for text in part.split("\n") if text.strip()]
            apart = block.kind is None and at_edge and len(lines) > 1 and any(map(stands_alone, map(one_line, lines)))
            for offset, text in enumerate(lines if apart else [part]):
                words = one_line(text, longest=None)
                if words:
                    number = None if line is None else line + (offset if apart else 0)
                    yield Piece(words, number, place, kind=block.kind, page=block.page)


def _row(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """What a row is shown as; cells that hold nothing are left out."""
    filled = [cell for cell in cells if cell]
    texts = [" ".join(" ".join(block.text.split()) for block in cell) for cell in filled]
    holds_prose = any(len(cell) > 1 for cell in filled) and sum(text.count(" ") for text in texts) > _MOST_WORDS_OF_ROW
    if len(filled) < 2 or holds_prose:
        return [block for cell in filled for block in cell]
    first = filled[0][0]
    return [Block(" | ".join(texts), first.line, Kind.BODY, page=first.page)]
