"""Text with delimiters becomes rows of cells (RFC 4180, and what programs write that have not read it).

A cell may stand in quotation marks, and then hold delimiters, line breaks and doubled quotation marks. Marks that are
not doubled are taken as they are where no end of a cell follows them. The parser takes time in proportion to the length
of the text, has no limit for a cell, and tells of a quotation mark that is never closed: all below would be one cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import msgspec

__all__ = ["Dialect", "Row", "dialect_of", "rows_of"]

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 128 * 1024
_SAMPLE_ROWS = 60
_SAID = re.compile(r"\ufeff?(?:\"sep=(.)\"|sep=(.))[ \t]*(?:\n|\Z)", re.IGNORECASE)
"""What Excel takes for its own as the first line."""

_PATIENCE = 8
"""How many times the length of a text is read in vain, for the ends of quotation marks that have none."""

_INDENT = 8
"""Blanks before a quotation mark that begins a cell, and the mark."""

_WIDEST = 4096
"""Cells of a row that are kept."""


class Dialect(msgspec.Struct, frozen=True):
    """How a table is written.

    Args:
        delimiter: between cells.
        escapes: whether a backslash before a quotation mark makes it part of the text.
        skipped: how many characters stand before the first row.
        quotes_first: whether the first cell of rows stands in quotation marks.
    """

    delimiter: str
    escapes: bool = False
    skipped: int = 0
    quotes_first: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row that is not empty.

    Args:
        number: as a spreadsheet counts rows, from 1.
        line: in which it begins, from 1.
        cells: their texts.
        is_unclosed: a quotation mark in it is never closed, and the row was ended with its line.
    """

    number: int
    line: int
    cells: list[str]
    is_unclosed: bool = False


def dialect_of(text: str, is_header: Callable[[Sequence[str]], int], likely: str) -> Dialect:
    r"""How a table is written: with the delimiter that finds the most known names of columns, and rows of one width.

    Args:
        text: of the table, with `\n` as line breaks.
        is_header: how many of some cells are known names of columns.
        likely: the delimiter that is taken where nothing speaks for another.
    """
    said = _SAID.match(text)
    skipped = said.end() if said else 0
    sample = text[skipped : skipped + _SAMPLE]
    escapes = sample.count('\\"') > sample.count('""')
    quotes_first = sample.lstrip("\n")[:1] == '"'
    if said:
        return Dialect(said[1] or said[2], escapes, skipped, quotes_first)
    best, best_score = Dialect(likely, escapes, skipped, quotes_first), (0, 0.0, 0)
    for delimiter in (likely, *_DELIMITERS):
        dialect = Dialect(delimiter, escapes, 0, quotes_first)
        rows = list(islice(rows_of(sample, dialect), _SAMPLE_ROWS))
        # The sample may end inside a row.
        rows = rows[:-1] if len(sample) < len(text) - skipped and len(rows) > 2 else rows
        widths = Counter(len(row.cells) for row in rows)
        width, same = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        names = max((is_header(row.cells) for row in rows), default=0)
        score = (names, round(same / max(1, len(rows)), 2) if width > 1 else 0.0, width)
        if score > best_score:
            best, best_score = msgspec.structs.replace(dialect, skipped=skipped), score
    return best


def rows_of(text: str, dialect: Dialect) -> Iterator[Row]:
    r"""The rows of a table that are not empty.

    Args:
        text: of the table, with `\n` as line breaks.
        dialect: how it is written.
    """
    reading = _Reading(text, dialect)
    number = 0
    while reading.place < len(text):
        line = reading.line
        cells, is_unclosed = reading.row()
        number += 1
        if any(cells):
            yield Row(number, line, cells, is_unclosed)


class _Reading:
    """Where in a text the next row begins.

    Args:
        text: of the table.
        dialect: how it is written.
    """

    def __init__(self, text: str, dialect: Dialect) -> None:
        between = re.escape(dialect.delimiter)
        self._text = text
        self._delimiter = dialect.delimiter
        self._patience = _PATIENCE * len(text)
        self._unescape = dialect.escapes
        self.place = dialect.skipped
        self.line = 1 + text.count("\n", 0, dialect.skipped)
        self._blanks = " " if dialect.delimiter == "\t" else " \t"
        ahead = rf"[{self._blanks}]*(?:{between}|\n|\Z)"
        inside = r"[^\"\\]++|\\.|" if dialect.escapes else r"[^\"]++|"
        self._quoted = re.compile(rf'[{self._blanks}]*"((?:{inside}""|"(?!{ahead}))*+)"[{self._blanks}]*', re.DOTALL)
        self._plain = re.compile(rf"[^\n{between}]*")
        first = r"\n\"(?!\")|" if dialect.quotes_first else ""
        self._next_row = re.compile(rf"{first}\n[^\"\n]*{between}\"(?!\")")

    def row(self) -> tuple[list[str], bool]:
        """The cells of the next row, and whether a quotation mark in it is never closed."""
        text = self._text
        cells: list[str] = []
        is_unclosed = False
        while True:
            cell, closed = self._cell()
            is_unclosed = is_unclosed or not closed
            if len(cells) < _WIDEST:
                cells.append(cell)
            if self.place >= len(text):
                return cells, is_unclosed
            ends = text[self.place] == "\n"
            self.place += 1
            if ends:
                self.line += 1
                return cells, is_unclosed

    def _cell(self) -> tuple[str, bool]:
        text = self._text
        closed = True
        if text[self.place : self.place + _INDENT].lstrip(self._blanks)[:1] == '"':
            match = self._quoted.match(text, self.place) if self._patience > 0 else None
            if match is not None and not self._swallows(match[1]):
                self.place = match.end()
                self.line += match[1].count("\n")
                return self._unquoted(match[1]), True
            closed = False
            self._patience -= (match.end() if match else len(text)) - self.place
        match = self._plain.match(text, self.place)
        cell = match[0].strip() if match else ""
        self.place = match.end() if match else self.place
        return (cell if closed else cell.removeprefix('"')), closed

    def _swallows(self, inside: str) -> bool:
        """Whether another row begins inside a cell, whose quotation mark then was never closed."""
        if "\n" not in inside:
            return False
        return (self._delimiter == "\t" and "\t" in inside) or self._next_row.search(inside) is not None

    def _unquoted(self, inside: str) -> str:
        if self._unescape:
            inside = inside.replace('\\"', '"')
        return inside.replace('""', '"')
