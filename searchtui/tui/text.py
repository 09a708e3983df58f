"""Text measured in terminal cells: wrapped, cut and excerpted without ever splitting what is seen as one character.

Widths are those of Rich, which Textual draws with: a CJK character has two cells, a combining mark none, and a
sequence of emoji is one grapheme. Every offset is a code point of the text as it was handed in; cleaning replaces
characters one for one, so that the offsets of highlights stay true.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache

from rich.cells import cell_len, split_graphemes

from searchtui.cells import cells, fit, is_narrow
from searchtui.cleaning import clean_line
from searchtui.collection import Span

__all__ = ["MINIMUM_WIDTH", "Excerpt", "cells", "cut", "excerpt", "fit", "fold", "marked_spans", "wrap"]

MINIMUM_WIDTH = 2
"""Cells that the widest character needs: no line is narrower."""

ELLIPSIS = "…"

Excerpt = tuple[int, int]
"""First code point that is shown and the one after the last."""


def fold(text: str) -> str:
    """`text` without case and accents, for finding what a user types without them."""
    if text.isascii():
        return text.lower()
    return _not_ascii(_without_marks, unicodedata.normalize("NFKD", text.casefold()))


_not_ascii = re.compile(r"[^\x00-\x7f]+").sub


def _without_marks(match: re.Match[str]) -> str:
    """A stretch of a text without what is written over, under or through its letters."""
    stretch = match[0]
    return _mark_or_letter(stretch) if len(stretch) == 1 else "".join(map(_mark_or_letter, stretch))


@lru_cache(maxsize=4096)
def _mark_or_letter(character: str) -> str:
    return "" if unicodedata.combining(character) else character


def cut(text: str, width: int) -> str:
    """`text` cleaned, on one line of at most `width` cells, with an ellipsis where something was left out."""
    text = clean_line(text)
    if width <= 0:
        return ""
    if cells(text[: 4 * width + 64]) <= width and len(text) <= 4 * width + 64:
        return text
    head = text[: 4 * width + 64]
    return head[: fit(head, width - 1)].rstrip() + ELLIPSIS


@cache
def _narrow_lines(width: int) -> re.Pattern[str]:
    return re.compile(rf"\S(?:.{{0,{width - 2}}}\S)?(?=\s|$)|\S{{{width}}}")


@lru_cache(maxsize=20_000)
def wrap(text: str, width: int) -> tuple[Span, ...]:
    """Break `text` into lines.

    Args:
        text: one paragraph, clean or not.
        width: cells of a line; at least `MINIMUM_WIDTH` is used.

    Returns:
        First code point and the one after the last of each line. Only white space lies outside the lines; there is at
        least one line, which may be empty.
    """
    text, width = clean_line(text), max(MINIMUM_WIDTH, width)
    if is_narrow(text):
        return tuple(match.span() for match in _narrow_lines(width).finditer(text)) or ((0, 0),)
    lines: list[Span] = []
    start = end = -1
    for match in re.finditer(r"\S+", text):
        first, stop = match.span()
        if start >= 0 and cell_len(text[start:stop]) <= width:
            end = stop
            continue
        if start >= 0:
            lines.append((start, end))
        if cell_len(match[0]) <= width:
            start, end = first, stop
            continue
        start, used = first, 0
        for begin, finish, cell in split_graphemes(match[0])[0]:
            if used + cell > width:
                lines.append((start, first + begin))
                start, used = first + begin, 0
            used, end = used + cell, first + finish
    if start >= 0:
        lines.append((start, end))
    return tuple(lines) or ((0, 0),)


def excerpt(text: str, spans: Sequence[Span], width: int) -> Excerpt:
    """Which part of a paragraph to show on one line: all of it, or the words round its first highlight.

    Args:
        text: one paragraph.
        spans: its highlights.
        width: cells of the line, the ellipses at the cut ends included.
    """
    text = clean_line(text)
    if len(text) <= width and cells(text) <= width:
        return 0, len(text)
    room = max(1, width - 2)
    begin = max(0, spans[0][0] - room // 3) if spans else 0
    begin = max(0, min(begin, len(text) - room))
    if begin:
        space = text.find(" ", begin, spans[0][0] + 1 if spans else None)
        begin = space + 1 if space >= 0 else _boundary(text, begin)
    window = text[begin : begin + 4 * room + 64]
    return begin, begin + fit(window, room)


def _boundary(text: str, offset: int) -> int:
    """The beginning of the grapheme that `offset` lies in, judged by the characters shortly before it."""
    first = max(0, offset - 32)
    begins = [begin for begin, _, _ in split_graphemes(text[first : offset + 32])[0]]
    return first + max(begin for begin in begins if first + begin <= offset)


def _begin(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


def marked_spans(text: str, spans: Sequence[Span], begin: int, end: int) -> tuple[Span, ...]:
    """The part of each highlight that lies in `text[begin:end]`, counted from `begin`, widened to whole graphemes.

    A highlight that ended inside a sequence of emoji, or before a combining mark, would change the width of the line.
    """
    first, last = bisect_right(spans, begin, key=_end), bisect_left(spans, end, key=_begin)
    inside = [(max(a, begin) - begin, min(b, end) - begin) for a, b in spans[first:last]]
    shown = text[begin:end]
    if not inside or is_narrow(shown):
        return tuple(inside)
    graphemes = [(a, b) for a, b, _ in split_graphemes(shown)[0]]
    widened: list[Span] = []
    for a, b in inside:
        touched = [grapheme for grapheme in graphemes if grapheme[0] < b and grapheme[1] > a]
        if not touched:
            continue
        first, last = touched[0][0], touched[-1][1]
        if widened and first < widened[-1][1]:
            first = widened[-1][1]
        if first < last:
            widened.append((first, last))
    return tuple(widened)
