"""Hits grouped by article, copies of one text folded under the fullest that was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from searchtui.search.results import HitGroup
from searchtui.search.table import ArticleTable

__all__ = ["Groups", "Ranking"]


class Ranking:
    """The documents that were found, best first, and their articles.

    Args:
        docs: document numbers, best first, shape (n,).
        scores: of each, shape (n,).
        articles: ordinal of the article of each, shape (n,).
        numbers: paragraph number of each, shape (n,).
    """

    def __init__(
        self,
        docs: NDArray[np.int64],
        scores: NDArray[np.float32],
        articles: NDArray[np.int64],
        numbers: NDArray[np.int64],
    ) -> None:
        self.docs, self.scores, self.articles, self.numbers = docs, scores, articles, numbers


class Groups(Sequence[HitGroup]):
    """The groups of one answer, made as they are looked at.

    A story stands where its best paragraph stands, whichever copy that is in.

    Args:
        ranking: of the hits.
        table: of the articles.
    """

    def __init__(self, ranking: Ranking, table: ArticleTable) -> None:
        self._table = table
        self._scores, self._numbers = ranking.scores, ranking.numbers
        articles, self._best = np.unique(ranking.articles, return_index=True)
        self._place = {int(article): place for place, article in enumerate(articles)}
        self._by_number = np.lexsort((ranking.numbers, ranking.articles))
        self._starts = np.append(np.searchsorted(ranking.articles[self._by_number], articles), len(ranking.docs))
        by_rank = articles[np.argsort(self._best)]
        _, first = np.unique(table.stories[by_rank], return_index=True)
        leading = table.stories[by_rank[np.sort(first)]]
        fullest = np.lexsort((articles, -table.words[articles], table.stories[articles]))
        stories = table.stories[articles][fullest]
        self._members = articles[fullest]
        self._first_member = np.searchsorted(stories, leading, "left")
        self._last_member = np.searchsorted(stories, leading, "right")

    def __len__(self) -> int:
        return len(self._first_member)

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
        head, *copies = self._members[self._first_member[index] : self._last_member[index]]
        place = self._place[int(head)]
        best = self._best[place]
        numbers = self._numbers[self._by_number[self._starts[place] : self._starts[place + 1]]]
        return HitGroup(
            article=self._table.records[head].id,
            score=float(self._scores[best]),
            best=int(self._numbers[best]),
            numbers=tuple(numbers.tolist()),
            copies=tuple(self._table.records[copy].id for copy in copies),
        )
