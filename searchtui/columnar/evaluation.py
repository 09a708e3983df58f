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

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q
from whoosh.fields import DATETIME, NUMERIC
from whoosh.query import spans as whoosh_spans
from whoosh.query.compound import DefaultOr, PreloadedOr, SplitOr
from whoosh.util.numeric import to_sortable

from searchtui.columnar import nodes
from searchtui.columnar.docsets import DocSet
from searchtui.columnar.expansion import Runs, is_any, runs
from searchtui.columnar.field import Field
from searchtui.columnar.kinds import evaluates_like
from searchtui.columnar.lists import Lists, Scored
from searchtui.columnar.matched import by_matcher
from searchtui.columnar.nodes import Node
from searchtui.columnar.postings import NO_POSTINGS, IndexArrays, Postings
from searchtui.columnar.ranking import Matches
from searchtui.columnar.scoring import FieldScoring

if TYPE_CHECKING:
    from searchtui.columnar.near import NearQueries

__all__ = ["Evaluator", "Maker"]


class Evaluator:
    """Evaluates queries on one generation of an index; safe from any thread.

    Args:
        arrays: of the generation.
        scoring: how the fields are scored; a match in a field that is not named here only selects documents.
        makers: how queries of further classes are evaluated.
        expansions: for further classes of queries that stand for several words, what these are.
    """

    def __init__(
        self,
        arrays: IndexArrays,
        scoring: Mapping[str, FieldScoring],
        makers: Mapping[type, Maker] | None = None,
        expansions: Mapping[type, Callable[[Any], Runs]] | None = None,
    ) -> None:
        self._arrays, self._scoring = arrays, scoring
        self._makers = dict(makers or {})
        self._lists = Lists(arrays, scoring, expansions)
        self._live = DocSet(arrays.size, mask=arrays.live)

    @property
    def lists(self) -> Lists:
        """The lists of words that queries are evaluated on."""
        return self._lists

    def evaluate(self, query: q.Query) -> Matches:
        """Every live document that matches, with its score."""
        return self.node(query).matches()

    def documents(self, query: q.Query) -> NDArray[np.int64]:
        """Every live document that matches, rising, shape (n,)."""
        return self.node(query).found.docs.astype(np.int64)

    def postings(self, query: q.Query) -> Postings | None:
        """Where a word, words taken as one, or a phrase occurs, and how often; None where that is not known."""
        if isinstance(query, q.Term | q.terms.MultiTerm):
            return self.lists.postings(query)
        return self._near.postings(query)

    def node(self, query: q.Query) -> Node:
        """What a query finds and how it scores, to be made part of something else."""
        if type(query) in self._makers:
            return self._makers[type(query)](self, query)
        for kind in type(query).__mro__:
            if kind in _MAKERS:
                node = _MAKERS[kind](self, query) if evaluates_like(type(query), kind) else None
                return self._unknown(query) if node is None else node
        return self._unknown(query)

    def masked(self, mask: NDArray[np.bool_]) -> Node:
        """Documents that are known, without scores.

        Args:
            mask: whether each document is meant; only live ones are, shape (size,).
        """
        return nodes.Fixed(DocSet(self._arrays.size, mask=mask))

    def listed(self, entry: Scored, boost: float = 1.0) -> Node:
        """A list of documents that is kept in `lists`."""
        return _boosted(nodes.Listed(self._arrays.size, entry), boost)

    def nothing(self) -> Node:
        """No documents."""
        return self.listed(Scored(NO_POSTINGS, self._arrays.size))

    def _parts(self, queries: Iterable[q.Query]) -> list[Node]:
        return [self.node(part) for part in queries]

    def _unknown(self, query: q.Query) -> Node:
        docs, scores = by_matcher(self._arrays.reader, self._scoring, query)
        alive = self._arrays.live[docs]
        found = DocSet(self._arrays.size, docs[alive].astype(np.int32))
        return nodes.Valued(found, scores[alive])

    def _everything(self) -> Node:
        return nodes.Fixed(self._live)

    # Words

    def _term(self, query: q.Term) -> Node:
        text = self._lists.text(query.fieldname, query.text)
        return self.nothing() if text is None else self.listed(self._lists.word(query.fieldname, text), query.boost)

    def _words(self, query: q.terms.MultiTerm) -> Node:
        field = query.field()
        if is_any(query):
            return self._having(field)
        if self._lists.field(field) is None:
            return self.nothing()
        return self.listed(self._lists.blended(query), getattr(query, "boost", 1.0))

    def _having(self, field: str) -> Node:
        return self.nothing() if self._lists.field(field) is None else self.masked(self._arrays.having(field))

    def _every(self, query: q.Every) -> Node:
        return self._everything() if query.fieldname is None else self._having(query.fieldname)

    @cached_property
    def _near(self) -> NearQueries:
        # Many searches are for single words, and done sooner than this is imported.
        from searchtui.columnar.near import NearQueries

        return NearQueries(self._lists)

    def _near_query(self, query: q.Query) -> Node | None:
        if isinstance(query, q.Phrase) and (self._lists.field(query.fieldname) is None or not query.words):
            return self.nothing()
        if isinstance(query, q.Sequence) and not len(query):
            return self.nothing()
        near = self._near
        found = [near.find(some) for some in near.alternatives(query)]
        entries = [entry for entry in found if entry is not None]
        if not found or len(entries) < len(found):
            return None
        parts = [self.listed(entry) for entry in entries]
        return _boosted(_one(nodes.Any, parts), getattr(query, "boost", 1.0))

    # Numbers

    def _numeric_range(self, query: q.NumericRange) -> Node | None:
        field = query.fieldname
        schema_field = self._lists.field(field)
        if not isinstance(schema_field, NUMERIC):
            return None
        bounds = _sortable_bounds(schema_field, query)
        if bounds is None:
            return self.nothing()
        if schema_field.column_type is not None and self._arrays.has_single_numbers(field):
            node = self.masked(self._in_column(field, schema_field, *bounds) & self._arrays.having(field))
        else:
            node = self.masked(self._in_terms(field, schema_field, *bounds))
        if field not in self._scoring:
            return node
        if query.constantscore:
            return nodes.Constant(node, float(query.boost))
        postings = Postings(node.found.docs, np.ones(len(node.found), np.float32))
        return self.listed(self._lists.scored(field, postings), query.boost)

    def _in_column(self, field: str, schema_field: NUMERIC, least: int, most: int) -> NDArray[np.bool_]:
        """The documents whose number in a column lies in a range; documents without one may be among them."""
        # The column of a date has the number itself, and not the form in which its terms are in order.
        shift = 1 << schema_field.bits - 1 if isinstance(schema_field, DATETIME) else 0
        return self._arrays.between(field, least - shift, most - shift)

    def _in_terms(self, field: str, schema_field: NUMERIC, least: int, most: int) -> NDArray[np.bool_]:
        """The documents that have a number in a range."""
        first, last = schema_field.sortable_to_bytes(least), schema_field.sortable_to_bytes(most)

        def found(held: Field) -> Iterable[tuple[int, int]]:
            end = held.find(last)
            return runs(range(held.find(first), end + (end < len(held) and held[end] == last)))

        def made() -> NDArray[np.bool_]:
            return DocSet(self._arrays.size, self._arrays.blended(field, found).docs).mask

        return self._arrays.mask(("in terms", field, least, most), made)

    # Compounds

    def _and(self, query: q.And) -> Node:
        wanted = self._parts(part for part in query if not isinstance(part, q.Not))
        banned = self._parts(part.query for part in query if isinstance(part, q.Not))
        if not (wanted or banned):
            return self.nothing()
        node = _one(nodes.All, wanted) if wanted else self._everything()
        return _boosted(nodes.AndNot(node, _one(nodes.Any, banned)) if banned else node, query.boost)

    def _or(self, query: q.Or) -> Node | None:
        if query.scale:
            return None
        parts = self._parts(query)
        return _boosted(_one(nodes.Any, parts), query.boost) if parts else self.nothing()

    def _best(self, query: q.DisjunctionMax) -> Node:
        parts = self._parts(query)
        if not parts:
            return self.nothing()
        return _boosted(_one(lambda some: nodes.Best(some, float(query.tiebreak)), parts), query.boost)

    def _not(self, query: q.Not) -> Node:
        return nodes.Complement(self.node(query.query), self._live)

    def _and_not(self, query: q.AndNot) -> Node:
        return nodes.AndNot(self.node(query.a), self.node(query.b))

    def _require(self, query: q.Require) -> Node:
        return nodes.Within(self.node(query.a), self.node(query.b))

    def _and_maybe(self, query: q.AndMaybe) -> Node:
        return nodes.AndMaybe(self.node(query.a), self.node(query.b))

    def _otherwise(self, query: q.Otherwise) -> Node:
        first = self.node(query.a)
        return first if len(first.found) else self.node(query.b)

    def _constant(self, query: q.ConstantScoreQuery) -> Node:
        return nodes.Constant(self.node(query.child), float(query.score))

    def _null(self, query: q.Query) -> Node:  # noqa: ARG002 - one of the makers
        return self.nothing()


def _boosted(node: Node, boost: float) -> Node:
    return node if boost == 1.0 else nodes.Boosted(node, float(boost))


def _one(join: Callable[[list[Node]], Node], parts: list[Node]) -> Node:
    """Several parts as one."""
    return parts[0] if len(parts) == 1 else join(parts)


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


Maker = Callable[[Evaluator, Any], Node]
"""Makes the node for a query of one class."""

_MAKERS: dict[type, Callable[[Evaluator, Any], Node | None]] = {
    q.Term: Evaluator._term,
    q.terms.MultiTerm: Evaluator._words,
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
    q.Phrase: Evaluator._near_query,
    q.Sequence: Evaluator._near_query,
    whoosh_spans.SpanNear: Evaluator._near_query,
    whoosh_spans.SpanNear2: Evaluator._near_query,
    type(q.NullQuery): Evaluator._null,
}
