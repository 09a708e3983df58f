"""A Whoosh query tree evaluated on arrays: every matching document with its score, no limit, no skipping.

Whoosh's own collectors give a wrong top N with `limit=` for several kinds of trees and count only what they looked at;
here each node becomes an array of documents, so counts are exact by construction. A kind of node that is not known
here is evaluated by its own Whoosh matcher.
"""

from __future__ import annotations

from collections import deque
from functools import reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.searching import Searcher

from searchtui.columnar.postings import IndexArrays, Postings
from searchtui.columnar.scoring import FieldScoring, bm25, idf

__all__ = ["Evaluator", "Matches"]

_KEPT_EXPANSIONS = 64


class Matches(NamedTuple):
    """The documents that match a query.

    Args:
        docs: document numbers, rising, shape (n,).
        scores: of each, shape (n,).
    """

    docs: NDArray[np.int64]
    scores: NDArray[np.float32]


def _unscored(docs: NDArray[np.int64]) -> Matches:
    return Matches(docs, np.zeros(len(docs), np.float32))


_NONE = _unscored(np.empty(0, np.int64))


def _both(left: Matches, right: Matches) -> Matches:
    docs, at_left, at_right = np.intersect1d(left.docs, right.docs, assume_unique=True, return_indices=True)
    return Matches(docs, left.scores[at_left] + right.scores[at_right])


def _either(parts: list[Matches]) -> Matches:
    docs, inverse = np.unique(np.concatenate([part.docs for part in parts]), return_inverse=True)
    scores = np.bincount(inverse, np.concatenate([part.scores for part in parts]), len(docs))
    return Matches(docs, scores.astype(np.float32))


def _within(left: Matches, docs: NDArray[np.int64], *, keep: bool = True) -> Matches:
    mask = np.isin(left.docs, docs, assume_unique=True, invert=not keep)
    return Matches(left.docs[mask], left.scores[mask])


