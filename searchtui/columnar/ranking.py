"""What a query finds, and the best of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Matches", "Tie", "best", "top"]

_GROUPS = 64
_SMALL = 4096


class Matches(NamedTuple):
    """The documents that match a query.

    Args:
        docs: document numbers, rising, shape (n,).
        scores: of each, shape (n,).
    """

    docs: NDArray[np.int64]
    scores: NDArray[np.float32]


def top(matches: Matches, n: int) -> NDArray[np.int64]:
    """The best documents, best first; equal ones in the order of their numbers.

    Args:
        matches: of a query.
        n: how many are wanted.

    Returns:
        Document numbers, shape (min(n, number of matches),).
    """
    places = best(matches.scores, n)
    return matches.docs[places]


Tie = Callable[[NDArray[np.intp]], NDArray[np.integer]]
"""Gives numbers for places; of places with equal scores the one with the lower number comes first."""


def best(scores: NDArray[np.float32], n: int, tie: Tie | None = None) -> NDArray[np.intp]:
    """Places of the highest scores, highest first, exactly as a full sort would have them.

    Sorting everything for fifty is not needed, nor is a partition: the scores are cut into groups in any way, and as
    many groups as places are wanted have a greatest score that is at least the n-th greatest of these.

    Args:
        scores: shape (m,), none of them NaN.
        n: how many are wanted.
        tie: the order of equal scores; that of their places where None.

    Returns:
        Shape (min(n, m),).
    """
    n = min(n, len(scores))
    if n <= 0:
        return np.empty(0, np.intp)
    places = np.arange(len(scores)) if len(scores) <= _SMALL else _candidates(scores, n)
    some = scores[places]
    if len(places) > _SMALL and n < len(places):
        least = np.partition(some, len(some) - n)[len(some) - n]
        better, level = places[some > least], places[some == least]
        room = n - len(better)
        if room < len(level):
            level = level[:room] if tie is None else level[np.argpartition(tie(level), room)[:room]]
        places = np.concatenate([better, level])
    places = np.sort(places) if tie is None else places[np.argsort(tie(places))]
    return places[_falling(scores[places])[:n]]


def _falling(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """The places of scores by falling score, equal ones as they stand.

    Score and place make one number, since numbers are sorted many times faster than they are sorted by others.
    """
    # Without the sign of a zero, and such that the order of the bits is that of the scores.
    bits = (scores + np.float32(0.0)).view(np.uint32)
    bits = np.where(bits >> 31, bits, ~bits & np.uint32(0x7FFFFFFF))
    keys = bits.astype(np.uint64) << np.uint64(32) | np.arange(len(scores), dtype=np.uint64)
    keys.sort()
    return (keys & np.uint64(0xFFFFFFFF)).astype(np.intp)


def _candidates(scores: NDArray[np.float32], n: int) -> NDArray[np.intp]:
    """Places of the n highest scores, and of some more, rising."""
    width = len(scores) // _GROUPS
    if width <= n:
        return np.arange(len(scores))
    highest = scores[: width * _GROUPS].reshape(_GROUPS, width).max(axis=0)
    bound = np.partition(highest, width - n)[width - n]
    return np.flatnonzero(scores >= bound)
