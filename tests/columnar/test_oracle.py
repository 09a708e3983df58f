"""Random documents, updates, deletions, merges and query trees: three ways of finding, which must agree.

The evaluation on arrays; stock Whoosh on an index of its own codec, searched with `limit=None` (a limit gives a wrong
top N) and the same weighting; and a scan that looks at each word. Stock Whoosh keeps the length of a field in one byte,
which is exact up to ten words, and no text here is longer; the frequencies and lengths that are scored are therefore
the same everywhere.

The scan is what is right. It is all there is to compare with where our scores mean something else than Whoosh's (see
`searchtui.columnar.evaluation`), and where stock Whoosh is wrong:

* `Not` finds deleted documents, some or none of them as it happens that a matcher comes to its end and is replaced.
* `AndMaybe`, where it is part of an `And`, forgets at times what its second part adds.
* `AndNot` does not look whether the first document is banned.
* `Otherwise` chooses anew in each segment.
* `DisjunctionMax` takes the greater of two scores though they are of different documents, loses documents when a part
  comes to its end, and does not know its `tiebreak`.
* An `And`, `Or` or `DisjunctionMax` of one part forgets its boost.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh import query as q
from whoosh.codec import default_codec
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.query.spans import SpanNear, SpanNear2, SpanQuery
from whoosh.util.numeric import byte_to_length, length_to_byte

from searchtui.analysis import WordAnalyzer
from searchtui.columnar import (
    ColumnarCodec,
    Evaluator,
    FieldScoring,
    IndexArrays,
    LuceneBM25,
    docsets,
    lists,
    nodes,
    packing,
    postings,
    spans,
)
from tests.columnar.truth import Document, Truth, day
from tests.examples import examples

# Some distributions of Whoosh keep the temporary files of all indexes of one name in one place.
NAME = f"ORACLE{os.getpid()}"

WORDS = ["ally", "alps", "als", "bear", "beat", "cold", "war"]
SCORING = {
    "text": FieldScoring(k1=0.9, b=0.4, lengths="text"),
    "title": FieldScoring(k1=1.2, b=0.0, weight=0.5),
}
MOST_WORDS = 10

# Documents and what becomes of them


@dataclass
class Batch:
    """What is written in one session.

    Args:
        written: documents by name; one that is there already is replaced.
        removed: names of documents.
        merge: whether Whoosh may merge small segments.
    """

    written: dict[str, Document] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    merge: bool = False


@dataclass
class History:
    """All sessions, and whether everything becomes one segment at last."""

    batches: list[Batch]
    optimize: bool = False

    def documents(self) -> dict[str, Document]:
        """What there is at last."""
        held: dict[str, Document] = {}
        for batch in self.batches:
            held = {name: fields for name, fields in held.items() if name not in batch.removed} | batch.written
        return held


names = st.integers(0, 9).map(str)
numbers = st.integers(-5, 5)
documents = st.fixed_dictionaries(
    {"text": st.lists(st.sampled_from(WORDS), max_size=MOST_WORDS)},
    optional={
        "title": st.lists(st.sampled_from(WORDS), max_size=3),
        "tag": st.lists(st.sampled_from(["red", "green"]), min_size=1, max_size=2, unique=True),
        "number": numbers,
        "several": st.lists(numbers, min_size=1, max_size=3, unique=True),
        "day": st.integers(0, 9).map(day),
    },
)
batches = st.builds(
    Batch,
    st.dictionaries(names, documents, max_size=6),
    st.lists(names, max_size=2).map(tuple),
    st.booleans(),
)
histories = st.builds(History, st.lists(batches, min_size=1, max_size=4), st.booleans())

# Frequencies and positions that need more than a byte.
long_texts = st.builds(
    lambda words, times: {"text": words * times},
    st.lists(st.sampled_from(WORDS), max_size=MOST_WORDS),
    st.sampled_from([1, 40, 300]),
)
long_batches = st.builds(Batch, st.dictionaries(names, long_texts, max_size=4), st.lists(names, max_size=1).map(tuple))
long_histories = st.builds(History, st.lists(long_batches, min_size=1, max_size=3), st.booleans())


def schema() -> fields.Schema:
    words = WordAnalyzer(stemmed=False)
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        text=fields.TEXT(analyzer=words, phrase=True),
        title=fields.TEXT(analyzer=words, phrase=True),
        tag=fields.KEYWORD(),
        number=fields.NUMERIC(int, sortable=True),
        several=fields.NUMERIC(int, sortable=True),
        day=fields.DATETIME(sortable=True),
    )


def values(document: Document) -> dict[str, Any]:
    return {name: " ".join(value) if name in ("text", "title", "tag") else value for name, value in document.items()}


def write(history: History, codec: Any, name: str) -> FileIndex:
    index = RamStorage().create_index(schema(), name)
    for batch in history.batches:
        writer = index.writer(codec=codec())
        for removed in batch.removed:
            writer.delete_by_term("id", removed)
        for name, document in batch.written.items():
            writer.update_document(id=name, **values(document))
        writer.commit(merge=batch.merge)
    if history.optimize:
        index.writer(codec=codec()).commit(optimize=True)
    return index


# Queries

words = st.sampled_from([*WORDS, "absent"])
boosts = st.sampled_from([1.0, 1.0, 0.5, 3.0])
text_or_title = st.sampled_from(["text", "text", "title"])
terms = st.builds(q.Term, text_or_title, words, boost=boosts)
phrases = st.builds(q.Phrase, text_or_title, st.lists(words, min_size=1, max_size=4), st.integers(1, 3), boosts)
patterns = st.one_of(
    st.builds(q.Prefix, text_or_title, st.sampled_from(["", "a", "al", "be", "x", "wa"]), boost=boosts),
    st.builds(q.Wildcard, text_or_title, st.sampled_from(["*", "*a*", "b?a*", "c*d", "?ar", "[ab]*", "ally", "zz*"])),
    st.builds(q.Regex, text_or_title, st.sampled_from([".*", "al", "al+", "ally*$", "bea|war", "^c", "b[aeiou]a[rt]"])),
    st.builds(q.FuzzyTerm, text_or_title, words, boosts, st.integers(1, 2), st.integers(0, 2)),
    st.builds(
        q.TermRange,
        text_or_title,
        st.sampled_from([None, "alps", "b", "bear"]),
        st.sampled_from([None, "als", "beat", "cz"]),
        st.booleans(),
        st.booleans(),
        boosts,
    ),
)
days = st.none() | st.integers(-1, 10).map(day)
bounds = st.none() | st.integers(-6, 6)
ranges = st.one_of(
    st.builds(q.NumericRange, st.sampled_from(["number", "several"]), bounds, bounds, st.booleans(), st.booleans()),
    st.builds(q.DateRange, st.just("day"), days, days, st.booleans(), st.booleans()),
)
near_leaves = st.one_of(
    st.builds(q.Term, st.just("text"), words),
    st.builds(q.Prefix, st.just("text"), st.sampled_from(["a", "be", "x"])),
    st.builds(q.FuzzyTerm, st.just("text"), words),
    st.builds(q.Phrase, st.just("text"), st.lists(words, min_size=2, max_size=3), st.integers(1, 2)),
)
slops = st.integers(1, 4)
nears = st.recursive(
    near_leaves,
    lambda parts: st.one_of(
        st.builds(q.Sequence, st.lists(parts, min_size=2, max_size=3), slops, st.booleans()),
        st.builds(SpanNear, parts, parts, slops, st.booleans(), st.integers(1, 2)),
        st.builds(SpanNear2, st.lists(parts, min_size=2, max_size=3), slops, st.booleans(), st.integers(1, 2)),
    ),
    max_leaves=4,
).filter(lambda query: isinstance(query, q.Sequence | SpanQuery))
filters = st.one_of(
    ranges,
    st.builds(q.Every, st.sampled_from([None, "text", "title", "tag", "number", "day"])),
    st.builds(q.Term, st.just("tag"), st.sampled_from(["red", "green", "blue"])),
    st.just(q.NullQuery),
)


def compounds(parts: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    some = st.lists(parts, max_size=4)
    return st.one_of(
        st.builds(q.And, some, boosts),
        st.builds(q.Or, some, boosts),
        st.builds(lambda a, b: q.And([a, q.Not(b)]), parts, parts),
        st.builds(q.AndNot, parts, parts),
        st.builds(q.Require, parts, parts),
        st.builds(q.AndMaybe, parts, parts),
        st.builds(q.Otherwise, parts, parts),
        st.builds(q.DisjunctionMax, some, boosts, st.sampled_from([0.0, 0.3])),
        st.builds(q.Not, parts),
        st.builds(q.ConstantScoreQuery, parts, st.sampled_from([0.0, 2.0])),
    )


trees = st.recursive(st.one_of(terms, terms, phrases, patterns, nears, filters), compounds, max_leaves=8)

plain = st.recursive(
    terms,
    lambda parts: st.one_of(
        st.builds(q.And, st.lists(parts, min_size=2, max_size=4), boosts),
        st.builds(q.Or, st.lists(parts, min_size=2, max_size=4), boosts),
        st.builds(q.Require, parts, terms | patterns | ranges),
        st.builds(q.ConstantScoreQuery, parts, st.just(2.0)),
    ),
    max_leaves=8,
)
everyday = plain | st.builds(q.AndMaybe, plain, plain)
"""Trees whose documents and scores stock Whoosh gets right, and means as we do."""


THRESHOLDS: dict[tuple[ModuleType, str], list[int]] = {
    (nodes, "_DENSE"): [0, 3, 1 << 20],
    (nodes, "_FEW"): [0, 1 << 20],
    (nodes, "MARKED"): [0, 3, 1 << 20],
    (docsets, "MARKED"): [0, 3, 1 << 20],
    (docsets, "_SEARCH_COST"): [0, 2, 1 << 20],
    (docsets, "_NOTED"): [0, 2, 1 << 20],
    (lists, "_LARGE"): [0, 4, 1 << 20],
    (lists, "_FEW"): [0, 1 << 20],
    (postings, "_DENSE"): [0, 1 << 20],
    (postings, "MARKED"): [0, 1 << 20],
    (packing, "_FEW"): [0, 1 << 20],
    (spans, "_AT_A_TIME"): [1, 1 << 20],
}
"""What decides which way of several is taken, and values that lead to each."""


def has_not(query: q.Query) -> bool:
    """Whether anything is negated in a tree."""
    return isinstance(query, q.Not) or any(map(has_not, query.children()))


checked = settings(deadline=None, max_examples=examples(100), suppress_health_check=[HealthCheck.too_slow])

# Three ways of finding


def evaluated(index: FileIndex, query: q.Query) -> list[tuple[str, float]]:
    """By the evaluation on arrays: in the order of documents."""
    reader = index.reader()
    found = Evaluator(IndexArrays(reader), SCORING).evaluate(query)
    assert (found.docs[1:] > found.docs[:-1]).all()
    ids = [reader.stored_fields(doc)["id"] for doc in found.docs.tolist()]
    return list(zip(ids, found.scores.tolist(), strict=True))


def searched(index: FileIndex, query: q.Query) -> list[tuple[str, float]]:
    """By Whoosh: in the order of documents."""
    with index.searcher(weighting=LuceneBM25(SCORING)) as searcher:
        results = searcher.search(query, limit=None)
        found = sorted((doc, score) for score, doc in results.top_n)
        return [(searcher.stored_fields(doc)["id"], score) for doc, score in found]


def outcome(index: FileIndex, query: q.Query) -> list[tuple[str, float]] | None:
    """What Whoosh finds; None where it fails: there are trees that it cannot search for, in any index."""
    try:
        return searched(index, query)
    except Exception:  # of many kinds
        return None


def assert_same(found: list[tuple[str, float]], expected: list[tuple[str, float]]) -> None:
    assert [name for name, _ in found] == [name for name, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], rel=1e-3, abs=1e-5)


def test_the_byte_that_whoosh_keeps_is_exact_for_these_lengths() -> None:
    assert all(byte_to_length(length_to_byte(length)) == length for length in range(MOST_WORDS + 1))


@checked
@given(histories, trees)
def test_documents_and_scores_are_those_of_a_scan(history: History, query: q.Query) -> None:
    index = write(history, ColumnarCodec, NAME)
    expected = Truth(history.documents(), SCORING).scores(query)
    found = dict(evaluated(index, query))
    assert sorted(found) == sorted(expected)
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-5)


@checked
@given(histories, trees, st.tuples(*(st.sampled_from(some) for some in THRESHOLDS.values())))
def test_whichever_way_is_quickest_the_same_is_found(history: History, query: q.Query, ways: tuple[int, ...]) -> None:
    arrays = IndexArrays(write(history, ColumnarCodec, NAME).reader())
    expected = Truth(history.documents(), SCORING).scores(query)
    with pytest.MonkeyPatch.context() as patched:
        for (module, name), value in zip(THRESHOLDS, ways, strict=True):
            patched.setattr(module, name, value)
        evaluator = Evaluator(arrays, SCORING)
        for _ in range(3):  # what one evaluation has kept the next one uses
            found = evaluator.evaluate(query)
            ids = [arrays.reader.stored_fields(doc)["id"] for doc in found.docs.tolist()]
            scores = dict(zip(ids, found.scores.tolist(), strict=True))
            assert sorted(scores) == sorted(expected)
            assert scores == pytest.approx(expected, rel=1e-3, abs=1e-5)


@checked
@given(long_histories, st.recursive(st.one_of(terms, phrases, patterns), compounds, max_leaves=4))
def test_long_texts_are_found_as_in_a_scan(history: History, query: q.Query) -> None:
    index = write(history, ColumnarCodec, NAME)
    expected = Truth(history.documents(), SCORING).scores(query)
    found = dict(evaluated(index, query))
    assert sorted(found) == sorted(expected)
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-5)


@checked
@given(histories, everyday)
def test_documents_and_scores_are_those_of_stock_whoosh(history: History, query: q.Query) -> None:
    ours, theirs = write(history, ColumnarCodec, NAME), write(history, default_codec, f"{NAME}W")
    assert_same(evaluated(ours, query), searched(theirs, query))


@checked
@given(histories, trees.filter(lambda tree: not has_not(tree)))
def test_whoosh_finds_the_same_in_our_index_as_in_its_own(history: History, query: q.Query) -> None:
    ours, theirs = write(history, ColumnarCodec, NAME), write(history, default_codec, f"{NAME}W")
    found, expected = outcome(ours, query), outcome(theirs, query)
    if found is not None and expected is not None:
        assert_same(found, expected)
    else:
        assert found is expected
