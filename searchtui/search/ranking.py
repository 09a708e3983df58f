"""The best of what was found, without sorting the rest."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar import best
from searchtui.columnar.ranking import Tie
from searchtui.search.placement import Placement, Runs
from searchtui.search.relevance import Relevance

__all__ = ["Ranking"]

Scores = NDArray[np.float32]

_CLOSE = 200
"""So many of the best are looked at closely; never more or fewer, however many are wanted."""

_LEAST = 256
"""So many are ranked at once when fewer are asked for: more will be looked at soon."""

_OFTEN = 4
"""Where the titles of one article in so many have a word, scores of titles are added to all."""

_LONG = 6
"""Runs of so many documents on average are reduced one by one."""


class Ranking:
    """The documents that were found, with their scores; how they rank is worked out as far as somebody looks.

    Args:
        docs: as `Placement.arranged` has them, shape (n,).
        scores: of each by the query's tree, shape (n,).
        runs: of the documents.
        placement: of the generation.
        relevance: of the words that are looked for; None where there are none.
        tiers: those of a higher one stand before all others, whatever their scores, shape (n,); None for no tiers.
    """

    def __init__(
        self,
        docs: NDArray[np.int64],
        scores: Scores,
        runs: Runs,
        placement: Placement,
        relevance: Relevance | None = None,
        tiers: NDArray[np.int8] | None = None,
    ) -> None:
        self.docs, self.runs = docs, runs
        self._placement, self._relevance, self._tiers = placement, relevance, tiers
        self._own = scores
        self._best = np.empty(0, np.int64)
        if relevance is not None and len(docs):
            scores = self._with_titles(relevance.titles[runs.articles])
            close = best(_lifted(scores, tiers), _CLOSE, self._tie)
            self._close = close[np.argsort(docs[close])]
            self._added, self._pairs = relevance.closely(docs[self._close])
            scores[self._close] += self._added
        self.scores = _lifted(scores, tiers)
        """Of each document, shape (n,)."""

    def _with_titles(self, titles: Scores) -> Scores:
        """The scores of the tree with those of the titles of the runs."""
        having, counts = titles > 0, self.runs.counts
        if np.count_nonzero(having) * _OFTEN > len(having):
            return self._own + np.repeat(titles, counts)
        scores = self._own.copy()
        scores[self.runs.places(having)] += np.repeat(titles[having], counts[having])
        return scores

    def __len__(self) -> int:
        return len(self.docs)

    def best(self, count: int) -> NDArray[np.int64]:
        """The places of the best documents among `docs`, best first, ties by article and paragraph number.

        Args:
            count: how many are wanted.
        """
        known = self._best
        if len(known) < min(count, len(self)):
            known = self._best = best(self.scores, max(count, _LEAST), self._tie)
        return known[:count]

    def is_close(self, place: int) -> bool:
        """Whether the document at a place is one of those that were looked at closely."""
        return self._relevance is not None and place in self._close

    @cached_property
    def article_scores(self) -> Scores:
        """Of the article of each run, shape (runs,)."""
        starts = self.runs.starts
        if not len(starts):
            return np.empty(0, np.float32)
        if len(self) > _LONG * len(starts):
            scores = np.maximum.reduceat(self._own, starts)
        else:
            scores = np.zeros(len(starts), np.float32)
            np.maximum.at(scores, np.repeat(np.arange(len(starts)), self.runs.counts), self._own)
        if self._relevance is not None:
            runs = np.searchsorted(starts, self._close, side="right") - 1
            np.maximum.at(scores, runs, self._own[self._close] + self._added)
            scores += self._relevance.articles[self.runs.articles]
            articles = self._placement.articles[self.docs[self._close]]
            # The same for all paragraphs of an article.
            scores[runs] = scores[runs] + self._relevance.near_in_articles(self._pairs, articles)
        return _lifted(scores, self._tiers_of_runs)

    @property
    def _tiers_of_runs(self) -> NDArray[np.int8] | None:
        """The highest tier of the documents of each run; few documents are of a higher one."""
        if self._tiers is None:
            return None
        higher = np.flatnonzero(self._tiers > 0)
        tiers = np.zeros(len(self.runs.starts), np.int8)
        np.maximum.at(tiers, np.searchsorted(self.runs.starts, higher, side="right") - 1, self._tiers[higher])
        return tiers

    def best_articles(self, count: int) -> NDArray[np.int64]:
        """The places of the best articles among `runs`, best first, ties by article.

        Args:
            count: how many are wanted.
        """
        tie = None if self._placement.in_order else self.runs.articles.__getitem__
        return best(self.article_scores, count, tie)

    @property
    def _tie(self) -> Tie | None:
        return None if self._placement.in_order else lambda places: self._placement.places(self.docs[places])


def _lifted(scores: Scores, tiers: NDArray[np.int8] | None) -> Scores:
    """Scores, 0 or more, such that those of a tier are above all of the tiers below."""
    if tiers is None or not len(scores) or not tiers.any():
        return scores
    return scores + tiers * np.float32(scores.max() + 1)