class Evaluator:
    """Evaluates queries on one generation of an index.

    Args:
        arrays: of the generation.
        scoring: how the fields are scored; a match in a field that is not named here only selects documents.
    """

    def __init__(self, arrays: IndexArrays, scoring: dict[str, FieldScoring]) -> None:
        self._arrays = arrays
        self._scoring = scoring
        self._expansions: deque[tuple[q.Query, Postings]] = deque(maxlen=_KEPT_EXPANSIONS)

    def evaluate(self, query: q.Query) -> Matches:
        """Every live document that matches, with its score."""
        found = self._plain(query)
        boost = float(getattr(query, "boost", 1.0))
        return found if boost == 1.0 or query.is_leaf() else Matches(found.docs, found.scores * np.float32(boost))

    def _plain(self, query: q.Query) -> Matches:
        """Like `evaluate`, without the boost of a node that is no leaf."""
        match query:
            case q.Term():
                return self._term(query)
            case q.Phrase() if query.slop == 1:
                return self._phrase(query)
            case q.terms.MultiTerm():
                return self._expanded(query)
            case q.Sequence() if query.slop == 1 and query.ordered and self._is_plain(query):
                return self._sequence(query)
            case q.And() if type(query) is q.And:
                return self._and(query)
            case q.Or() | q.DisjunctionMax() if type(query) in (q.Or, q.DisjunctionMax):
                return self._or(query)
            case q.AndNot():
                banned = self.evaluate(query.b).docs
                return _within(self.evaluate(query.a), banned, keep=False)
            case q.Require():
                return _within(self.evaluate(query.a), self.evaluate(query.b).docs)
            case q.AndMaybe():
                wanted = self.evaluate(query.a)
                return _either([wanted, _within(self.evaluate(query.b), wanted.docs)])
            case q.Not():
                every = _unscored(self._arrays.all_docs())
                return _within(every, self.evaluate(query.query).docs, keep=False)
            case q.ConstantScoreQuery():
                docs = self.evaluate(query.child).docs
                return Matches(docs, np.full(len(docs), query.score, np.float32))
            case q.Every() if query.fieldname is None:
                return _unscored(self._arrays.all_docs())
            case _ if query == q.NullQuery:
                return _NONE
        return self._by_matcher(query)

    def _scored(self, field: str, postings: Postings, boost: float) -> Matches:
        scoring = self._scoring.get(field)
        if scoring is None:
            return _unscored(postings.docs)
        lengths, average = None, 0.0
        if scoring.lengths is not None:
            lengths = self._arrays.lengths(scoring.lengths)[postings.docs]
            average = self._arrays.average_length(scoring.lengths)
        rarity = idf(self._arrays.documents, len(postings.docs)) * boost
        return Matches(postings.docs, bm25(postings.frequencies, lengths, average, rarity, scoring))

    def _bytes(self, field: str, text: str | bytes) -> bytes:
        return text if isinstance(text, bytes) else bytes(self._arrays.reader.schema[field].to_bytes(text))

    def _term(self, query: q.Term) -> Matches:
        if query.fieldname not in self._arrays.reader.schema:
            return _NONE
        postings = self._arrays.term(query.fieldname, self._bytes(query.fieldname, query.text))
        return self._scored(query.fieldname, postings, query.boost)

    def _expanded(self, query: q.terms.MultiTerm) -> Matches:
        """All terms that a prefix or pattern stands for, scored as one word."""
        field = query.field()
        if field not in self._arrays.reader.schema:
            return _NONE
        known = next((postings for other, postings in self._expansions if other == query), None)
        if known is None:
            if type(query) is q.Prefix and query.text:
                known = self._arrays.prefixed(field, self._bytes(field, query.text))
            else:
                texts = sorted({bytes(text) for text in query._btexts(self._arrays.reader) if text})
                known = self._arrays.blended(field, texts)
            self._expansions.append((query, known))
        return self._scored(field, known, query.boost)

    def _phrase(self, query: q.Phrase) -> Matches:
        """Neighbouring words."""
        if query.fieldname not in self._arrays.reader.schema or not query.words:
            return _NONE
        words = [[self._bytes(query.fieldname, word)] for word in query.words]
        return self._neighbours(query.fieldname, words, query.boost)

    @staticmethod
    def _is_plain(query: q.Sequence) -> bool:
        """Whether all parts are words, or stand for words, of one field."""
        return all(isinstance(part, q.Term | q.terms.MultiTerm) and part.field() == query[0].field() for part in query)

    def _sequence(self, query: q.Sequence) -> Matches:
        """Neighbouring words, of which some stand for several."""
        field = query[0].field()
        if field not in self._arrays.reader.schema:
            return _NONE
        words = [
            [self._bytes(field, part.text)] if isinstance(part, q.Term) else list(part._btexts(self._arrays.reader))
            for part in query
        ]
        return self._neighbours(field, words, 1.0)

    def _neighbours(self, field: str, words: list[list[bytes]], boost: float) -> Matches:
        """Words next to each other, scored as one word that occurs as often as all of them together do.

        Args:
            field: that they stand in.
            words: for each place the words that may stand there.
            boost: factor on the score.
        """
        found: NDArray[np.int64] | None = None
        for at, some in enumerate(words):
            parts = [self._arrays.positions(field, word) for word in some]
            keys = [(docs << 32 | (positions - at))[positions >= at] for docs, positions in parts]
            here = np.concatenate(keys) if keys else np.empty(0, np.int64)
            found = here if found is None else np.intersect1d(found, here, assume_unique=True)
            if not len(found):
                return _NONE
        assert found is not None
        docs, counts = np.unique(found >> 32, return_counts=True)
        return self._scored(field, Postings(docs, counts.astype(np.float32)), boost)

    def _and(self, query: q.And) -> Matches:
        wanted = [self.evaluate(part) for part in query if not isinstance(part, q.Not)]
        if not wanted:
            wanted = [_unscored(self._arrays.all_docs())]
        found = reduce(_both, sorted(wanted, key=lambda part: len(part.docs)))
        for part in query:
            if isinstance(part, q.Not):
                found = _within(found, self.evaluate(part.query).docs, keep=False)
        return found

    def _or(self, query: q.Or | q.DisjunctionMax) -> Matches:
        parts = [self.evaluate(part) for part in query]
        if not parts:
            return _NONE
        if isinstance(query, q.DisjunctionMax):
            docs = _either(parts).docs
            best = np.zeros(len(docs), np.float32)
            for part in parts:
                at = np.searchsorted(docs, part.docs)
                best[at] = np.maximum(best[at], part.scores)
            return Matches(docs, best)
        return _either(parts)

    def _by_matcher(self, query: q.Query) -> Matches:
        """Documents by the node's own Whoosh matcher, which is asked for every one; scored by its terms."""
        docs: list[int] = []
        searcher = Searcher(self._arrays.reader)
        for leaf, offset in searcher.leaf_searchers():
            matcher = query.matcher(leaf, leaf.boolean_context())
            while matcher.is_active():
                docs.append(offset + matcher.id())
                matcher.next()
        found = _unscored(np.unique(np.array(docs, np.int64)))
        terms = sorted(query.existing_terms(self._arrays.reader))
        scored = [_within(self._scored(f, self._arrays.term(f, t), 1.0), found.docs) for f, t in terms]
        return _either([found, *scored])
