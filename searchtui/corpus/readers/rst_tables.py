"""Tables of reStructuredText: grids, and simple ones whose columns are underlined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchtui.article import Kind
from searchtui.corpus.readers.rst_lines import Block, Line

__all__ = ["begins_table", "table_of"]

_GRID = re.compile(r"\+(?:[-=]+\+)+")
_SIMPLE = re.compile(r"=+(?:\s+=+)+")


def begins_table(line: Line) -> bool:
    """Whether a line is the upper border of a table."""
    return _GRID.fullmatch(line.text) is not None or _SIMPLE.fullmatch(line.text) is not None


def table_of(lines: Sequence[Line], place: int) -> tuple[int, list[Block]]:
    """The rows of a table, and where it ends."""
    return _grid(lines, place) if lines[place].text.startswith("+") else _simple(lines, place)


def _grid(lines: Sequence[Line], place: int) -> tuple[int, list[Block]]:
    rows: list[Block] = []
    cells: list[list[str]] = []
    start = lines[place].number
    while place < len(lines) and lines[place].text[:1] in ("+", "|"):
        line = lines[place]
        if line.text.startswith("+"):
            rows.extend(_row(cells, start))
            cells = []
        else:
            start = start if cells else line.number
            parts = [part.strip(" +-=") for part in line.text.strip("|").split("|")]
            cells.append(parts)
        place += 1
    return place, [*rows, *_row(cells, start)]


def _row(cells: Sequence[Sequence[str]], number: int) -> Iterator[Block]:
    width = max(map(len, cells), default=0)
    joined = (" ".join(parts[column] for parts in cells if column < len(parts)).strip() for column in range(width))
    text = " | ".join(cell for cell in joined if cell)
    if text:
        yield Block(text, number, Kind.BODY)


def _simple(lines: Sequence[Line], place: int) -> tuple[int, list[Block]]:
    starts = [match.start() for match in re.finditer("=+", lines[place].text)]
    rows: list[Block] = []
    cells: list[list[str]] = []
    borders, start = 1, lines[place].number
    place += 1
    while place < len(lines):
        text = lines[place].text
        is_border = bool(_SIMPLE.fullmatch(text))
        parts = [text[begin:end].strip() for begin, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        # A row goes on where its first cell is empty.
        if is_border or re.fullmatch(r"-+(?:\s+-+)*", text) or (parts[0] and cells) or not text:
            rows.extend(_row(cells, start))
            cells = []
        borders += is_border
        place += 1
        if is_border and (borders > 2 or place >= len(lines) or not lines[place].text):
            break
        if text and not is_border and not re.fullmatch(r"-+(?:\s+-+)*", text):
            start = start if cells else lines[place - 1].number
            cells.append(parts)
    return place, [*rows, *_row(cells, start)]
