"""The best of what was found, without sorting the rest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar import best
from searchtui.search.placement import Placement, Runs

__all__ = ["Ranking"]

_LEAST = 256
"""So many are ranked at once when fewer are asked for: more will be looked at soon."""


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
            known = self._best = best(self.scores, max(count, _LEAST), tie)
        return known[:count]

    def _tie(self, places: NDArray[np.intp]) -> NDArray[np.int64]:
        return self._placement.places(self.docs[places])
