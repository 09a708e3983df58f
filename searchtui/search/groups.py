"""Hits grouped by article, copies of one text folded under the fullest that was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from searchtui.search.placement import Placement
from searchtui.search.ranking import Ranking
from searchtui.search.results import HitGroup
from searchtui.search.table import ArticleTable

__all__ = ["Groups"]

_LEAST = 64
_WIDER = 4
"""How many times more articles are ranked when those that were are of too few stories."""


class Groups(Sequence[HitGroup]):
    """The groups of one answer, made as they are looked at.

    A story stands where the best of its articles stands, whichever copy that is.

    Args:
        ranking: of the hits.
        placement: of the same generation.
        table: of the articles.
    """

    def __init__(self, ranking: Ranking, placement: Placement, table: ArticleTable) -> None:
        self._ranking, self._placement, self._table = ranking, placement, table
        self._stories, self._words = table.catalogue.stories, table.catalogue.words
        seen = np.zeros(len(table), bool)
        seen[self._stories[ranking.runs.articles]] = True
        self._count = int(np.count_nonzero(seen))
        self._leading = np.empty(0, np.int32)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> HitGroup: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[HitGroup]: ...
    def __getitem__(self, index: int | slice) -> HitGroup | Sequence[HitGroup]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        head, *copies = self._members(self._leader(index))
        ranking = self._ranking
        run = self._run_of[head]
        found = slice(ranking.runs.starts[run], ranking.runs.starts[run] + ranking.runs.counts[run])
        scores = ranking.scores[found]
        numbers: list[int] = self._placement.numbers[ranking.docs[found]].tolist()
        best = int(scores.argmax())
        return HitGroup(
            article=self._table.catalogue.id(head),
            score=max(float(ranking.article_scores[self._run_of[article]]) for article in (head, *copies)),
            best=numbers[best],
            numbers=tuple(numbers),
            copies=tuple(map(self._table.catalogue.id, copies)),
        )

    def _leader(self, index: int) -> int:
        """The best article of the story at a place."""
        ranked = _LEAST
        while index >= len(self._leading):
            ranked = max(ranked, index + 1) * _WIDER
            articles = self._ranking.runs.articles[self._ranking.best_articles(ranked)]
            _, first = np.unique(self._stories[articles], return_index=True)
            self._leading = articles[np.sort(first)]
        return int(self._leading[index])

    def _members(self, leader: int) -> list[int]:
        """The articles of a story that were found, the fullest first."""
        if self._table.alone[leader]:
            return [leader]
        members = np.flatnonzero(self._stories == self._stories[leader])
        members = members[self._run_of[members] >= 0]
        order: list[int] = members[np.argsort(-self._words[members], kind="stable")].tolist()
        return order

    @cached_property
    def _run_of(self) -> NDArray[np.int64]:
        """The run of each article; -1 for those without one, shape (articles,)."""
        runs = np.full(len(self._table), -1, np.int64)
        runs[self._ranking.runs.articles] = np.arange(len(self._ranking.runs.articles))
        return runs
