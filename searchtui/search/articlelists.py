"""Words scored by article: each article as one text, and each title as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar import FieldScoring, IndexArrays
from searchtui.columnar.cache import BoundedCache
from searchtui.columnar.scoring import bm25, idf, normalisation
from searchtui.search.placement import Placement

__all__ = ["ArticleLists"]

_WHOLE = FieldScoring(b=0.6)
_TITLE = FieldScoring(b=0.4)
_LIST_BYTES = 32 << 20

Scores = NDArray[np.float32]


class _List(NamedTuple):
    """The articles that hold a word.

    Args:
        articles: ordinals, rising, shape (n,).
        scores: of each, shape (n,).
    """

    articles: NDArray[np.int64]
    scores: Scores


class ArticleLists:
    """The scores of words by article, kept from one query to the next; safe from any thread.

    Args:
        arrays: of the index.
        placement: of the same generation.
    """

    def __init__(self, arrays: IndexArrays, placement: Placement) -> None:
        self._arrays, self._placement = arrays, placement
        self._kept: BoundedCache[_List] = BoundedCache(
            _LIST_BYTES, lambda entry: 512 + entry.articles.nbytes + entry.scores.nbytes
        )

    def wholes(self, terms: Iterable[tuple[str, float]]) -> Scores:
        """The sum of the scores of stems in whole articles, shape (articles,).

        Args:
            terms: each with what its scores are multiplied by; one may stand there several times.
        """
        return self._sum("text", terms, self._whole)

    def titles(self, terms: Iterable[tuple[str, float]]) -> Scores:
        """The same for titles."""
        return self._sum("title", terms, self._title)

    def pairs(
        self,
        first: Iterable[tuple[str, float]],
        second: Iterable[tuple[str, float]],
        articles: NDArray[np.int64],
        frequencies: Scores,
    ) -> Scores:
        """The scores of a pair of words that is scored as one word, and counted wherever both are, shape (n,).

        Args:
            first: stems that may stand for the first word, with weights.
            second: the same for the second.
            articles: rising, shape (n,).
            frequencies: how often the pair is in each, shape (n,).
        """
        both = int(np.count_nonzero(self._holding(first) & self._holding(second)))
        return bm25(frequencies, self._whole_norms[articles], idf(self._count, both), _WHOLE)

    def _holding(self, terms: Iterable[tuple[str, float]]) -> NDArray[np.bool_]:
        held = np.zeros(len(self._placement.counts), bool)
        for term, _ in terms:
            held[self._of("text", term, self._whole).articles] = True
        return held

    def _of(self, field: str, term: str, make: Callable[[bytes], _List]) -> _List:
        text = term.encode()
        return self._kept.get((field, text), lambda: make(text))

    def _sum(self, field: str, terms: Iterable[tuple[str, float]], make: Callable[[bytes], _List]) -> Scores:
        total = np.zeros(len(self._placement.counts), np.float32)
        if not self._arrays.documents:
            return total
        for term, weight in terms:
            entry = self._of(field, term, make)
            total[entry.articles] += entry.scores if weight == 1.0 else entry.scores * np.float32(weight)
        return total

    def _whole(self, text: bytes) -> _List:
        postings = self._arrays.term("text", text)
        articles = self._placement.articles[postings.docs]
        often = np.bincount(articles, postings.frequencies, len(self._placement.counts))
        return self._list(often.astype(np.float32), self._whole_norms, _WHOLE)

    def _title(self, text: bytes) -> _List:
        # Each paragraph has the title of its article.
        postings = self._arrays.term("title", text)
        often = np.zeros(len(self._placement.counts), np.float32)
        often[self._placement.articles[postings.docs]] = postings.frequencies
        return self._list(often, self._title_norms, _TITLE)

    def _list(self, often: Scores, norms: Scores, scoring: FieldScoring) -> _List:
        held = np.flatnonzero(often > 0)
        rarity = idf(self._count, len(held))
        return _List(held, bm25(often[held], norms[held], rarity, scoring))

    @cached_property
    def _count(self) -> int:
        """How many articles there are, those without a paragraph apart."""
        return int(np.count_nonzero(self._placement.counts))

    @cached_property
    def _whole_norms(self) -> Scores:
        return self._norms(self._placement.sums(self._arrays.lengths("text")), _WHOLE)

    @cached_property
    def _title_norms(self) -> Scores:
        firsts = self._placement.firsts()
        order = np.argsort(firsts)
        lengths = np.empty(len(firsts), np.float32)
        lengths[order] = self._arrays.lengths_of("title", firsts[order].astype(np.int32))
        return self._norms(lengths, _TITLE)

    def _norms(self, lengths: Scores, scoring: FieldScoring) -> Scores:
        average = float(lengths[self._placement.counts > 0].mean())
        return np.broadcast_to(normalisation(lengths, average, scoring), lengths.shape)
