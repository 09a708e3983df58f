"""Lists of documents that hold a word, or any of several words, with their scores; kept from one query to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.fields import FieldType

from searchtui.columnar.cache import BoundedCache
from searchtui.columnar.docsets import Docs
from searchtui.columnar.expansion import Runs, expansion, runs
from searchtui.columnar.postings import IndexArrays, Postings
from searchtui.columnar.scoring import FieldScoring, bm25, idf, normalisation

__all__ = ["Lists", "Scored", "Scores", "multi_term_key"]

Scores = NDArray[np.float32]

_NO_FREQUENCIES = np.empty(0, np.float32)

_LIST_BYTES = 112 << 20


class Scored:
    """A list of documents with what their scores are made of; kept from one query to the next.

    Args:
        postings: of the list.
        score: makes scores of documents and frequencies; None where the list has no scores.
    """

    __slots__ = ("_frequencies", "_score", "_scores", "docs", "postings")

    def __init__(self, postings: Postings, score: Callable[[Docs, Scores], Scores] | None) -> None:
        self.postings = postings._replace(frequencies=_NO_FREQUENCIES)
        self.docs = postings.docs
        self._frequencies: Scores | None = postings.frequencies if score is not None else None
        self._score = score
        self._scores: Scores | None = None

    @property
    def nbytes(self) -> int:
        """How much memory it takes at most."""
        kept = 0 if self.postings.kept is None else self.postings.kept.nbytes
        return 512 + self.docs.nbytes + kept + (0 if self._score is None else 4 * len(self.docs))

    @property
    def has_scores(self) -> bool:
        """Whether its documents have scores."""
        return self._score is not None

    @property
    def scores(self) -> Scores:
        """Of all its documents."""
        assert self._score is not None
        scores, frequencies = self._scores, self._frequencies
        if scores is None:
            assert frequencies is not None
            # Another thread may do the same at the same time: both come to the same scores.
            scores = self._scores = self._score(self.docs, frequencies)
            self._frequencies = None
        return scores

    def scores_at(self, places: NDArray[np.intp]) -> Scores:
        """Of some of its documents, whose places in the list these are."""
        assert self._score is not None
        frequencies = self._frequencies
        if frequencies is None or len(places) * 2 > len(self.docs):
            return self.scores[places]
        return self._score(self.docs[places], frequencies[places])


class Lists:
    """Reads lists of documents from one generation of an index; safe from any thread.

    Args:
        arrays: of the generation.
        scoring: how the fields are scored; the lists of a field that is not named here have no scores.
    """

    def __init__(self, arrays: IndexArrays, scoring: Mapping[str, FieldScoring]) -> None:
        self.arrays, self.scoring = arrays, scoring
        self._norms: dict[str, NDArray[np.float32] | np.float32] = {}
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

    def scored(self, field: str, postings: Postings) -> Scored:
        """Postings that are scored as those of one word of a field."""
        scoring = self.scoring.get(field)
        if scoring is None:
            return Scored(postings, None)
        known, norms = scoring, self._norm(field, scoring)
        rarity = idf(self.arrays.documents, len(postings.docs))

        def score(docs: Docs, frequencies: Scores) -> Scores:
            here = norms if isinstance(norms, np.float32) else norms[docs.astype(np.intp)]
            return bm25(frequencies, here, rarity, known)

        return Scored(postings, score)

    def _norm(self, field: str, scoring: FieldScoring) -> NDArray[np.float32] | np.float32:
        if field not in self._norms:
            lengths, average = None, 0.0
            if scoring.lengths is not None:
                lengths = self.arrays.lengths(scoring.lengths)
                average = self.arrays.average_length(scoring.lengths)
            self._norms[field] = normalisation(lengths, average, scoring)
        return self._norms[field]

    def word(self, field: str, text: bytes) -> Scored:
        """Where a word is."""
        return self.kept(field, (q.Term, field, text), lambda: self.arrays.term(field, text))

    def blended(self, query: q.terms.MultiTerm) -> Scored:
        """Where any of the words is that a query stands for."""
        field = query.field()
        return self.kept(field, multi_term_key(query), lambda: self.arrays.blended(field, self.runs(query)))

    def runs(self, query: q.terms.MultiTerm) -> Runs:
        """The words that a query stands for."""
        field = query.field()
        known = expansion(query, self.arrays.reader.schema[field])
        if known is not None:
            return known
        found = {self.text(field, text) for text in query._btexts(self.arrays.reader) if text}
        texts = sorted(text for text in found if text is not None)
        return lambda held: runs(number for text in texts if (number := held.number(text)) is not None)


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
