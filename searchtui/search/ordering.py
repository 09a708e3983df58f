"""In which order stories stand, and the hits with them, worked out as far as somebody looks."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.search.folding import Folding
from searchtui.search.ranking import Ranking
from searchtui.search.request import Order

__all__ = ["BestFirst", "ByDate", "StoryOrder", "dates_in_order", "places_by_article", "places_by_date"]

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
            _, first = np.unique(self._folding.stories[articles], return_index=True)
            self._leading = articles[np.sort(first)]
        return self._leading


class ByDate:
    """Stories by the date of the fullest article that was found; those of one date by score.

    Args:
        order: `DATE` or `DATE_ASC`.
        best: the same stories by score.
        folding: of the same answer.
        times: rises with the date of an article, 0 for none, shape (articles,).
    """

    def __init__(self, order: Order, best: StoryOrder, folding: Folding, times: NDArray[np.int64]) -> None:
        self._order, self._best, self._folding, self._times = order, best, folding, times
        self._leading: NDArray[np.int32] | None = None

    def first(self, count: int) -> NDArray[np.int32]:
        """The fullest article of every story."""
        del count
        if self._leading is None:
            heads = self._folding.fullest(self._best.first(self._folding.count))
            self._leading = heads[dates_in_order(self._times[heads], self._order)]
        return self._leading


def dates_in_order(times: NDArray[np.int64], order: Order) -> NDArray[np.intp]:
    """The places of dates in their order, those that are alike as they stand and the unknown last.

    Args:
        times: rising with the date, 0 for none, shape (n,).
        order: `DATE` or `DATE_ASC`.
    """
    keys = np.where(times > 0, times if order is Order.DATE_ASC else -times, np.iinfo(np.int64).max)
    return np.argsort(keys, kind="stable")


def places_by_article(count: int, best: StoryOrder, folding: Folding) -> NDArray[np.int64]:
    """The places of the first hits among all that were found: story after story, of each the fullest article first.

    Args:
        count: how many are wanted.
        best: the stories by score.
        folding: of the same answer.
    """
    # Each story has a hit at least.
    return folding.runs.picked(folding.told(best.first(count)[:count]))[:count]


def places_by_date(order: Order, best: StoryOrder, folding: Folding, times: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of all hits, by the dates of their articles; of one date they are as `places_by_article` has them.

    Args:
        order: `DATE` or `DATE_ASC`.
        best: the stories by score.
        folding: of the same answer.
        times: see `ByDate`.
    """
    runs = folding.told(best.first(folding.count))
    return folding.runs.picked(runs[dates_in_order(times[folding.runs.articles[runs]], order)])
