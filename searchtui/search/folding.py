"""Which of the articles that were found are copies of one text, and which of these is the fullest."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.search.placement import Runs
from searchtui.search.table import ArticleTable

__all__ = ["Folding", "first_seen"]

_FEW = 32
"""Below one value for so many that there may be, values are sorted."""


def first_seen(values: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    """The places where each of some values comes up first, rising.

    Args:
        values: from 0 to `size`, which is not among them, shape (n,).
        size: how many values there may be.
    """
    if len(values) * _FEW < size:
        return np.sort(np.unique(values, return_index=True)[1])
    places = np.full(size, len(values), np.int64)
    # Of several places that are given to one value the last stays.
    places[values[::-1]] = np.arange(len(values) - 1, -1, -1)
    return np.sort(places[places < len(values)])


class Folding:
    """The stories of one answer.

    Args:
        runs: of the documents that were found, one an article.
        table: of the articles.
    """

    def __init__(self, runs: Runs, table: ArticleTable) -> None:
        self.runs, self._table = runs, table
        self.stories, self._words = table.catalogue.stories, table.catalogue.words
        seen = np.zeros(len(table), bool)
        seen[self.stories[runs.articles]] = True
        self.count = int(np.count_nonzero(seen))
        """How many stories were found."""

    @cached_property
    def run_of(self) -> NDArray[np.int64]:
        """The run of each article; -1 for those without one, shape (articles,)."""
        runs = np.full(len(self._table), -1, np.int64)
        runs[self.runs.articles] = np.arange(len(self.runs.articles))
        return runs

    def members(self, article: int) -> list[int]:
        """The articles of the story of an article that were found, the fullest first."""
        if self._table.alone[article]:
            return [article]
        members = np.flatnonzero(self.stories == self.stories[article])
        members = members[self.run_of[members] >= 0]
        order: list[int] = members[np.argsort(-self._words[members], kind="stable")].tolist()
        return order

    def told(self, leaders: NDArray[np.integer]) -> NDArray[np.int64]:
        """The runs of all articles of some stories: story after story, of each the fullest article first.

        Args:
            leaders: an article of each story, no two of the same.
        """
        place = np.full(len(self._table), -1, np.int64)
        place[self.stories[leaders]] = np.arange(len(leaders))
        places = place[self.stories[self.runs.articles]]
        which = np.flatnonzero(places >= 0)
        articles = self.runs.articles[which]
        told: NDArray[np.int64] = which[np.lexsort((articles, -self._words[articles], places[which]))]
        return told

    def are_fullest(self, articles: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which are the first of their story.

        Args:
            articles: of the runs that are told, in their order.
        """
        stories = self.stories[articles]
        is_first = np.ones(len(articles), bool)
        is_first[1:] = stories[1:] != stories[:-1]
        return is_first

    @cached_property
    def heads(self) -> NDArray[np.bool_]:
        """Which articles are the fullest that was found of their story, shape (articles,)."""
        heads = np.zeros(len(self._table), bool)
        found = self.runs.articles
        alone = self._table.alone[found]
        heads[found[alone]] = True
        shared = found[~alone]
        told = found[self.told(shared[first_seen(self.stories[shared], len(heads))])]
        heads[told[self.are_fullest(told)]] = True
        return heads
