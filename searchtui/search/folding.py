"""Which of the articles that were found are copies of one text, and which of these is the fullest."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.search.placement import Runs
from searchtui.search.table import ArticleTable

__all__ = ["Folding"]


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

    def fullest(self, leaders: NDArray[np.integer]) -> NDArray[np.int32]:
        """The fullest article that was found of some stories, in their order.

        Args:
            leaders: an article of each story, no two of the same.
        """
        articles = self.runs.articles[self.told(leaders)]
        stories = self.stories[articles]
        is_first = np.ones(len(articles), bool)
        is_first[1:] = stories[1:] != stories[:-1]
        return articles[is_first]

    @cached_property
    def heads(self) -> NDArray[np.bool_]:
        """Which articles are the fullest that was found of their story, shape (articles,)."""
        heads = np.zeros(len(self._table), bool)
        found = self.runs.articles
        alone = self._table.alone[found]
        heads[found[alone]] = True
        shared = found[~alone]
        heads[self.fullest(shared[np.unique(self.stories[shared], return_index=True)[1]])] = True
        return heads
