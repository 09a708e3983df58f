"""Texts of an RTF file that run on by themselves: that of the document, of a footnote, of a text box."""

from __future__ import annotations

import re

from searchtui.article import Kind
from searchtui.corpus.readers.blocks import Block, Flow
from searchtui.corpus.rules.furniture import is_furniture
from searchtui.corpus.values import one_line

__all__ = ["RtfFlow", "joined"]

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class RtfFlow:
    """The paragraphs of a text and the tables in it, of which RTF says where cells and rows end.

    Args:
        is_note: all of it is a footnote.
    """

    def __init__(self, is_note: bool = False) -> None:
        self.words: list[str] = []
        self.below: list[Block] = []
        self._is_note = is_note
        self._done = Flow()
        self._cell: list[Block] = []
        self._row: list[list[Block]] = []
        self._inner_row: list[str] = []
        self._has_inner_table = False

    def end_paragraph(self, block: Block, *, in_table: bool = False, listed: bool = False) -> None:
        """Make what was written since the last paragraph one.

        Args:
            block: without its text.
            in_table: it belongs to a cell.
            listed: it is an item of a list.
        """
        block.text = joined(self.words)
        self.words.clear()
        if self._is_note:
            block.kind, block.level = Kind.FOOTNOTE, 0
        elif block.kind is None and listed and not is_furniture(one_line(block.text)):
            block.kind = Kind.BODY
        if in_table or self._row:
            self._cell += [block] if block.text else []
            return
        self.end_row()
        if block.text:
            self._done.add(block)
        self._take_below()

    def end_cell(self) -> None:
        """Make the paragraphs since the last cell one."""
        self._row.append(self._cell)
        self._cell = []

    def end_inner_cell(self) -> None:
        """Make what was written since the last paragraph a cell of a table within a cell."""
        self._inner_row.append(joined(self.words))
        self.words.clear()

    def end_inner_row(self) -> None:
        """End a row of a table within a cell."""
        text = " | ".join(" ".join(cell.split()) for cell in self._inner_row if cell)
        self._cell += [Block(text, kind=Kind.BODY)] if text else []
        self._inner_row = []
        self._has_inner_table = True

    def end_row(self) -> None:
        """End a row; one with tables in it is the layout of a page."""
        if self._inner_row:
            self.end_inner_row()
        if self._cell:
            self.end_cell()
        if self._has_inner_table:
            for cell in self._row:
                self._done.add(*cell)
        elif self._row:
            self._done.start_row()
            for cell in self._row:
                self._done.start_cell()
                self._done.add(*cell)
                self._done.end_cell()
            self._done.end_row()
        if self._row:
            self._take_below()
        self._row = []
        self._has_inner_table = False

    def _take_below(self) -> None:
        self._done.add(*self.below)
        self.below = []

    def end(self) -> list[Block]:
        """Everything in it, in order."""
        self.end_row()
        self._take_below()
        return self._done.finish()


def joined(parts: list[str]) -> str:
    """Text of its parts, halves of characters put together."""
    text = "".join(parts)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.strip()
