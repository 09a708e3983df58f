"""Lists of documents that hold a word, or any of several words, with their scores; kept from one query to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from enum import Enum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.fields import FieldType

from searchtui.columnar.cache import BoundedCache
from searchtui.columnar.docsets import Docs, Mask
from searchtui.columnar.expansion import Runs, expansion, of_texts
from searchtui.columnar.postings import NO_POSTINGS, IndexArrays, Postings
from searchtui.columnar.scoring import FieldScoring, bm25, idf, normalisation

__all__ = ["Lists", "Scored", "Scores", "multi_term_key"]

Scores = NDArray[np.float32]

_NO_FREQUENCIES = np.empty(0, np.float32)

_LIST_BYTES = 192 << 20
_COUNT_BYTES, _COUNT_SIZE = 1 << 20, 512

_FEW = 16
"""Below one document in so many, what is needed of each is made for these alone."""

_LARGE = 4
"""From one document in so many on, the scores of a list may be kept in an array over all documents."""


class _Made(Enum):
    """What is there of the scores of a list, instead of the frequencies."""

    NOTHING = auto()
    OF_ITS_OWN = auto()
    """Those of its documents, in their order."""
    OF_ALL = auto()
    """Those of all documents: nothing where one is not in the list."""


class Scored:
    """A list of documents with what their scores are made of; kept from one query to the next.

    Scores are made when they are first asked for. Those of a list that holds much of the index are kept in an array
    over all documents once they have been added to one: two such arrays are added in a fraction of the time.

    Args:
        postings: of the list.
        size: how many documents there are, deleted ones included.
        score: makes scores of documents and frequencies; None where the list has no scores.
    """

    __slots__ = ("_made", "_score", "_size", "docs", "is_positive", "postings")

    def __init__(self, postings: Postings, size: int, score: Callable[[Docs, Scores], Scores] | None = None) -> None:
        self.postings = postings._replace(frequencies=_NO_FREQUENCIES)
        self.docs = postings.docs
        self._size, self._score = size, score
        # A format of Whoosh's may give words no weight at all.
        self.is_positive = score is not None and bool(postings.frequencies.min(initial=1) > 0)
        # One step follows the other; another thread may take the same step at the same time, and comes to the same.
        self._made: tuple[_Made, Scores] = (_Made.NOTHING, _NO_FREQUENCIES if score is None else postings.frequencies)

    @property
    def nbytes(self) -> int:
        """How much memory it takes at most."""
        kept = 0 if self.postings.kept is None else self.postings.kept.nbytes
        scores = 0 if self._score is None else 4 * (self._size if self._is_large else len(self.docs))
        return 512 + self.docs.nbytes + kept + scores

    @property
    def _is_large(self) -> bool:
        return len(self.docs) * _LARGE > self._size

    @property
    def has_scores(self) -> bool:
        """Whether its documents have scores."""
        return self._score is not None

    @property
    def scores(self) -> Scores:
        """Of all its documents."""
        made, values = self._made
        if made is _Made.OF_ALL:
            return values.take(self.docs)
        if made is _Made.NOTHING:
            assert self._score is not None
            values = self._score(self.docs, values)
            self._made = _Made.OF_ITS_OWN, values
        return values

    def scores_at(self, places: NDArray[np.intp]) -> Scores:
        """Of some of its documents, whose places in the list these are."""
        made, values = self._made
        if made is _Made.OF_ALL:
            return values.take(self.docs[places])
        if made is _Made.OF_ITS_OWN or len(places) * 2 > len(self.docs):
            return self.scores[places]
        assert self._score is not None
        return self._score(self.docs[places], values[places])

    def marks(self) -> Mask | None:
        """Whether each document of the index is in the list; None where only its numbers say so."""
        made, values = self._made
        if made is not _Made.OF_ALL:
            return None
        mask = values > 0
        return mask if np.count_nonzero(mask) == len(self.docs) else None

    def add_to_all(self, total: Scores, factor: float) -> None:
        """Add its scores to those of all documents.

        Args:
            total: of all documents, changed in place, shape (size,).
            factor: on what is added.
        """
        made, values = self._made
        if self._is_large:
            if made is not _Made.OF_ALL:
                values = np.zeros(self._size, np.float32)
                values[self.docs.astype(np.intp)] = self.scores
                self._made = _Made.OF_ALL, values
            total += values if factor == 1.0 else values * np.float32(factor)
        else:
            scores = self.scores
            np.add.at(total, self.docs.astype(np.intp), scores if factor == 1.0 else scores * np.float32(factor))


class Lists:
    """Reads lists of documents from one generation of an index; safe from any thread.

    Args:
        arrays: of the generation.
        scoring: how the fields are scored; the lists of a field that is not named here have no scores.
        expansions: for further classes of queries that stand for several words, what these are.
    """

    def __init__(
        self,
        arrays: IndexArrays,
        scoring: Mapping[str, FieldScoring],
        expansions: Mapping[type, Callable[[Any], Runs]] | None = None,
    ) -> None:
        self.arrays, self.scoring, self._expansions = arrays, scoring, dict(expansions or {})
        self._norms: dict[tuple[str, float, float], NDArray[np.float32] | np.float32] = {}
        self._counts: BoundedCache[int] = BoundedCache(_COUNT_BYTES, lambda _: _COUNT_SIZE)
        self._kept: BoundedCache[Scored] = BoundedCache(_LIST_BYTES, lambda entry: entry.nbytes)

    def field(self, name: str | None) -> FieldType | None:
        """A field of the schema; None where there is none of this name."""
        schema = self.arrays.reader.schema
        return schema[name] if name is not None and name in schema else None

    def text(self, field: str, text: Any) -> bytes | None:
        """A word as the field has it; None where it can have no such word."""
        schema_field = self.field(field)
        if schema_field is None or isinstance(text, bytes):
            return text if schema_field is not None else None
        try:
            return bytes(schema_field.to_bytes(text))
        except ValueError:
            return None

    def kept(self, field: str, key: Hashable, make: Callable[[], Postings]) -> Scored:
        """A list that is made once and kept while lists that were used later leave room.

        Args:
            field: whose scoring it has.
            key: tells it from all other lists.
            make: makes it; what it finds is scored as one word.
        """
        return self._kept.get(key, lambda: self.scored(field, make()))

    @property
    def has_room(self) -> bool:
        """Whether lists can be made ahead that need not make way for those that are asked for next."""
        return self._kept.held * 4 < _LIST_BYTES * 3

    def count(self, key: Hashable, make: Callable[[], int]) -> int:
        """A number that is worked out once and kept while numbers that were used later leave room.

        Args:
            key: tells it from all other numbers.
            make: works it out.
        """
        return self._counts.get(key, make)

    def scored(self, field: str, postings: Postings) -> Scored:
        """Postings that are scored as those of one word of a field."""
        scoring = self.scoring.get(field)
        if scoring is None or scoring.weight <= 0:
            return Scored(postings, self.arrays.size)
        count = len(postings.docs)
        return Scored(postings, self.arrays.size, lambda docs, often: self.scores_of(field, docs, often, count))

    def scores_of(self, field: str, docs: Docs, frequencies: Scores, containing: int) -> Scores:
        """The scores of some documents for one word of a scored field.

        Args:
            field: whose scoring they have.
            docs: rising, shape (n,).
            frequencies: of the word in each, shape (n,).
            containing: how many documents hold it.
        """
        scoring = self.scoring[field]
        rarity = idf(self.arrays.documents, containing)
        return bm25(frequencies, self._norms_of(scoring, docs), rarity, scoring)

    def _norms_of(self, scoring: FieldScoring, docs: Docs) -> Scores | np.float32:
        """What the frequencies in some documents are measured by.

        Those of all documents are made when a frequent word needs them, which the first search may well not do.
        """
        if scoring.lengths is None:
            return normalisation(None, 0.0, scoring)
        key = (scoring.lengths, scoring.k1, scoring.b)
        known = self._norms.get(key)
        if known is None:
            average = self.arrays.average_length(scoring.lengths)
            if len(docs) * _FEW < self.arrays.size:
                return normalisation(self.arrays.lengths_of(scoring.lengths, docs), average, scoring)
            known = self._norms[key] = normalisation(self.arrays.lengths(scoring.lengths), average, scoring)
        return known if isinstance(known, np.float32) else known.take(docs)

    def word(self, field: str, text: bytes) -> Scored:
        """Where a word is."""
        return self.kept(field, (q.Term, field, text), lambda: self.arrays.term(field, text))

    def blended(self, query: q.terms.MultiTerm) -> Scored:
        """Where any of the words is that a query stands for."""
        field = query.field()
        return self.kept(field, multi_term_key(query), lambda: self.arrays.blended(field, self.runs(query)))

    def postings(self, query: q.Term | q.terms.MultiTerm) -> Postings:
        """Where a word, or any of several words, occurs, and how often."""
        if isinstance(query, q.terms.MultiTerm):
            return self.arrays.blended(query.field(), self.runs(query))
        text = self.text(query.fieldname, query.text)
        return NO_POSTINGS if text is None else self.arrays.term(query.fieldname, text)

    def runs(self, query: q.terms.MultiTerm) -> Runs:
        """The words that a query stands for."""
        if type(query) in self._expansions:
            return self._expansions[type(query)](query)
        field = query.field()
        known = expansion(query, self.arrays.reader.schema[field])
        if known is not None:
            return known
        found = {self.text(field, text) for text in query._btexts(self.arrays.reader) if text}
        return of_texts(text for text in found if text is not None)


def multi_term_key(query: q.terms.MultiTerm) -> Hashable:
    """What tells the words that a query stands for from those of any other query."""
    kind = type(query)
    if kind in (q.Prefix, q.Wildcard, q.Regex):
        return (kind, query.fieldname, query.text)
    if kind is q.FuzzyTerm:
        return (kind, query.fieldname, query.text, query.maxdist, query.prefixlength)
    if kind is q.TermRange:
        return (kind, query.fieldname, query.start, query.end, query.startexcl, query.endexcl)
    return (kind, query)
