"""Queries that only somebody who knows articles can answer, as parts of an evaluation on arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from searchtui.article import Kind
from searchtui.columnar import Evaluator, IndexArrays, Postings
from searchtui.columnar.evaluation import Maker
from searchtui.columnar.expansion import of_texts
from searchtui.columnar.nodes import All, Node
from searchtui.columnar.nodes import Any as AnyOf
from searchtui.query import NamedArticles, Published
from searchtui.query.tree import EXACT, TEXT, AtLeast, Lead, SameArticle, Unfinished
from searchtui.search.naming import Naming
from searchtui.search.placement import Placement

__all__ = ["ArticleQueries"]

_LEAD = 2
"""So many body paragraphs are the lead of an article."""


class ArticleQueries:
    """Answers them for one generation.

    Args:
        arrays: of the generation.
        naming: of its articles.
        placement: gives where the documents of each article stand.
        kinds: what the numbers in `kind_codes` stand for.
        kind_codes: gives the kind of each document, shape (size,).
    """

    def __init__(
        self,
        arrays: IndexArrays,
        naming: Naming,
        placement: Callable[[], Placement],
        kinds: Sequence[Kind],
        kind_codes: Callable[[], NDArray[np.integer]],
    ) -> None:
        self._arrays, self._naming, self._placement = arrays, naming, placement
        self._kinds, self._kind_codes = kinds, kind_codes

    @property
    def makers(self) -> Mapping[type, Maker]:
        """For an `Evaluator`."""
        return {
            NamedArticles: self._named,
            Published: self._named,
            Lead: self._lead,
            SameArticle: self._same_article,
            AtLeast: self._at_least,
            Unfinished: self._unfinished,
        }

    def _named(self, evaluator: Evaluator, query: NamedArticles | Published) -> Node:
        def made() -> NDArray[np.bool_]:
            return self._of_articles(self._naming.articles(query).articles)

        return evaluator.masked(self._arrays.mask((query, getattr(query, "corrects", True)), made))

    def _of_articles(self, articles: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The live documents of some articles."""
        if not len(articles):
            return np.zeros(self._arrays.size, bool)
        mask: NDArray[np.bool_] = articles[self._placement().articles]
        return mask & self._arrays.live

    def _lead(self, evaluator: Evaluator, query: Lead) -> Node:
        return evaluator.masked(self._arrays.mask(query, self._leads))

    def _leads(self) -> NDArray[np.bool_]:
        """The first two body paragraphs of each article."""
        placement, mask = self._placement(), np.zeros(self._arrays.size, bool)
        body = self._kind_codes() == self._kinds.index(Kind.BODY)
        docs = np.flatnonzero(body & self._arrays.live)
        docs, _ = placement.arranged(docs, np.zeros(len(docs), np.float32))
        runs = placement.runs(docs)
        within = np.arange(len(docs)) - np.repeat(runs.starts, runs.counts)
        mask[docs[within < _LEAD]] = True
        return mask

    def _same_article(self, evaluator: Evaluator, query: SameArticle) -> Node:
        parts = [evaluator.node(part) for part in query.parts]
        having = np.ones(len(self._placement().counts), bool)
        for part in parts:
            here = np.zeros(len(having), bool)
            here[self._placement().articles[part.found.docs]] = True
            having &= here
        return All([AnyOf(parts), evaluator.masked(self._of_articles(having))])

    def _at_least(self, evaluator: Evaluator, query: AtLeast) -> Node:
        if isinstance(query.query, q.Or):
            return AnyOf([self._at_least(evaluator, AtLeast(query.times, part)) for part in query.query])

        def made() -> NDArray[np.bool_]:
            part, mask = query.query, np.zeros(self._arrays.size, bool)
            found = self._meant(part) if isinstance(part, Unfinished) else evaluator.postings(part)
            if found is not None:
                mask[found.docs[found.frequencies >= query.times]] = True
            return mask

        return All([evaluator.node(query.query), evaluator.masked(self._arrays.mask(query, made))])

    def _unfinished(self, evaluator: Evaluator, query: Unfinished) -> Node:
        return evaluator.listed(evaluator.lists.kept(TEXT, query, lambda: self._meant(query)))

    def _meant(self, query: Unfinished) -> Postings:
        """Where the word stands as it is now, or as one of the words that it may become, taken as one word."""
        arrays = self._arrays
        words = of_texts(word.encode() for word in (query.exact, *query.completions))
        # A form of the word is among the occurrences of its stem too: it is not counted twice.
        return arrays.blended(EXACT, words, [arrays.term(TEXT, stem.encode()) for stem in query.stems])
