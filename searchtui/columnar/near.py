"""Phrases, sequences and near queries: which words they are made of, and where they find them.

Whoosh finds them by spans, one document after the other; here the parts that can stand in such a query are words,
patterns and, again, such queries. What else Whoosh lets stand there is left to its own matchers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.query import spans as whoosh_spans

from searchtui.columnar.docsets import Docs, DocSet, meeting, union
from searchtui.columnar.expansion import is_any
from searchtui.columnar.kinds import known_kind
from searchtui.columnar.lists import Lists, Scored, multi_term_key
from searchtui.columnar.postings import NO_POSTINGS, Postings
from searchtui.columnar.refinement import REFINEMENT
from searchtui.columnar.spans import Near, Occurrences, chained, neighbours, spans_of

__all__ = ["NearQueries"]

Numbers = NDArray[np.int64]

_KINDS = frozenset({q.Phrase, q.Sequence, whoosh_spans.SpanNear, whoosh_spans.SpanNear2})

_ALTERNATIVES = frozenset({q.Or})
_MOST_ROWS = 64
"""So many rows may come of a query that has alternatives."""

_FARTHEST = 1 << 31
"""No two words of a text are so far apart; beyond it, numbers could overflow."""


class _Place(ABC):
    """A word, or several of which any may stand there; see `spans.Place`.

    Args:
        lists: of the index.
        field: that it is in.
    """

    def __init__(self, lists: Lists, field: str) -> None:
        self.lists, self.field = lists, field

    @property
    @abstractmethod
    def key(self) -> Hashable:
        """What tells it from others."""

    @property
    @abstractmethod
    def single(self) -> bool:
        """Whether it is one word."""

    @property
    @abstractmethod
    def docs(self) -> Docs:
        """The documents that hold it, rising."""

    @abstractmethod
    def within(self, docs: Docs, which: Numbers) -> Occurrences:
        """Where it occurs in some of its documents."""


class _Word(_Place):
    def __init__(self, lists: Lists, field: str, text: bytes) -> None:
        super().__init__(lists, field)
        self.text = text

    @property
    def key(self) -> Hashable:
        """What tells it from others."""
        return (self.field, self.text)

    @property
    def single(self) -> bool:
        """It is one word."""
        return True

    @cached_property
    def _entry(self) -> Scored:
        return self.lists.word(self.field, self.text)

    @property
    def docs(self) -> Docs:
        """The documents that hold it, rising."""
        return self._entry.docs

    def within(self, docs: Docs, which: Numbers) -> Occurrences:
        """Where it occurs in some of its documents, in order."""
        counts, positions = self.lists.arrays.occurrences(self._entry.postings, which)
        ranks = np.arange(len(docs))
        return Occurrences(ranks if len(positions) == len(docs) else np.repeat(ranks, counts), positions)


class _Words(_Place):
    def __init__(self, lists: Lists, field: str, query: q.terms.MultiTerm) -> None:
        super().__init__(lists, field)
        self.query = query

    @property
    def key(self) -> Hashable:
        """What tells it from others."""
        return multi_term_key(self.query)

    @property
    def single(self) -> bool:
        """It is several words."""
        return False

    @cached_property
    def docs(self) -> Docs:
        """The documents that hold it, rising."""
        return self.lists.blended(self.query).docs

    def within(self, docs: Docs, which: Numbers) -> Occurrences:  # noqa: ARG002 - places are of one word's postings
        """Where one of the words occurs in some of their documents, not in order."""
        return Occurrences(*self.lists.arrays.range_occurrences(self.field, self.lists.runs(self.query), docs))


class _Either(_Place):
    """Places of which any may be meant.

    Args:
        places: the places.
    """

    def __init__(self, places: Sequence[_Place]) -> None:
        super().__init__(places[0].lists, places[0].field)
        self._places = places

    @property
    def key(self) -> Hashable:
        """What tells it from others."""
        return (_Either, *(place.key for place in self._places))

    @property
    def single(self) -> bool:
        """It is several words."""
        return False

    @cached_property
    def docs(self) -> Docs:
        """The documents that hold any of them, rising."""
        size = self.lists.arrays.size
        return union([DocSet(size, place.docs) for place in self._places], size).docs

    def within(self, docs: Docs, which: Numbers) -> Occurrences:  # noqa: ARG002 - places are of each one's postings
        """Where any of them occurs in some of their documents, not in order."""
        ranks, positions = [], []
        for place in self._places:
            of_place, of_docs = meeting(place.docs, docs, self.lists.arrays.size)
            found = place.within(docs[of_docs], of_place)
            ranks.append(of_docs[found.ranks])
            positions.append(found.positions)
        return Occurrences(np.concatenate(ranks), np.concatenate(positions))


Part = Near | _Place


class _Row(NamedTuple):
    """Parts that must stand near each other.

    Args:
        parts: two at least.
        slop: how far one may begin behind the end of the one before.
        ordered: whether each must come after the one before.
        least: how far apart they must be.
        halved: whether the first half must be near the second, as in a `Sequence`, and not each part to those before.
    """

    parts: Sequence[Part]
    slop: int
    ordered: bool
    least: int
    halved: bool

    def nested(self) -> Near:
        """The row as pairs."""
        nested = self._nested(self.parts)
        assert isinstance(nested, Near)
        return nested

    def _nested(self, parts: Sequence[Part]) -> Part:
        if len(parts) == 1:
            return parts[0]
        cut = len(parts) // 2 if self.halved else len(parts) - 1
        return Near(self._nested(parts[:cut]), self._nested(parts[cut:]), self.slop, self.ordered, self.least)


class NearQueries:
    """Evaluates phrases, sequences and near queries.

    Args:
        lists: of the index.
    """

    def __init__(self, lists: Lists) -> None:
        self._lists = lists

    def find(self, query: q.Query) -> Scored | None:
        """The documents where a query finds something, scored as one word that occurs as often.

        Args:
            query: a `Phrase`, `Sequence`, `SpanNear` or `SpanNear2`.

        Returns:
            None where only Whoosh knows: the query is of another class, which may be made from these and mean something
            else; or the parts are of several fields, or have no positions that are known here.
        """
        row = self._row(query)
        field = None if row is None else self._field(row)
        if row is None or field is None:
            return None
        key = (type(query), tuple(map(_key, row.parts)), row.slop, row.ordered, row.least, row.halved)
        return self._lists.kept(field, key, lambda: self._found(row))

    def postings(self, query: q.Query) -> Postings | None:
        """The documents where a query finds something, and how often; None as for `find`."""
        row = self._row(query)
        return None if row is None or self._field(row) is None else self._found(row)

    def _field(self, row: _Row) -> str | None:
        """The field that all parts are in, or whose positions they all have; None where there is none."""
        fields = {place.field for part in row.parts for place in _places(part)}
        if len(fields) > 1:
            fields = set(map(self._positions_of, fields))
        return fields.pop() if len(fields) == 1 else None

    def alternatives(self, query: q.Query) -> list[q.Query]:
        """Queries that together find what one finds of whose parts some are alternatives that are no mere words.

        Returns:
            The query itself where there are none; nothing where these would be too many.
        """
        if known_kind(query, (whoosh_spans.SpanNear2,)) is None:
            return [query]
        choices = [self._choices(part) for part in query.qs]
        if prod(map(len, choices)) > _MOST_ROWS:
            return []
        return [
            whoosh_spans.SpanNear2(list(parts), query.slop, query.ordered, query.mindist) for parts in product(*choices)
        ]

    def _choices(self, part: q.Query) -> list[q.Query]:
        if known_kind(part, _ALTERNATIVES):
            if all(isinstance(some, q.Term | q.terms.MultiTerm) for some in part):
                return [part]
            return [choice for some in part for choice in self._choices(some)]
        return self.alternatives(part)

    def _positions_of(self, field: str) -> str:
        """The field whose positions a field has."""
        schema_field = self._lists.field(field)
        return schema_field.refines if isinstance(schema_field, REFINEMENT) else field

    def _found(self, row: _Row) -> Postings:
        places = [place for part in row.parts for place in _places(part)]
        size = self._lists.arrays.size
        if not all(len(place.docs) for place in places):
            return NO_POSTINGS
        if len(places) > len(row.parts) or not (row.ordered or len(places) == 1):
            return Postings(*spans_of(row.nested(), size))
        if row.slop == row.least == 1:
            return Postings(*neighbours(places, size))
        return Postings(*chained(places, size, row.slop, row.least))

    def _row(self, query: q.Query) -> _Row | None:
        """The parts of a query; None where only Whoosh knows."""
        halved, ordered, least = False, True, 1
        if known_kind(query, _KINDS) is None:
            return None
        match query:
            case q.Phrase():
                queries = [q.Term(query.fieldname, word) for word in query.words]
            case q.Sequence():
                queries, halved, ordered = list(query), True, bool(query.ordered)
            case whoosh_spans.SpanNear():
                queries, ordered, least = [query.a, query.b], bool(query.ordered), query.mindist
            case whoosh_spans.SpanNear2():
                queries, ordered, least = list(query.qs), bool(query.ordered), query.mindist
            case _:
                return None
        parts = [self._part(part) for part in queries]
        known = [part for part in parts if part is not None]
        # Whoosh lets stretches of text overlap where the least distance is none.
        if not known or len(known) < len(parts) or least < 1:
            return None
        return _Row(known, min(query.slop, _FARTHEST), ordered, min(least, _FARTHEST), halved)

    def _part(self, query: q.Query) -> Part | None:
        if known_kind(query, _ALTERNATIVES) and len(query):
            parts = [self._part(part) for part in query]
            places = [part for part in parts if isinstance(part, _Place)]
            return _Either(places) if len(places) == len(parts) else None
        if known_kind(query, (q.Term,)):
            text = self._lists.text(query.fieldname, query.text)
            return None if text is None else self._located(_Word(self._lists, query.fieldname, text))
        if isinstance(query, q.terms.MultiTerm):
            field = query.field()
            unknown = is_any(query) or self._lists.field(field) is None
            return None if unknown else self._located(_Words(self._lists, field, query))
        row = self._row(query)
        return row.nested() if row is not None and len(row.parts) > 1 else None

    def _located(self, place: _Place) -> _Place | None:
        """A place; None where its field has no positions that are known here."""
        held = [segment.fields.get(place.field) for segment in self._lists.arrays.segments]
        return place if all(field is None or field.has_positions for field in held) else None


def _places(part: Any) -> list[_Place]:
    return [*_places(part.first), *_places(part.second)] if isinstance(part, Near) else [part]


def _key(part: Any) -> Hashable:
    if isinstance(part, Near):
        return (_key(part.first), _key(part.second), part.slop, part.ordered, part.least)
    key: Hashable = part.key
    return key
