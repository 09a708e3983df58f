"""The scoring of the evaluation as a weighting model for Whoosh's own searchers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from whoosh.scoring import BaseScorer, WeightingModel

from searchtui.columnar.scoring import FieldScoring, idf

if TYPE_CHECKING:
    from whoosh.searching import Searcher

__all__ = ["LuceneBM25"]


_NEXT_TO_NOTHING = 1e-9
"""Some of Whoosh's matchers take a score of nothing for no match."""


class LuceneBM25(WeightingModel):  # type: ignore[misc]
    """BM25 with Lucene's inverse document frequency, over the live documents, with parameters for each field.

    It offers no bounds on scores, so that a search with a limit looks at every document and its results are right.

    Args:
        scoring: how the fields are scored; the postings of a field that is not named here score next to nothing.
    """

    def __init__(self, scoring: Mapping[str, FieldScoring]) -> None:
        self._scoring = dict(scoring)
        self._averages: WeakKeyDictionary[Searcher, dict[str, float]] = WeakKeyDictionary()

    def idf(self, searcher: Searcher, fieldname: str, text: bytes) -> float:
        """Inverse document frequency of a term among the live documents."""
        top = searcher.get_parent()
        reader = top.reader()
        containing = reader.doc_frequency(fieldname, text)
        if reader.has_deletions():
            containing = sum(not reader.is_deleted(doc) for doc in reader.postings(fieldname, text).all_ids())
        return idf(reader.doc_count(), containing)

    def scorer(self, searcher: Searcher, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        """The scores of a term's postings in a searcher's documents."""
        scoring = self._scoring.get(fieldname)
        if scoring is None:
            return _Scorer(_NEXT_TO_NOTHING, FieldScoring(), None, 0.0)
        top = searcher.get_parent()
        length: Callable[[int], int] | None = None
        average = 0.0
        if scoring.lengths is not None:
            length = _lengths(searcher, scoring.lengths)
            average = self._average(top, scoring.lengths)
        return _Scorer(top.idf(fieldname, text) * qf, scoring, length, average)

    def _average(self, top: Searcher, field: str) -> float:
        known = self._averages.setdefault(top, {})
        if field not in known:
            reader, count = top.reader(), top.doc_count()
            total = sum(map(_lengths(top, field), reader.all_doc_ids()))
            known[field] = total / count if count else 0.0
        return known[field]


def _lengths(searcher: Searcher, field: str) -> Callable[[int], int]:
    return lambda doc: int(searcher.doc_field_length(doc, field) or 0)  # Whoosh has None for an empty text


class _Scorer(BaseScorer):  # type: ignore[misc]
    """Scores the postings of a term."""

    def __init__(
        self, rarity: float, scoring: FieldScoring, length: Callable[[int], int] | None, average: float
    ) -> None:
        self._factor = rarity * scoring.weight * (scoring.k1 + 1)
        self._scoring, self._length, self._average = scoring, length, average

    def max_quality(self) -> float:
        """No bound on the score."""
        return math.inf

    def block_quality(self, matcher: Any) -> float:  # noqa: ARG002 - Whoosh's
        """No bound on the score."""
        return math.inf

    def score(self, matcher: Any) -> float:
        """Of the posting at hand."""
        frequency, scoring = matcher.weight(), self._scoring
        norm = scoring.k1
        if self._length is not None and self._average > 0:
            norm *= 1 - scoring.b + scoring.b * self._length(matcher.id()) / self._average
        return float(self._factor * frequency / (frequency + norm))
