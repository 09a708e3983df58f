"""Where in a file a paragraph begins now, though the file may have changed since it was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from searchtui.corpus.decoding import NotTextError, decode

__all__ = ["line_of"]

_WORD = re.compile(r"[^\W_]+")
_KEYS = (60, 24, 12)
"""How many letters of the beginning are looked for: as many as can be found again."""


def line_of(data: bytes, text: str, before: int | None) -> int | None:
    """The line, from 1, in which a paragraph begins; None where that cannot be told.

    Only letters and digits are compared, so that a line may break anywhere and marks of the format may stand between.

    Args:
        data: the file as it is now.
        text: of the paragraph.
        before: the line in which it began when the file was read; of several equal beginnings the nearest is meant.
    """
    try:
        content = decode(data)
    except NotTextError:
        return None
    lines = re.split(r"\r\n?|\n", content)
    letters = [_letters(line) for line in lines]
    ends = list(accumulate(map(len, letters)))
    everything, wanted = "".join(letters), _letters(text)
    for length in _KEYS:
        key = wanted[:length]
        found = _nearest(everything, key, ends, before) if key else None
        if found is not None:
            return found
    return None if before is None else min(before, len(lines))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()


def _nearest(everything: str, key: str, ends: list[int], before: int | None) -> int | None:
    best: int | None = None
    at = everything.find(key)
    while at >= 0:
        line = bisect_right(ends, at) + 1
        if best is None or abs(line - (before or 1)) < abs(best - (before or 1)):
            best = line
        if before is None or line >= before:
            break
        at = everything.find(key, at + 1)
    return best
