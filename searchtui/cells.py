"""How many cells of a terminal a text takes, and how much of it fits into some, never splitting what is seen as one.

Widths are those of Rich, which Textual draws with: a CJK character has two cells, a combining mark none, and a sequence
of emoji is one grapheme.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

from searchtui.cleaning import clean_line

__all__ = ["NARROW", "InContext", "cells", "fit", "fit_end", "in_context", "is_narrow"]

NARROW = " -~\xa0-\xac\xae-\u02ff\u0370-\u0373\u0391-\u03a1\u03a3-\u0482\u2010-\u2015\u2018-\u201f\u2022\u2026\u20ac"
"""Characters of one cell that never join others, as a set for a pattern: those of most European text."""

is_narrow = re.compile(f"[{NARROW}]*").fullmatch
"""Whether a text has nothing but such characters."""

_SPARE = 64
"""Characters that may take no cell, beyond four for each cell."""


def cells(text: str) -> int:
    """How many cells `text` takes on one line."""
    return len(text) if is_narrow(text) else cell_len(text)


def fit(text: str, width: int) -> int:
    """How many code points of `text` fit into `width` cells, ending between graphemes."""
    if is_narrow(text):
        return min(len(text), max(0, width))
    kept = used = 0
    for _, end, size in split_graphemes(text)[0]:
        if used + size > width:
            break
        kept, used = end, used + size
    return kept


def fit_end(text: str, width: int) -> int:
    """How many code points from the end of `text` fit into `width` cells, beginning between graphemes."""
    if is_narrow(text):
        return min(len(text), max(0, width))
    kept = used = 0
    for begin, _, size in reversed(split_graphemes(text)[0]):
        if used + size > width:
            break
        kept, used = len(text) - begin, used + size
    return kept


class InContext(NamedTuple):
    """How a keyword stands in one line with what is around it.

    Args:
        indent: blank cells before the text.
        begin: the first code point that is shown.
        stop: the one after the last of the keyword that is shown.
        end: the one after the last of all that is shown.
    """

    indent: int
    begin: int
    stop: int
    end: int


def in_context(text: str, start: int, stop: int, width: int) -> InContext:
    """Which part of a text stands in a line in whose middle a keyword begins.

    Args:
        text: any text.
        start: first code point of the keyword.
        stop: the one after its last.
        width: cells of the line.
    """
    before = width * 9 // 20
    room = max(0, width - before)
    # What is far away cannot be seen, however long the text is.
    reach = 4 * width + _SPARE
    left = clean_line(text[max(0, start - reach) : start])
    begin = start - fit_end(left, before)
    shown = clean_line(text[start : min(stop, start + reach)])
    kept = fit(shown, room)
    if kept < stop - start:
        return InContext(before - cells(left[len(left) - (start - begin) :]), begin, start + kept, start + kept)
    right = clean_line(text[stop : stop + reach])
    end = stop + fit(right, room - cells(shown))
    return InContext(before - cells(left[len(left) - (start - begin) :]), begin, stop, end)
