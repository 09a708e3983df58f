"""The reading order of a page: its columns, each from top to bottom.

What is drawn one after the other mostly belongs together, so that order is kept where the page has one column; only
what stands above everything drawn before it goes there (a title is often drawn last). Where lines stand beside lines
over several rows with one white strip between them, they are columns; a line that crosses the strip parts what is above
it from what is below it.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence

import msgspec

from searchtui.corpus.readers.pdf_lines import PdfLine

__all__ = ["Column", "columns_of"]

_LEAST_ROWS = 4
"""Rows of text side by side that make columns; fewer are a table, a head or an address."""
_LEAST_LETTERS = 14
"""Letters that half of the lines of a column have at least: what is shorter are the cells of a table."""
_MOST_LINES = 1500
"""Lines of a page that are looked at for columns; what has more is a map or a listing."""
_MOST_RUNS = 500
"""Stretches of a column, each drawn downwards, that are put in order; what has more is no running text."""
_LEAST_GAP = 0.4
"""Widths of an em of the strip between columns."""
_APART = 2.5
"""Heights of an em from which on two lines that are drawn one after the other may be parted by others."""
_DEEPEST = 6
"""Columns within columns."""
_CELL_GAP = 1.5
"""Widths of an em between two cells of a table; no line is justified so widely."""
_JOINTS = (" ", "\t")
_MARK = re.compile(r"\d{1,3}|[*†‡§¶]{1,3}")
_MARK_SIZE = 0.8
"""Times as large as its line that a raised mark is at most."""
_ITEM_MARK = re.compile(r"[^\w\s]{1,2}|\(?\w{1,3}[.)]|o")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?")
"""What stands before an item of a list, or before a heading, with a gap behind it."""
_LONGEST_MARK = 3
_INITIAL_SIZE = 1.5
"""Times as large as its line from which on a short one before it is no mark but an initial."""


class Column(msgspec.Struct):
    """Lines from top to bottom, and where the column that they stand in begins and ends."""

    lines: list[PdfLine]
    left: float
    right: float


def columns_of(lines: Sequence[PdfLine]) -> list[Column]:
    """The columns of a page in the order in which they are read.

    Args:
        lines: of the page, in the order in which they are drawn.
    """
    upright = [line for line in lines if not line.turned]
    turned = [line for line in lines if line.turned]
    columns = [_column(part) for part in _ordered(upright) if part]
    return columns + ([_column(turned)] if turned else [])


def _column(lines: list[PdfLine]) -> Column:
    joined = list(_joined(lines))
    letters = sum(len(line.text) for line in joined)
    lefts = sorted((line.left, len(line.text)) for line in joined)
    rights = sorted((line.right, len(line.text)) for line in joined)
    # A line that sticks out, such as a mark in the margin, is no edge of the column.
    return Column(joined, _quantile(lefts, 0.02 * letters), _quantile(rights, 0.98 * letters))


def _quantile(values: Sequence[tuple[float, int]], wanted: float) -> float:
    reached = 0
    for value, weight in values:
        reached += weight
        if reached >= wanted:
            return value
    return values[-1][0]


def _ordered(lines: list[PdfLine], depth: int = 0) -> Iterator[list[PdfLine]]:
    """Groups of lines in reading order, each in one column."""
    strip = _strip(lines) if depth < _DEEPEST and len(lines) <= _MOST_LINES else None
    if strip is None:
        yield _as_drawn(lines)
        return
    across: list[PdfLine] = []
    for band, is_parted in _bands(lines, strip):
        left = [line for line in band if (line.left + line.right) / 2 < strip]
        right = [line for line in band if (line.left + line.right) / 2 >= strip]
        if not is_parted or min(len(left), len(right)) < _LEAST_ROWS - 1:
            across += band
            continue
        if across:
            yield _as_drawn(_in_order_of(lines, across))
            across = []
        yield from _ordered(_in_order_of(lines, left), depth + 1)
        yield from _ordered(_in_order_of(lines, right), depth + 1)
    if across:
        yield _as_drawn(_in_order_of(lines, across))


def _in_order_of(lines: Sequence[PdfLine], some: Sequence[PdfLine]) -> list[PdfLine]:
    chosen = set(map(id, some))
    return [line for line in lines if id(line) in chosen]


def _bands(lines: Sequence[PdfLine], strip: float) -> Iterator[tuple[list[PdfLine], bool]]:
    """From top to bottom, lines that cross a strip and lines that do not, in turns."""
    band: list[PdfLine] = []
    parted = False
    for line in sorted(lines, key=lambda one: -(one.bottom + one.top)):
        beside = not (line.left < strip - 1 and line.right > strip + 1)
        if band and beside != parted:
            yield band, parted
            band = []
        parted = beside
        band.append(line)
    if band:
        yield band, parted


def _strip(lines: Sequence[PdfLine]) -> float | None:
    """Where a white strip runs between columns, in points; None where none does."""
    gaps = list(_gaps(lines))
    events = sorted([(left, 1) for left, *_ in gaps] + [(right, -1) for _, right, *_ in gaps])
    best, count, at = 0, 0, 0.0
    for place, (x, step) in enumerate(events):
        count += step
        if count > best:
            best, at = count, (x + events[place + 1][0]) / 2
    if best < _LEAST_ROWS:
        return None
    beside = [(before, after) for left, right, before, after in gaps if left <= at <= right]
    lengths = (statistics.median(len(pair[side].text) for pair in beside) for side in (0, 1))
    crossing = sum(line.left < at - 1 and line.right > at + 1 for line in lines)
    # Where nearly everything crosses it, it is an accident of a few lines.
    return at if min(lengths) >= _LEAST_LETTERS and best * 8 >= crossing else None


def _gaps(lines: Sequence[PdfLine]) -> Iterator[tuple[float, float, PdfLine, PdfLine]]:
    """The space between each line and the nearest one that stands right of it."""
    in_order = sorted(lines, key=lambda line: -line.top)
    for place, line in enumerate(in_order):
        height = line.top - line.bottom
        nearest: PdfLine | None = None
        for step in (1, -1):
            at = place + step
            while 0 <= at < len(in_order) and abs((other := in_order[at]).top - line.top) < height:
                at += step
                if other.left <= line.right or (nearest is not None and other.left >= nearest.left):
                    continue
                overlap = min(line.top, other.top) - max(line.bottom, other.bottom)
                if overlap > 0.4 * min(height, other.top - other.bottom):
                    nearest = other
        if nearest is not None and nearest.left - line.right >= _LEAST_GAP * line.size:
            yield line.right, nearest.left, line, nearest


def _as_drawn(lines: list[PdfLine]) -> list[PdfLine]:
    """One column: as it is drawn, but for what stands above everything drawn before it."""
    runs: list[list[PdfLine]] = []
    for line in lines:
        before = runs[-1][-1] if runs else None
        far = _APART * max(line.size, before.size) if before is not None else 0.0
        if before is None or line.bottom > before.bottom + 0.5 * line.size or before.bottom - line.top > far:
            runs.append([])
        runs[-1].append(line)
    if len(runs) > _MOST_RUNS:
        return lines
    ordered: list[list[PdfLine]] = []
    edges: list[float] = []
    for run in runs:
        # Bases are compared: the boxes of lines that stand close together overlap.
        highest, lowest = max(line.bottom for line in run), min(line.bottom for line in run)
        place = next((at for at, other in enumerate(edges) if lowest > other + 0.5 * run[0].size), len(ordered))
        ordered.insert(place, run)
        edges.insert(place, highest)
    return [line for run in ordered for line in run]


def _joined(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """The lines, with parts that stand in one row one after the other put together, tabs between them."""
    row: PdfLine | None = None
    for line in lines:
        if row is not None and _is_mark_of(line, row):
            if line.right <= row.left + 0.2 * row.size:
                row.text, row.left = f"{line.text} {row.text}", line.left
            continue
        if row is not None and _is_in_row(row, line):
            is_far = line.left - row.right > _CELL_GAP * max(row.size, line.size)
            is_numbered = line.text[0].isalpha() and _NUMBER.fullmatch(row.text) is not None
            is_cell = is_far and not is_numbered and _ITEM_MARK.fullmatch(row.text) is None
            row = PdfLine(
                f"{row.text}{_JOINTS[is_cell]}{line.text}",
                row.page,
                min(row.left, line.left),
                max(row.right, line.right),
                min(row.bottom, line.bottom),
                max(row.top, line.top),
                row.size if row.width >= line.width else line.size,
                row.bold and line.bold,
                row.cells + line.cells - (not is_cell),
                row.turned,
                f"{row.plain}, {line.plain}" if row.plain else "",
            )
            continue
        if row is not None:
            yield row
        row = line
    if row is not None:
        yield row


def _is_mark_of(line: PdfLine, row: PdfLine) -> bool:
    """Whether a line is the raised mark of a footnote, drawn after the line that it stands in or before."""
    is_small = line.size < _MARK_SIZE * row.size and _MARK.fullmatch(line.text) is not None
    overlap = min(row.top, line.top) - max(row.bottom, line.bottom)
    stands_in = row.left - 1.5 * row.size <= line.left <= row.right - 0.2 * row.size
    return is_small and stands_in and overlap > 0.4 * (line.top - line.bottom)


def _is_in_row(row: PdfLine, line: PdfLine) -> bool:
    overlap = min(row.top, line.top) - max(row.bottom, line.bottom)
    heights = (row.top - row.bottom, line.top - line.bottom)
    if line.left < row.right - 1:
        return False
    # The mark of a footnote stands higher than its line, and is of another size.
    short, other = (row, line) if len(row.text) < len(line.text) else (line, row)
    if len(short.text) <= _LONGEST_MARK and short.size > _INITIAL_SIZE * other.size:
        return False
    is_mark = len(short.text) <= _LONGEST_MARK and line.left - row.right < max(row.size, line.size)
    return overlap > 0.6 * max(heights) or (is_mark and overlap > 0.4 * min(heights))
