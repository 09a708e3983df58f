"""Alternatives, phrases and fields of the same words near each other, against a look at each place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh import query as q
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex
from whoosh.query.spans import SpanNear2

from searchtui.analysis import WordAnalyzer, stem
from searchtui.columnar import REFINEMENT, ColumnarCodec, Evaluator, FieldScoring, IndexArrays
from searchtui.columnar import near as near_module
from searchtui.columnar.matched import by_matcher
from searchtui.columnar.near import NearQueries
from tests.examples import examples

# Some distributions of Whoosh keep the temporary files of all indexes of one name in one place.
NAME = f"NEAR{os.getpid()}"

WORDS = ["ally", "allies", "bear", "bears", "cold"]
SCORING = {"text": FieldScoring(lengths="text"), "exact": FieldScoring(lengths="text")}

Text = list[str]


class Span(NamedTuple):
    start: int
    end: int


def index_of(batches: Sequence[Sequence[Text]]) -> FileIndex:
    schema = fields.Schema(
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), phrase=True),
        exact=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False)),
        title=fields.TEXT(analyzer=WordAnalyzer(stemmed=False), phrase=True),
    )
    index = RamStorage().create_index(schema, NAME)
    for batch in batches:
        writer = index.writer(codec=ColumnarCodec())
        for text in batch:
            words = " ".join(text)
            writer.add_document(text=words, exact=words, title=words)
        writer.commit(merge=False)
    return index


def spans_in(query: q.Query, text: Text) -> set[Span]:
    """Where a query stands in a text."""
    match query:
        case q.Term():
            held = [stem(word) for word in text] if query.fieldname == "text" else text
            return {Span(at, at) for at, word in enumerate(held) if word == query.text}
        case q.Prefix():
            return {Span(at, at) for at, word in enumerate(text) if word.startswith(query.text)}
        case q.Phrase():
            row = SpanNear2([q.Term(query.fieldname, word) for word in query.words], query.slop)
            return spans_in(row, text)
        case q.Or():
            return set().union(*(spans_in(part, text) for part in query))
        case SpanNear2():
            first, *others = (spans_in(part, text) for part in query.qs)
            for second in others:
                first = {
                    Span(min(a.start, b.start), b.end if a.end < b.start else a.end)
                    for a in first
                    for b in second
                    if 1 <= b.start - a.end <= query.slop or (not query.ordered and 1 <= a.start - b.end <= query.slop)
                }
            return first
    raise AssertionError(query)


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)
batches = st.lists(st.lists(texts, min_size=1, max_size=5), min_size=1, max_size=3)
forms = st.sampled_from([*WORDS, "absent"])
stems = forms.map(lambda word: q.Term("text", stem(word)))
exact = forms.map(lambda word: q.Term("exact", word)) | st.sampled_from(["al", "bear", "x"]).map(
    lambda start: q.Prefix("exact", start)
)
phrases = st.builds(q.Phrase, st.just("exact"), st.lists(forms, min_size=2, max_size=3), st.integers(1, 2))


def rows(parts: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    return st.builds(SpanNear2, st.lists(parts, min_size=2, max_size=3), st.integers(1, 4), st.booleans())


def alternatives(parts: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    return st.lists(parts, min_size=1, max_size=3).map(q.Or)


words_only = stems | exact
anything = st.recursive(words_only | phrases, lambda parts: alternatives(parts) | rows(parts), max_leaves=5)
nears = rows(anything)
checked = settings(deadline=None, max_examples=examples(150))


def holding(batches: Sequence[Sequence[Text]], query: q.Query) -> dict[int, int]:
    """At how many places something ends in each text that has it."""
    texts = [text for batch in batches for text in batch]
    counts = {at: len({span.end for span in spans_in(query, text)}) for at, text in enumerate(texts)}
    return {at: count for at, count in counts.items() if count}


@checked
@given(batches, nears)
def test_what_stands_near_is_found_as_in_a_scan(batches: list[list[Text]], query: q.Query) -> None:
    evaluator = Evaluator(IndexArrays(index_of(batches).reader()), SCORING)
    found = evaluator.evaluate(query)
    assert found.docs.tolist() == list(holding(batches, query))
    assert (found.scores > 0).all()


@checked
@given(batches, rows(words_only | alternatives(words_only) | phrases))
def test_how_often_it_does_where_alternatives_are_words(batches: list[list[Text]], query: q.Query) -> None:
    near = NearQueries(Evaluator(IndexArrays(index_of(batches).reader()), SCORING).lists)
    assert near.alternatives(query) == [query]
    postings = near.postings(query)
    assert postings is not None
    found = dict(zip(postings.docs.tolist(), postings.frequencies.tolist(), strict=True))
    assert found == holding(batches, query)


@checked
@given(batches, rows(exact | alternatives(exact)))
def test_whoosh_finds_the_same_of_one_field(batches: list[list[Text]], query: q.Query) -> None:
    def titled(part: q.Query) -> q.Query:
        if isinstance(part, SpanNear2):
            return SpanNear2([titled(one) for one in part.qs], part.slop, part.ordered)
        if isinstance(part, q.Or):
            return q.Or([titled(one) for one in part])
        return type(part)("title", part.text)

    index = index_of(batches)
    documents = Evaluator(IndexArrays(index.reader()), SCORING).documents(query).tolist()
    assert Evaluator(IndexArrays(index.reader()), SCORING).documents(titled(query)).tolist() == documents
    docs, _ = by_matcher(index.reader(), SCORING, titled(query))
    assert docs.tolist() == documents


def test_alternatives_that_are_no_words_are_told_apart() -> None:
    near = NearQueries(Evaluator(IndexArrays(index_of([[["ally"]]]).reader()), SCORING).lists)
    a, b, c = (q.Term("exact", letter) for letter in "abc")
    phrase = q.Phrase("exact", ["a", "b"])
    query = SpanNear2([q.Or([a, phrase]), b, q.Or([phrase, c])], slop=5, ordered=False, mindist=2)
    made = near.alternatives(query)
    assert [one.qs for one in made] == [[a, b, phrase], [a, b, c], [phrase, b, phrase], [phrase, b, c]]
    assert {(one.slop, one.ordered, one.mindist) for one in made} == {(5, False, 2)}
    assert near.alternatives(phrase) == [phrase]
    nested = SpanNear2([SpanNear2([q.Or([a, phrase]), b]), c])
    assert len(near.alternatives(nested)) == 2


def test_of_too_many_alternatives_whoosh_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_module, "_MOST_ROWS", 3)
    batches = [[["ally", "cold", "bear"], ["cold"]]]
    evaluator = Evaluator(IndexArrays(index_of(batches).reader()), SCORING)
    choice = q.Or([q.Term("title", "bear"), q.Phrase("title", ["ally", "cold"])])
    query = SpanNear2([choice, choice], slop=1)
    assert NearQueries(evaluator.lists).alternatives(query) == []
    assert evaluator.documents(query).tolist() == list(holding(batches, query)) == [0]
    three = q.Or([*choice, q.Term("title", "cold")])
    query = SpanNear2([three, three], slop=1)
    assert NearQueries(evaluator.lists).alternatives(query) == []
    assert evaluator.documents(query).tolist() == list(holding(batches, query)) == [0]


def test_places_of_fields_with_other_words_are_not_compared() -> None:
    evaluator = Evaluator(IndexArrays(index_of([[["ally", "bear"]]]).reader()), SCORING)
    near = NearQueries(evaluator.lists)
    assert near.find(SpanNear2([q.Term("text", stem("ally")), q.Term("exact", "bear")], 1)) is not None
    assert near.find(SpanNear2([q.Term("title", "ally"), q.Term("exact", "bear")], 1)) is None
    assert near.postings(SpanNear2([q.Term("title", "ally"), q.Term("text", "bear")], 1)) is None
