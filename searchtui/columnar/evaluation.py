"""A Whoosh query tree evaluated on arrays: every matching document with its score, no limit, no skipping.

Whoosh's own collectors give a wrong top N with `limit=` for several kinds of trees and count only what they looked at;
here each node becomes an array of documents, so counts are exact by construction.

Scores are those of Whoosh under `LuceneBM25`, except where that would rank by how a query is written rather than by
what is found:

* A field that is not named in the scoring only selects: its matches add nothing.
* A prefix, pattern, range or misspelt word (every `MultiTerm`) is scored as one word that occurs wherever one of its
  words does, `constantscore` or not. Whoosh adds up the scores of the single words, or gives 1.0 when they are many.
* A phrase, sequence or near query is scored as one word that occurs as often as the whole does. Whoosh adds up the
  scores of its words, near each other or not.
* `Not` and `Every` add nothing; Whoosh adds 1.0.
* A range of numbers or dates has the constant score that Whoosh gives it where its field is scored, and else none.
* A document's score in a `DisjunctionMax` is that of its best part, and `tiebreak` times the scores of the others.
* The boost of an `And`, `Or` or `DisjunctionMax` of one part counts.
* `Otherwise` chooses between its parts once for all segments together.

A kind of node that is not known here is evaluated, and scored, by its own Whoosh matcher.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.fields import NUMERIC, FieldType
from whoosh.query import spans as whoosh_spans
from whoosh.query.compound import DefaultOr, PreloadedOr, SplitOr
from whoosh.util.numeric import to_sortable

from searchtui.columnar import nodes
from searchtui.columnar.cache import BoundedCache
from searchtui.columnar.docsets import Docs, DocSet
from searchtui.columnar.expansion import Runs, expansion, runs
from searchtui.columnar.matched import by_matcher
from searchtui.columnar.nodes import Node, Scored, Scores
from searchtui.columnar.postings import NO_POSTINGS, IndexArrays, Postings
from searchtui.columnar.ranking import Matches
from searchtui.columnar.scoring import FieldScoring, bm25, idf, normalisation
from searchtui.columnar.spans import Near, Occurrences, Place, chained, neighbours, spans_of

__all__ = ["Evaluator"]

_LIST_BYTES = 112 << 20
"""For lists of documents that are kept from one query to the next."""


class Evaluator:
    """Evaluates queries on one generation of an index; safe from any thread.

    Args:
        arrays: of the generation.
        scoring: how the fields are scored; a match in a field that is not named here only selects documents.
    """

    def __init__(self, arrays: IndexArrays, scoring: dict[str, FieldScoring]) -> None:
        self._arrays = arrays
        self._scoring = scoring
        self._norms: dict[str, NDArray[np.float32] | np.float32] = {}
        self._lists: BoundedCache[Scored] = BoundedCache(_LIST_BYTES, lambda entry: entry.nbytes)
        self._live = DocSet(arrays.size, mask=arrays.live)

    def evaluate(self, query: q.Query) -> Matches:
        """Every live document that matches, with its score."""
        return self._node(query).matches()

    def documents(self, query: q.Query) -> NDArray[np.int64]:
        """Every live document that matches, rising, shape (n,)."""
        return self._node(query).found.docs.astype(np.int64)

    # Nodes

    def _node(self, query: q.Query) -> Node:
        for kind in type(query).__mro__:
            make = _MAKERS.get(kind)
            if make is not None and _evaluates_like(type(query), kind):
                node = make(self, query)
                if node is not None:
                    return node
                break
        return self._unknown(query)

    def _nothing(self) -> Node:
        return nodes.Listed(self._arrays.size, Scored(NO_POSTINGS, None))

    def _everything(self) -> Node:
        return nodes.Fixed(self._live)

    def _masked(self, mask: NDArray[np.bool_]) -> Node:
        return nodes.Fixed(DocSet(self._arrays.size, mask=mask))

    def _boosted(self, node: Node, query: q.Query) -> Node:
        boost = float(query.boost)
        return node if boost == 1.0 else nodes.Boosted(node, boost)

    def _listed(self, field: str, key: Hashable, make: Callable[[], Postings], boost: float = 1.0) -> Node:
        """A list of documents, kept under its key; scored as one word if its field is."""
        return self._boost_list(self._entry(field, key, make), boost)

    def _boost_list(self, entry: Scored, boost: float) -> Node:
        node = nodes.Listed(self._arrays.size, entry)
        return node if boost == 1.0 else nodes.Boosted(node, boost)

    def _entry(self, field: str, key: Hashable, make: Callable[[], Postings]) -> Scored:
        return self._lists.get(key, lambda: self._scored(field, make()))

    def _scored(self, field: str, postings: Postings) -> Scored:
        scoring = self._scoring.get(field)
        if scoring is None:
            return Scored(postings, None)
        known, norms = scoring, self._norm(field, scoring)
        rarity = idf(self._arrays.documents, len(postings.docs))

        def score(docs: Docs, frequencies: Scores) -> Scores:
            here = norms if isinstance(norms, np.float32) else norms[docs.astype(np.intp)]
            return bm25(frequencies, here, rarity, known)

        return Scored(postings, score)

    def _norm(self, field: str, scoring: FieldScoring) -> NDArray[np.float32] | np.float32:
        if field not in self._norms:
            lengths, average = None, 0.0
            if scoring.lengths is not None:
                lengths = self._arrays.lengths(scoring.lengths)
                average = self._arrays.average_length(scoring.lengths)
            self._norms[field] = normalisation(lengths, average, scoring)
        return self._norms[field]

    def _field(self, name: str | None) -> FieldType | None:
        schema = self._arrays.reader.schema
        return schema[name] if name is not None and name in schema else None

    def _unknown(self, query: q.Query) -> Node:
        docs, scores = by_matcher(self._arrays.reader, self._scoring, query)
        alive = self._arrays.live[docs]
        found = DocSet(self._arrays.size, docs[alive].astype(np.int32))
        return nodes.Valued(found, scores[alive])

    # Words

    def _term(self, query: q.Term) -> Node:
        text = self._text(query.fieldname, query.text)
        return self._nothing() if text is None else self._boost_list(self._word(query.fieldname, text), query.boost)

    def _word(self, field: str, text: bytes) -> Scored:
        return self._entry(field, (q.Term, field, text), lambda: self._arrays.term(field, text))

    def _text(self, field: str, text: Any) -> bytes | None:
        """A word as the field has it; None where it can have no such word."""
        schema_field = self._field(field)
        if schema_field is None or isinstance(text, bytes):
            return text if schema_field is not None else None
        try:
            return bytes(schema_field.to_bytes(text))
        except ValueError:
            return None

    def _words(self, query: q.terms.MultiTerm) -> Node | None:
        """All words that a prefix, pattern or range stands for, scored as one word."""
        field = query.field()
        if self._field(field) is None:
            return self._nothing()
        if _is_any(query):
            return self._boosted(self._having(field), query)
        return self._boost_list(self._blended(query), getattr(query, "boost", 1.0))

    def _blended(self, query: q.terms.MultiTerm) -> Scored:
        field = query.field()
        return self._entry(field, _multi_term_key(query), lambda: self._arrays.blended(field, self._runs(query)))

    def _runs(self, query: q.terms.MultiTerm) -> Runs:
        field = query.field()
        known = expansion(query, self._arrays.reader.schema[field])
        if known is not None:
            return known
        found = {self._text(field, text) for text in query._btexts(self._arrays.reader) if text}
        texts = sorted(text for text in found if text is not None)
        return lambda held: runs(number for text in texts if (number := held.number(text)) is not None)

    def _having(self, field: str) -> Node:
        return self._masked(self._arrays.having(field))

    def _every(self, query: q.Every) -> Node:
        if query.fieldname is None:
            return self._everything()
        return self._nothing() if self._field(query.fieldname) is None else self._having(query.fieldname)

    # Numbers

    def _numeric_range(self, query: q.NumericRange) -> Node | None:
        schema_field = self._field(query.fieldname)
        if not isinstance(schema_field, NUMERIC):
            return None
        bounds = _sortable_bounds(schema_field, query)
        if bounds is None:
            return self._nothing()
        node = self._number_column(query.fieldname, schema_field, *bounds)
        if node is None:
            field = query.fieldname
            first, last = (schema_field.sortable_to_bytes(bound) for bound in bounds)
            terms = q.TermRange(field, first, last)
            node = nodes.Listed(
                self._arrays.size,
                self._lists.get(
                    (q.NumericRange, field, first, last),
                    lambda: Scored(self._arrays.blended(field, self._runs(terms)), None),
                ),
            )
        if query.fieldname not in self._scoring:
            return node
        if query.constantscore:
            return nodes.Constant(node, float(query.boost))
        postings = Postings(node.found.docs, np.ones(len(node.found), np.float32))
        return self._boost_list(self._scored(query.fieldname, postings), query.boost)

    def _number_column(self, field: str, schema_field: NUMERIC, least: int, most: int) -> Node | None:
        """The documents whose number lies in a range, by the field's column; None where it does not have them all.

        The column holds one number a document, and a number where a document has none.
        """
        column = getattr(schema_field, "column_type", None)
        if column is None or not self._arrays.has_single_numbers(field):
            return None
        mask = self._arrays.between(field, least, most)
        return self._masked(mask & self._arrays.having(field))

    # Compounds

    def _parts(self, queries: Iterable[q.Query]) -> list[Node]:
        return [self._node(part) for part in queries]

    def _and(self, query: q.And) -> Node:
        wanted = self._parts(part for part in query if not isinstance(part, q.Not))
        banned = self._parts(part.query for part in query if isinstance(part, q.Not))
        if not wanted:
            if not banned:
                return self._nothing()
            wanted = [self._everything()]
        node = wanted[0] if len(wanted) == 1 else nodes.All(wanted)
        if banned:
            node = nodes.AndNot(node, banned[0] if len(banned) == 1 else nodes.Any(banned))
        return self._boosted(node, query)

    def _or(self, query: q.Or) -> Node | None:
        if getattr(query, "scale", None):
            return None
        parts = self._parts(query)
        if not parts:
            return self._nothing()
        return self._boosted(parts[0] if len(parts) == 1 else nodes.Any(parts), query)

    def _best(self, query: q.DisjunctionMax) -> Node:
        parts = self._parts(query)
        if not parts:
            return self._nothing()
        return self._boosted(parts[0] if len(parts) == 1 else nodes.Best(parts, float(query.tiebreak)), query)

    def _not(self, query: q.Not) -> Node:
        return nodes.Complement(self._node(query.query), self._live)

    def _and_not(self, query: q.AndNot) -> Node:
        return nodes.AndNot(self._node(query.a), self._node(query.b))

    def _require(self, query: q.Require) -> Node:
        return nodes.Within(self._node(query.a), self._node(query.b))

    def _and_maybe(self, query: q.AndMaybe) -> Node:
        return nodes.AndMaybe(self._node(query.a), self._node(query.b))

    def _otherwise(self, query: q.Otherwise) -> Node:
        first = self._node(query.a)
        return first if len(first.found) else self._node(query.b)

    def _constant(self, query: q.ConstantScoreQuery) -> Node:
        return nodes.Constant(self._node(query.child), float(query.score))

    def _null(self, query: q.Query) -> Node:  # noqa: ARG002 - one of the makers
        return self._nothing()

    # Words near each other

    def _phrase(self, query: q.Phrase) -> Node | None:
        schema_field = self._field(query.fieldname)
        if schema_field is None or not query.words:
            return self._nothing()
        if not self._has_positions(query.fieldname):
            return None
        texts = [self._text(query.fieldname, word) for word in query.words]
        if None in texts:
            return self._nothing()
        places: list[_Place] = [_Word(self, query.fieldname, text) for text in texts if text is not None]
        key = (q.Phrase, query.fieldname, tuple(texts), query.slop)
        return self._listed(query.fieldname, key, lambda: self._row(places, query.slop, 1), query.boost)

    def _sequence(self, query: q.Sequence) -> Node | None:
        parts = [self._near(part) for part in query]
        if not parts:
            return self._nothing()
        if any(part is None for part in parts):
            return None
        return self._near_node(query, [part for part in parts if part is not None], 1, float(query.boost), halved=True)

    def _span_near(self, query: whoosh_spans.SpanNear) -> Node | None:
        return self._span_near_of(query, [query.a, query.b])

    def _span_near2(self, query: whoosh_spans.SpanNear2) -> Node | None:
        return self._span_near_of(query, query.qs)

    def _span_near_of(self, query: Any, queries: Sequence[q.Query]) -> Node | None:
        parts = [self._near(part) for part in queries]
        if not parts or any(part is None for part in parts):
            return None
        return self._near_node(query, [part for part in parts if part is not None], query.mindist, 1.0)

    def _near_node(
        self, query: Any, parts: list[Near | _Place], least: int, boost: float, *, halved: bool = False
    ) -> Node | None:
        """Parts near each other; None where that is only known to Whoosh: of several fields, or overlapping."""
        places = [place for part in parts for place in _places(part)]
        fields = {place.field for place in places}
        if len(fields) != 1 or least < 1:
            return None
        (field,) = fields
        plain = query.ordered and all(isinstance(part, _Place) for part in parts)
        key = (type(query), tuple(map(_near_key, parts)), query.slop, bool(query.ordered), least)

        def made() -> Postings:
            if plain:
                return self._row(places, query.slop, least)
            whole = _nested(parts, query.slop, bool(query.ordered), least, halved=halved)
            return Postings(*spans_of(whole, self._arrays.size))

        return self._listed(field, key, made, boost)

    def _near(self, query: q.Query) -> Near | _Place | None:
        """A part of a near query; None where its positions are only known to Whoosh."""
        match query:
            case q.Term() if _evaluates_like(type(query), q.Term):
                text = self._text(query.fieldname, query.text)
                return self._placed(query.fieldname, None if text is None else _Word(self, query.fieldname, text))
            case q.terms.MultiTerm() if not _is_any(query):
                field = query.field()
                return self._placed(field, _Words(self, field, query) if self._field(field) is not None else None)
            case q.Phrase() if type(query) is q.Phrase and len(query.words) > 1:
                words = [self._near(q.Term(query.fieldname, word)) for word in query.words]
                return self._nested_near(words, query.slop, ordered=True, least=1)
            case q.Sequence() if type(query) is q.Sequence and len(query) > 1:
                parts = [self._near(part) for part in query]
                return self._nested_near(parts, query.slop, ordered=query.ordered, least=1, halved=True)
            case whoosh_spans.SpanNear() if type(query) is whoosh_spans.SpanNear:
                parts = [self._near(query.a), self._near(query.b)]
                return self._nested_near(parts, query.slop, ordered=query.ordered, least=query.mindist)
            case whoosh_spans.SpanNear2() if type(query) is whoosh_spans.SpanNear2 and len(query.qs) > 1:
                parts = [self._near(part) for part in query.qs]
                return self._nested_near(parts, query.slop, ordered=query.ordered, least=query.mindist)
        return None

    @staticmethod
    def _nested_near(
        parts: list[Near | _Place | None], slop: int, *, ordered: bool, least: int, halved: bool = False
    ) -> Near | None:
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or least < 1:
            return None
        nested = _nested(known, slop, ordered, least, halved=halved)
        return nested if isinstance(nested, Near) else None

    def _placed(self, field: str, place: _Place | None) -> _Place | None:
        return place if place is not None and self._has_positions(field) else None

    def _has_positions(self, field: str) -> bool:
        held = [segment.fields[field] for segment in self._arrays.segments if field in segment.fields]
        return all(some.has_positions for some in held)

    def _row(self, places: Sequence[_Place], slop: int, least: int) -> Postings:
        """Where words follow each other in order, from `least` to `slop` positions apart."""
        if slop == least == 1:
            return Postings(*neighbours(places, self._arrays.size))
        return Postings(*chained(places, self._arrays.size, slop, least))


@dataclass(frozen=True)
class _Place(ABC):
    """A word of a phrase, or several of which any may stand there.

    Args:
        evaluator: of the index.
        field: that it is in.
    """

    evaluator: Evaluator
    field: str

    @property
    @abstractmethod
    def single(self) -> bool:
        """Whether it is one word."""

    @property
    @abstractmethod
    def key(self) -> Hashable:
        """What tells it from others."""

    @property
    @abstractmethod
    def docs(self) -> Docs:
        """The documents that hold it, rising."""

    @abstractmethod
    def within(self, docs: Docs, which: NDArray[np.int64]) -> Occurrences:
        """Where it occurs in some of its documents; see `spans.Place`."""


@dataclass(frozen=True)
class _Word(_Place):
    text: bytes

    @property
    def single(self) -> bool:
        """It is one word."""
        return True

    @property
    def key(self) -> Hashable:
        """What tells it from others."""
        return (self.field, self.text)

    @cached_property
    def entry(self) -> Scored:
        """Where it is."""
        return self.evaluator._word(self.field, self.text)

    @property
    def docs(self) -> Docs:
        """The documents that hold it, rising."""
        return self.entry.docs

    def within(self, docs: Docs, which: NDArray[np.int64]) -> Occurrences:
        """Where it occurs in some of its documents."""
        counts, positions = self.evaluator._arrays.occurrences(self.entry.postings, which)
        ranks = np.arange(len(docs))
        return Occurrences(ranks if len(positions) == len(docs) else np.repeat(ranks, counts), positions)


@dataclass(frozen=True)
class _Words(_Place):
    query: q.terms.MultiTerm

    @property
    def single(self) -> bool:
        """It is several words."""
        return False

    @property
    def key(self) -> Hashable:
        """What tells it from others."""
        return _multi_term_key(self.query)

    @cached_property
    def docs(self) -> Docs:
        """The documents that hold it, rising."""
        return self.evaluator._blended(self.query).docs

    def within(self, docs: Docs, which: NDArray[np.int64]) -> Occurrences:  # noqa: ARG002 - of single words only
        """Where one of the words occurs in some of their documents; not in order."""
        runs_of = self.evaluator._runs(self.query)
        return Occurrences(*self.evaluator._arrays.range_occurrences(self.field, runs_of, docs))


def _places(part: Near | _Place) -> list[_Place]:
    return [*_places(part.first), *_places(part.second)] if isinstance(part, Near) else [part]  # type: ignore[arg-type]


def _near_key(part: Any) -> Hashable:
    if isinstance(part, Near):
        return (_near_key(part.first), _near_key(part.second), part.slop, bool(part.ordered), part.least)
    key: Hashable = part.key
    return key


def _nested(parts: Sequence[Any], slop: int, ordered: bool, least: int, *, halved: bool) -> Near | Place:
    """Several parts near each other as pairs: each with the row before it, or, as in a `Sequence`, half with half."""
    if len(parts) == 1:
        part: Near | Place = parts[0]
        return part
    cut = len(parts) // 2 if halved else len(parts) - 1
    first = _nested(parts[:cut], slop, ordered, least, halved=halved)
    second = _nested(parts[cut:], slop, ordered, least, halved=halved)
    return Near(first, second, slop, ordered, least)


def _is_any(query: q.Query) -> bool:
    """Whether a pattern stands for every word of its field."""
    kind = type(query)
    return (kind is q.Prefix and not query.text) or (kind, getattr(query, "text", None)) in (
        (q.Wildcard, "*"),
        (q.Regex, ".*"),
    )


def _multi_term_key(query: q.terms.MultiTerm) -> Hashable:
    """What tells the words that a query stands for from those of any other query."""
    kind = type(query)
    if kind in (q.Prefix, q.Wildcard, q.Regex):
        return (kind, query.fieldname, query.text)
    if kind is q.FuzzyTerm:
        return (kind, query.fieldname, query.text, query.maxdist, query.prefixlength)
    if kind is q.TermRange:
        return (kind, query.fieldname, query.start, query.end, query.startexcl, query.endexcl)
    return (kind, query)


def _sortable_bounds(schema_field: NUMERIC, query: q.NumericRange) -> tuple[int, int] | None:
    """The first and the last number of a range in the form in which the field's terms are in order; None for no range.

    Raises:
        ValueError: a bound is no number of the field.
    """
    least, most = 0, 2**schema_field.bits - 1
    if query.start is not None:
        least = _sortable(schema_field, query.start) + bool(query.startexcl)
    if query.end is not None:
        most = _sortable(schema_field, query.end) - bool(query.endexcl)
    return (least, most) if least <= most else None


def _sortable(schema_field: NUMERIC, number: Any) -> int:
    prepared = schema_field.prepare_number(number)
    return int(to_sortable(schema_field.numtype, schema_field.bits, schema_field.signed, prepared))


def _evaluates_like(kind: type[q.Query], known: type[q.Query]) -> bool:
    """Whether a class finds its documents as the class that it is made from does."""
    return all(getattr(kind, name, None) is getattr(known, name, None) for name in ("matcher", "_matcher"))


_MAKERS: dict[type, Callable[[Evaluator, Any], Node | None]] = {
    q.Term: Evaluator._term,
    q.terms.MultiTerm: Evaluator._words,
    q.terms.PatternQuery: Evaluator._words,
    q.Prefix: Evaluator._words,
    q.Wildcard: Evaluator._words,
    q.Regex: Evaluator._words,
    q.NumericRange: Evaluator._numeric_range,
    q.Every: Evaluator._every,
    q.And: Evaluator._and,
    q.Or: Evaluator._or,
    DefaultOr: Evaluator._or,
    SplitOr: Evaluator._or,
    PreloadedOr: Evaluator._or,
    q.DisjunctionMax: Evaluator._best,
    q.Not: Evaluator._not,
    q.AndNot: Evaluator._and_not,
    q.Require: Evaluator._require,
    q.AndMaybe: Evaluator._and_maybe,
    q.Otherwise: Evaluator._otherwise,
    q.ConstantScoreQuery: Evaluator._constant,
    q.Phrase: Evaluator._phrase,
    q.Sequence: Evaluator._sequence,
    whoosh_spans.SpanNear: Evaluator._span_near,
    whoosh_spans.SpanNear2: Evaluator._span_near2,
    type(q.NullQuery): Evaluator._null,
}
