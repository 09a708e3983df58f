"""Hits grouped by article, copies of one text folded under the fullest that was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from searchtui.search.folding import Folding
from searchtui.search.ordering import StoryOrder
from searchtui.search.placement import Placement
from searchtui.search.ranking import Ranking
from searchtui.search.results import HitGroup, HitGroups
from searchtui.search.table import ArticleTable

__all__ = ["Groups"]


class Groups(HitGroups):
    """The groups of one answer, made as they are looked at.

    Args:
        ranking: of the hits.
        placement: of the same generation.
        table: of the articles.
        folding: of the same answer.
        order: of its stories.
    """

    def __init__(
        self, ranking: Ranking, placement: Placement, table: ArticleTable, folding: Folding, order: StoryOrder
    ) -> None:
        self._ranking, self._placement, self._table = ranking, placement, table
        self._folding, self._order = folding, order

    def __len__(self) -> int:
        return self._folding.count

    @overload
    def __getitem__(self, index: int) -> HitGroup: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HitGroup]: ...
    def __getitem__(self, index: int | slice) -> HitGroup | Sequence[HitGroup]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        head, *copies = self._members(index)
        return self._group(head, copies)

    def copies_of(self, index: int) -> tuple[HitGroup, ...]:
        """Groups of the articles that are folded under one, the fullest first."""
        return tuple(self._group(copy, ()) for copy in self._members(index)[1:])

    def of(self, article: str) -> HitGroup | None:
        """The hits of one article, which may stand folded under another one; None where it has none."""
        try:
            ordinal = self._table.catalogue.ordinal(article)
        except KeyError:
            return None
        return self._group(ordinal, ()) if self._folding.run_of[ordinal] >= 0 else None

    def _members(self, index: int) -> list[int]:
        """The articles of the story at a place that were found, the fullest first."""
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._folding.members(int(self._order.first(index + 1)[index]))

    def _group(self, article: int, copies: Sequence[int]) -> HitGroup:
        ranking, run_of = self._ranking, self._folding.run_of
        run = run_of[article]
        found = slice(ranking.runs.starts[run], ranking.runs.starts[run] + ranking.runs.counts[run])
        scores = ranking.scores[found]
        numbers: list[int] = self._placement.numbers[ranking.docs[found]].tolist()
        of_all: NDArray[np.int64] = run_of[[article, *copies]]
        return HitGroup(
            article=self._table.catalogue.id(article),
            score=float(ranking.article_scores[of_all].max()),
            best=numbers[int(scores.argmax())],
            numbers=tuple(numbers),
            copies=tuple(map(self._table.catalogue.id, copies)),
        )
