"""Hits by falling score, one below the other, without those of copies that are folded under a fuller text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from searchtui.search.folding import Folding, first_seen
from searchtui.search.ordering import StoryOrder
from searchtui.search.placement import Placement
from searchtui.search.ranking import Ranking
from searchtui.search.results import FlatHit, FlatHits, HitGroups

__all__ = ["Flat"]

_LEAST = 256
_WIDER = 4
"""How many times more hits are ranked when too few of those that were are of the fullest copies."""


class Flat(FlatHits):
    """The list of one answer, worked out as far as somebody looks.

    Args:
        ranking: of the hits.
        placement: of the same generation.
        folding: of the same answer.
        grouped: makes groups whose stories are in an order.
    """

    def __init__(
        self, ranking: Ranking, placement: Placement, folding: Folding, grouped: Callable[[StoryOrder], HitGroups]
    ) -> None:
        self._ranking, self._placement, self._folding = ranking, placement, folding
        self._grouped = grouped
        self._places = np.empty(0, np.int64)
        self._leading = np.empty(0, np.int32)
        self._order_of: dict[int, int] = {}

    @cached_property
    def groups(self) -> HitGroups:
        """Those of their articles, in the order in which these come up in the list.

        They are made when they are looked at: of two that know each other neither is let go at once, and with them all
        arrays of an answer that nobody needs any more would stay.
        """
        return self._grouped(self)

    @cached_property
    def _count(self) -> int:
        runs = self._ranking.runs
        return int(runs.counts[self._folding.heads[runs.articles]].sum())

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> FlatHit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[FlatHit]: ...
    def __getitem__(self, index: int | slice) -> FlatHit | Sequence[FlatHit]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        self._reach(index + 1)
        doc = self._ranking.docs[self._places[index]]
        return FlatHit(self._order_of[int(self._placement.articles[doc])], int(self._placement.numbers[doc]))

    def row_of(self, group: int, number: int) -> int:
        """Where in the list a paragraph stands; -1 where it is not in it."""
        if not 0 <= group < self._folding.count:
            return -1
        run = self._folding.run_of[self.first(group + 1)[group]]
        runs, docs = self._ranking.runs, self._ranking.docs
        own = docs[runs.starts[run] : runs.starts[run] + runs.counts[run]]
        at = np.flatnonzero(self._placement.numbers[own] == number)
        if not len(at):
            return -1
        place = int(runs.starts[run] + at[0])
        known = np.flatnonzero(self._places == place)
        if not len(known):
            self._reach(len(self))
            known = np.flatnonzero(self._places == place)
        return int(known[0])

    def first(self, count: int) -> NDArray[np.int32]:
        """The article of each of the first groups, at least `count` of them or all."""
        count = min(count, self._folding.count)
        hits = max(count, len(self._places))
        while len(self._leading) < count:
            self._reach(min(hits, len(self)))
            hits *= _WIDER
        return self._leading

    def _reach(self, count: int) -> None:
        """Work out where the first hits are."""
        ranked = _LEAST
        while len(self._places) < count:
            ranked = max(ranked, count) * _WIDER
            best = self._ranking.best(ranked)
            articles = self._placement.articles[self._ranking.docs[best]]
            kept = self._folding.heads[articles]
            self._places, articles = best[kept], articles[kept]
            self._leading = articles[first_seen(articles, len(self._folding.heads))]
            self._order_of = {article: at for at, article in enumerate(self._leading.tolist())}
