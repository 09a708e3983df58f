"""What the words of a query add to the score that its tree gives: titles, exact forms, nearness, whole articles.

The tree's score of a paragraph is BM25 of the stems in it. Beside it count the title of its article, which makes no
paragraph found; and, for a few of the best, the forms of the words as they were typed, and words that stand near each
other as they do in the query. An article is scored by its best paragraph, by the article as one text, and by its title.
What the factors rest on is in docs/ranking.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.docsets import Docs
from searchtui.columnar.lists import Lists
from searchtui.columnar.rescoring import Pair, add_pairs, add_terms, pairs
from searchtui.query.sought import SoughtWord
from searchtui.search.articlelists import ArticleLists

__all__ = ["Relevance"]

_TITLE = 0.1
"""On the score of the title, in that of a paragraph."""

_EXACT = 0.3
"""On the scores of the exact forms."""

_PAIRS = 0.3
"""On the scores of words near each other, in a paragraph as in a whole article."""

_REACH = 3
"""So many positions at most the second of two words stands behind the first."""

_WHOLE = 3.0
"""On the score of the whole article, in that of an article, where its best paragraph counts once."""

_TITLE_OF_ARTICLE = 1.0
"""On the score of the title, in that of an article."""

Scores = NDArray[np.float32]


class Relevance:
    """The scores of the words that one query looks for.

    Args:
        lists: of the index.
        by_article: of the same generation.
        words: in the order of the query.
    """

    def __init__(self, lists: Lists, by_article: ArticleLists, words: Sequence[SoughtWord]) -> None:
        self._lists, self._by_article, self._words = lists, by_article, words
        self._terms = [word.terms for word in words]
        self._all_terms = [term for some in self._terms for term in some]
        self._of_titles = by_article.titles(self._all_terms)
        self.titles = self._of_titles * np.float32(_TITLE)
        """What the title adds to the score of each paragraph, by article, shape (articles,)."""

    @cached_property
    def articles(self) -> Scores:
        """What is added to the score of the best paragraph, by article, shape (articles,).

        Not everybody who asks for paragraphs looks at articles, and a word that is new takes long to add up by article.
        """
        wholes = self._by_article.wholes(self._all_terms)
        return wholes * np.float32(_WHOLE) + self._of_titles * np.float32(_TITLE_OF_ARTICLE)

    def shares(self, doc: int, article: int, *, closely: bool) -> dict[str, float]:
        """What is added to the score of one paragraph, by what it is for.

        Args:
            doc: the paragraph.
            article: its article.
            closely: whether it is one of those that are looked at closely.
        """
        shares = {"the title of its article": float(self.titles[article])}
        if closely:
            docs, forms, near = np.array([doc], np.int32), *np.zeros((2, 1), np.float32)
            self._add_forms(docs, forms)
            self._add_pairs(docs, near)
            shares |= {"words in just these forms": float(forms[0]), "words near each other": float(near[0])}
        return shares

    def _add_forms(self, docs: Docs, scores: Scores) -> None:
        """Add the scores of exact forms to those of a few paragraphs."""
        forms = [form for word in self._words for form in word.exact]
        add_terms(self._lists, "exact", forms, docs, scores, _EXACT)

    def _add_pairs(self, docs: Docs, scores: Scores) -> list[Pair]:
        """Add the scores of words near each other to those of a few paragraphs; returns where they are."""
        found = pairs(self._lists, "text", self._terms, [word.follows for word in self._words], _REACH, docs)
        add_pairs(self._lists, "text", self._terms, found, docs, scores, _PAIRS)
        return found

    def closely(self, docs: NDArray[np.int64]) -> tuple[Scores, list[Pair]]:
        """What exact forms, and words near each other, add to the scores of a few paragraphs.

        Args:
            docs: the paragraphs, rising, shape (n,).

        Returns:
            What is added to the score of each, shape (n,); and where words are near each other.
        """
        few = docs.astype(np.int32)
        scores = np.zeros(len(docs), np.float32)
        self._add_forms(few, scores)
        return scores, self._add_pairs(few, scores)

    def near_in_articles(self, found: Sequence[Pair], articles: NDArray[np.integer]) -> Scores:
        """What words near each other add to the scores of articles.

        Args:
            found: where they are in a few paragraphs; see `closely`.
            articles: of each of these paragraphs, shape (n,).

        Returns:
            What is added to the score of the article of each paragraph, shape (n,).
        """
        some, place = np.unique(articles, return_inverse=True)
        of_articles = np.zeros(len(some), np.float32)
        for pair in found:
            often = np.bincount(place, pair.frequencies).astype(np.float32)
            of_articles += self._by_article.pairs(self._terms[pair.first], self._terms[pair.second], some, often)
        added: Scores = (of_articles * np.float32(_WHOLE * _PAIRS))[place]
        return added
