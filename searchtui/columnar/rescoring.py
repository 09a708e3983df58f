"""What words add to the scores of a few documents that are known already: too costly, or of no use, for all.

Both ways of scoring are those of one word: BM25 of how often something occurs, with how many documents hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.docsets import Docs, DocSet, union
from searchtui.columnar.lists import Lists, Scored, Scores

__all__ = ["Pair", "WeightedTerms", "add_pairs", "add_terms", "pairs"]

WeightedTerms = tuple[tuple[str, float], ...]
"""The terms of one field that may stand for a word, each with how much it counts."""

Numbers = NDArray[np.int64]

_BEYOND = 1 << 40
"""Farther than any position of a document is from those of the one before."""


def add_terms(
    lists: Lists, field: str, terms: Iterable[tuple[str, float]], docs: Docs, scores: Scores, factor: float
) -> None:
    """Add the scores of terms.

    Args:
        lists: of the index.
        field: that the terms are in.
        terms: each with what its scores are multiplied by; one may stand there several times.
        docs: rising, shape (n,).
        scores: of these documents, changed in place.
        factor: on what is added.
    """
    weights: dict[str, float] = {}
    for term, weight in terms:
        weights[term] = weights.get(term, 0.0) + weight
    for term, weight in weights.items():
        entry = _entry(lists, field, term)
        if entry is not None and entry.has_scores:
            here, there = _shared(entry.docs, docs)
            scores[there] += entry.scores_at(here) * np.float32(factor * weight)


def _shared(many: Docs, few: Docs) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places, in a list of any length and in a short one, of the documents that are in both."""
    if not len(many):
        return np.empty(0, np.intp), np.empty(0, np.intp)
    at = np.minimum(np.searchsorted(many, few), len(many) - 1)
    there = np.flatnonzero(many[at] == few)
    return at[there], there


def _entry(lists: Lists, field: str, term: str) -> Scored | None:
    text = lists.text(field, term)
    return None if text is None else lists.word(field, text)


class Pair(NamedTuple):
    """Two words that stand near each other in some of a few documents.

    Args:
        first: place of the first word in the query.
        second: place of the second.
        frequencies: how often they do in each document, shape (n,).
    """

    first: int
    second: int
    frequencies: Scores


def pairs(
    lists: Lists, field: str, words: Sequence[WeightedTerms], follows: Sequence[bool], reach: int, docs: Docs
) -> list[Pair]:
    """Where words stand near each other as they do in a query: pairs that occur in any of a few documents.

    A pair occurs wherever its first word does and the second one stands at most so many positions behind it.

    Args:
        lists: of the index.
        field: that the words are in.
        words: in order; any term of a word may stand for it, and its occurrences count as much as its weight.
        follows: whether each is the second word of a pair with the one before; a word makes no pair with itself.
        reach: how many positions.
        docs: rising, shape (n,).
    """
    places: dict[WeightedTerms, _Places] = {}

    def of(word: int) -> _Places:
        terms = words[word]
        if terms not in places:
            places[terms] = _Places(lists, field, terms, docs)
        return places[terms]

    found = []
    for second in range(1, len(words)):
        if follows[second] and words[second] != words[second - 1]:
            frequencies = _near(of(second - 1), of(second), reach, len(docs))
            if frequencies.any():
                found.append(Pair(second - 1, second, frequencies))
    return found


def add_pairs(
    lists: Lists,
    field: str,
    words: Sequence[WeightedTerms],
    found: Sequence[Pair],
    docs: Docs,
    scores: Scores,
    factor: float,
) -> None:
    """Add the scores of pairs.

    A pair is scored as one word of the field, and all documents that hold both words are counted as those that hold the
    pair: to count those where they are near would take looking at all positions of both.

    Args:
        lists: of the index.
        field: that the words are in.
        words: in order.
        found: see `pairs`.
        docs: rising, shape (n,).
        scores: of these documents, changed in place.
        factor: on what is added.
    """
    size, known = lists.arrays.size, dict[WeightedTerms, DocSet]()

    def holding(word: int) -> DocSet:
        terms = words[word]
        if terms not in known:
            entries = (_entry(lists, field, term) for term, _ in terms)
            sets = [DocSet(size, entry.docs, marks=entry.marks) for entry in entries if entry is not None]
            known[terms] = union(sets, size)
        return known[terms]

    def holding_both(pair: Pair) -> int:
        fewer, more = sorted((holding(pair.first), holding(pair.second)), key=len)
        return int(np.count_nonzero(more.holds(fewer.docs)))

    for pair in found:
        near = np.flatnonzero(pair.frequencies)
        key = "both", field, words[pair.first], words[pair.second]
        both = lists.count(key, lambda pair=pair: holding_both(pair))  # type: ignore[misc]  # lambda's default
        scores[near] += lists.scores_of(field, docs[near], pair.frequencies[near], both) * np.float32(factor)


class _Places:
    """Where a word stands in some documents.

    Args:
        lists: of the index.
        field: that it is in.
        terms: that may stand for it.
        docs: rising, shape (n,).
    """

    def __init__(self, lists: Lists, field: str, terms: WeightedTerms, docs: Docs) -> None:
        keys, weights = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for term, weight in terms:
            entry = _entry(lists, field, term)
            if entry is None or not len(entry.docs):
                continue
            here, there = _shared(entry.docs, docs)
            counts, positions = lists.arrays.occurrences(entry.postings, here)
            keys.append(np.repeat(there, counts) * _BEYOND + positions)
            weights.append(np.full(len(positions), weight, np.float32))
        self.keys, self.weights = np.concatenate(keys), np.concatenate(weights)
        if len(keys) > 2:
            order = np.argsort(self.keys, kind="stable")
            self.keys, self.weights = self.keys[order], self.weights[order]


def _near(first: _Places, second: _Places, reach: int, documents: int) -> Scores:
    """How often one word stands shortly before another, by document, shape (documents,)."""
    after = np.searchsorted(second.keys, first.keys, side="right")
    inside = np.flatnonzero(after < len(second.keys))
    after = after[inside]
    near = second.keys[after] - first.keys[inside] <= reach
    inside, after = inside[near], after[near]
    weights = first.weights[inside] * second.weights[after]
    return np.bincount(first.keys[inside] // _BEYOND, weights, documents).astype(np.float32)
