"""The best of what was found, without sorting the rest."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from searchtui.search.placement import Placement, Runs

__all__ = ["Ranking", "best_first"]

_LEAST = 256
"""So many are ranked at once when fewer are asked for: more will be looked at soon."""


def best_first(
    scores: NDArray[np.float32],
    count: int,
    tie: Callable[[NDArray[np.int64]], NDArray[np.int64]] | None = None,
) -> NDArray[np.int64]:
    """The places of the highest scores, exactly as a full sort would have them.

    Args:
        scores: shape (n,).
        count: how many are wanted.
        tie: gives numbers for places; of equal scores the one with the lower number is first. None: the lower place.

    Returns:
        The places, shape (min(count, n),).
    """
    if 4 * count >= len(scores):
        places = np.arange(len(scores))
    else:
        least = np.partition(scores, len(scores) - count)[len(scores) - count] if count else np.inf
        above, level = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
        room = count - len(above)
        if room < len(level):
            level = level[:room] if tie is None else level[np.argpartition(tie(level), room)[:room]]
        places = np.concatenate([above, level])
    return places[np.lexsort((places if tie is None else tie(places), -scores[places]))][:count]


class Ranking:
    """The documents that were found, with their scores; how they rank is worked out as far as somebody looks.

    Args:
        docs: as `Placement.arranged` has them, shape (n,).
        scores: of each, shape (n,).
        runs: of the documents.
        placement: of the generation.
    """

    def __init__(self, docs: NDArray[np.int64], scores: NDArray[np.float32], runs: Runs, placement: Placement) -> None:
        self.docs, self.scores, self.runs = docs, scores, runs
        self._placement = placement
        self._best = np.empty(0, np.int64)

    def __len__(self) -> int:
        return len(self.docs)

    def best(self, count: int) -> NDArray[np.int64]:
        """The places of the best documents among `docs`, best first, ties by article and paragraph number.

        Args:
            count: how many are wanted.
        """
        known = self._best
        if len(known) < min(count, len(self)):
            tie = None if self._placement.in_order else self._tie
            known = self._best = best_first(self.scores, max(count, _LEAST), tie)
        return known[:count]

    def _tie(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._placement.places(self.docs[places])
