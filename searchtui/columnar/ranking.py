"""What a query finds, and the best of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Matches", "top"]

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


def best(scores: NDArray[np.float32], n: int) -> NDArray[np.intp]:
    """Places of the highest scores, highest first; equal ones in the order of their places.

    Sorting everything for fifty is not needed, nor is a partition: the scores are cut into groups in any way, and as
    many groups as places are wanted have a greatest score that is at least the n-th greatest of these.

    Args:
        scores: shape (m,), none of them NaN.
        n: how many are wanted.

    Returns:
        Shape (min(n, m),).
    """
    n = min(n, len(scores))
    if n <= 0:
        return np.empty(0, np.intp)
    places = np.arange(len(scores)) if len(scores) <= _SMALL else _candidates(scores, n)
    some = scores[places]
    if len(places) > _SMALL:
        least = np.partition(some, len(some) - n)[len(some) - n]
        better = places[some > least]
        places = np.concatenate([better, places[some == least][: n - len(better)]])
        some = scores[places]
    return places[np.lexsort((places, -some))[:n]]


def _candidates(scores: NDArray[np.float32], n: int) -> NDArray[np.intp]:
    """Places of the n highest scores, and of some more, rising."""
    width = len(scores) // _GROUPS
    if width <= n:
        return np.arange(len(scores))
    highest = scores[: width * _GROUPS].reshape(_GROUPS, width).max(axis=0)
    bound = np.partition(highest, width - n)[width - n]
    return np.flatnonzero(scores >= bound)
