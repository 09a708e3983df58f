"""In which order stories stand, and the hits with them, worked out as far as somebody looks."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.search.folding import Folding, first_seen
from searchtui.search.ranking import Ranking
from searchtui.search.request import Order

__all__ = ["BestFirst", "ByDate", "StoryOrder", "dates_in_order"]

_LEAST = 64
_WIDER = 4
"""How many times more articles are ranked when those that were are of too few stories."""


class StoryOrder(Protocol):
    """The stories that were found, in some order."""

    def first(self, count: int) -> NDArray[np.int32]:
        """An article of each of the first stories, at least `count` of them or all."""
        ...


class BestFirst:
    """Stories by the score of their best article, whichever copy that is; ties by article.

    Args:
        ranking: of the hits.
        folding: of the same answer.
    """

    def __init__(self, ranking: Ranking, folding: Folding) -> None:
        self._ranking, self._folding = ranking, folding
        self._leading = np.empty(0, np.int32)

    def first(self, count: int) -> NDArray[np.int32]:
        """The best article of each of the first stories."""
        ranked = _LEAST
        while len(self._leading) < min(count, self._folding.count):
            ranked = max(ranked, count) * _WIDER
            articles = self._ranking.runs.articles[self._ranking.best_articles(ranked)]
            stories = self._folding.stories
            self._leading = articles[first_seen(stories[articles], len(stories))]
        return self._leading

    def places(self, count: int) -> NDArray[np.int64]:
        """The places of the first hits among all that were found: story after story, the fullest article first."""
        # Each story has a hit at least.
        return _places(self._folding, self._folding.told(self.first(count)[:count]), count)


class ByDate:
    """Stories by the date of the fullest article that was found; those of one date by score.

    Args:
        order: `DATE` or `DATE_ASC`.
        best: the same stories by score.
        folding: of the same answer.
        times: rises with the date of an article, 0 for none, shape (articles,).
    """

    def __init__(self, order: Order, best: BestFirst, folding: Folding, times: NDArray[np.int64]) -> None:
        self._order, self._best, self._folding, self._times = order, best, folding, times

    @cached_property
    def _told(self) -> NDArray[np.int64]:
        """All runs, by the score of their stories."""
        return self._folding.told(self._best.first(self._folding.count))

    @cached_property
    def _leading(self) -> NDArray[np.int32]:
        articles = self._folding.runs.articles[self._told]
        heads = articles[self._folding.are_fullest(articles)]
        return heads[dates_in_order(self._times[heads], self._order)]

    def first(self, count: int) -> NDArray[np.int32]:
        """The fullest article of every story."""
        del count
        return self._leading

    def places(self, count: int) -> NDArray[np.int64]:
        """The places of the first hits among all that were found, by the dates of their own articles."""
        articles = self._folding.runs.articles[self._told]
        return _places(self._folding, self._told[dates_in_order(self._times[articles], self._order)], count)


def _places(folding: Folding, runs: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The places of the first hits of some runs, in the order of these."""
    enough = int(np.searchsorted(np.cumsum(folding.runs.counts[runs]), count)) + 1
    return folding.runs.picked(runs[:enough])[:count]


def dates_in_order(times: NDArray[np.int64], order: Order) -> NDArray[np.intp]:
    """The places of dates in their order, those that are alike as they stand and the unknown last.

    Args:
        times: rising with the date, 0 for none, shape (n,).
        order: `DATE` or `DATE_ASC`.
    """
    keys = np.where(times > 0, times if order is Order.DATE_ASC else -times, np.iinfo(np.int64).max)
    return np.argsort(keys, kind="stable")
