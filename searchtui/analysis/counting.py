"""How many words texts have: found for many texts at once, and without finding each word itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.analysis.words import surfaces

__all__ = ["count_words"]

_APART, _WORD, _JOINT, _OTHER = range(4)

_JOINTS = "',."
"""What may join two letters or digits of ASCII to one word, as in `don't`, `U.S.` and `3,200.5`."""


def _class(code: int) -> int:
    """What a byte of UTF-8 is: part of a word, what may join two parts, no ASCII, or what parts all words."""
    if code >= 0x80:
        return _OTHER
    return _WORD if chr(code).isalnum() else _JOINT if chr(code) in _JOINTS else _APART


_CLASSES = bytes(map(_class, range(256)))


def count_words(texts: Sequence[str]) -> NDArray[np.int64]:
    """How many words each text has, shape (texts,); a run of Chinese, Japanese or Korean characters counts as one.

    Args:
        texts: any number; this takes memory some times as large as all of them together.
    """
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    whole = b" %b " % b" ".join(encoded)
    kinds = np.frombuffer(whole.translate(_CLASSES), np.uint8)
    # Where the next text begins: in front of the first and behind each stands a blank.
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)) + 1) + 1
    is_part = kinds == _WORD
    # Without what joins and what is no ASCII, each run of letters and digits is a word.
    parts = np.flatnonzero(is_part[1:] & ~is_part[:-1]) + 1
    odd = (kinds[1:-1] == _OTHER) | ((kinds[1:-1] == _JOINT) & is_part[:-2] & is_part[2:])
    firsts, lasts = _around(np.flatnonzero(odd) + 1, np.flatnonzero(kinds == _APART))
    found = map(_count, [whole[first:last] for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)])
    more = np.fromiter(found, np.int64, len(firsts)) - (parts.searchsorted(lasts) - parts.searchsorted(firsts))
    counts = np.diff(parts.searchsorted(ends), prepend=0)
    np.add.at(counts, ends.searchsorted(firsts, side="right"), more)
    return counts


def _around(places: NDArray[np.int64], apart: NDArray[np.int64]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pieces that some places lie in.

    Args:
        places: in a text, rising.
        apart: where it has what is in no piece, rising; such stand in front of the first place and behind the last.

    Returns:
        Where each of the pieces begins and ends.
    """
    behind = np.unique(apart.searchsorted(places))
    return apart[behind - 1] + 1, apart[behind]


@lru_cache(maxsize=1 << 16)
def _count(piece: bytes) -> int:
    return sum(1 for _ in surfaces(piece.decode("utf-8", "surrogatepass")))
