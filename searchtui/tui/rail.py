"""The rail at the edge of a window on a text: where in the whole text its marks stand, and which part one sees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from searchtui.tui.strips import Part
from searchtui.tui.style import ACCENT, FAINT, GOOD, TEXT

__all__ = ["rail"]


def rail(
    rows: int, extent: int, marks: Sequence[int], seen: tuple[int, int], here: int = -1, others: Sequence[int] = ()
) -> list[Part]:
    """One sign for each row of a window, which stand together for the whole text.

    Args:
        rows: of the window.
        extent: how long the text is, in any unit.
        marks: where in it something stands, rising.
        seen: the first unit that is in sight and the one after the last.
        here: the place that one is at; -1 for none.
        others: where in it something else stands, which is looked for now, rising.
    """
    if rows < 1:
        return []
    extent = max(1, extent)
    first, last = (min(rows - 1, max(0, place) * rows // extent) for place in (seen[0], seen[1] - 1))
    signs: list[Part] = [("│", FAINT) if first <= row <= last and extent > seen[1] - seen[0] else (" ", TEXT)
                         for row in range(rows)]  # fmt: skip
    for row in range(rows):
        if _is_any(marks, row, rows, extent):
            signs[row] = ("┥" if first <= row <= last else "╸", ACCENT)
        if others and _is_any(others, row, rows, extent):
            signs[row] = ("▪", GOOD)
    if here >= 0:
        signs[min(rows - 1, here * rows // extent)] = ("◂", ACCENT)
    return signs


def _is_any(marks: Sequence[int], row: int, rows: int, extent: int) -> bool:
    """Whether one of some marks, of which there may be many thousands, stands in a row."""
    at = bisect_left(marks, -(-row * extent // rows))
    return at < len(marks) and (row == rows - 1 or marks[at] * rows < (row + 1) * extent)
