"""Every query tree gives the documents that stock Whoosh gives, and the scores that the formula gives."""

from __future__ import annotations

import fnmatch
import math
import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh import query as q
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex

from searchtui.analysis import WordAnalyzer
from searchtui.columnar import ColumnarCodec, Evaluator, FieldScoring, IndexArrays

# Some distributions of Whoosh keep the temporary files of all indexes of one name in one place.
NAME = f"MAIN{os.getpid()}"

VOCABULARY = ["ally", "alps", "bear", "beat", "cold", "war"]
TEXTS = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=6), max_size=12)
SCORING = {"text": FieldScoring(k1=0.9, b=0.4, lengths="text")}

words = st.sampled_from([*VOCABULARY, "absent"])
leaves = st.one_of(
    words.map(lambda word: q.Term("text", word)),
    st.lists(words, min_size=2, max_size=3).map(lambda some: q.Phrase("text", some)),
    st.sampled_from(["a", "al", "be", "x", "wa"]).map(lambda start: q.Prefix("text", start)),
    st.sampled_from(["*a*", "b?a*", "c*d", "?ar"]).map(lambda pattern: q.Wildcard("text", pattern)),
    st.just(q.Every()),
    st.just(q.TermRange("text", "b", "cz")),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=4).map(q.And),
        st.lists(parts, min_size=1, max_size=4).map(q.Or),
        st.tuples(parts, parts).map(lambda two: q.And([two[0], q.Not(two[1])])),
        st.tuples(parts, parts).map(lambda two: q.AndNot(*two)),
        st.tuples(parts, parts).map(lambda two: q.Require(*two)),
        st.tuples(parts, parts).map(lambda two: q.AndMaybe(*two)),
        st.lists(parts, min_size=1, max_size=3).map(q.DisjunctionMax),
        parts.map(q.Not),
        parts.map(lambda part: q.ConstantScoreQuery(part, 2.0)),
    ),
    max_leaves=8,
)


def schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(stored=True),
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=False), phrase=True),
    )


def index_of(batches: list[list[list[str]]], deleted: list[int]) -> FileIndex:
    """An index with a segment for each batch; some documents are deleted afterwards."""
    index = RamStorage().create_index(schema(), NAME)
    number = 0
    for batch in batches:
        writer = index.writer(codec=ColumnarCodec())
        for text in batch:
            writer.add_document(id=str(number), text=" ".join(text))
            number += 1
        writer.commit(merge=False)
    writer = index.writer(codec=ColumnarCodec())
    for doc in deleted:
        writer.delete_by_term("id", str(doc))
    writer.commit(merge=False)
    return index


def ids(index: FileIndex, docs: list[int]) -> list[str]:
    reader = index.reader()
    return [reader.stored_fields(doc)["id"] for doc in docs]


def holds(text: list[str], query: q.Query) -> bool:
    """Whether a text matches, word by word."""
    match query:
        case q.Term():
            return query.text in text
        case q.Phrase():
            return any(text[at : at + len(query.words)] == query.words for at in range(len(text)))
        case q.Prefix():
            return any(word.startswith(query.text) for word in text)
        case q.Wildcard():
            return any(fnmatch.fnmatchcase(word, query.text) for word in text)
        case q.TermRange():
            return any(query.start <= word <= query.end for word in text)
        case q.Every():
            return True
        case q.And() | q.Require():
            return all(holds(text, part) for part in query.children())
        case q.Or() | q.DisjunctionMax():
            return any(holds(text, part) for part in query)
        case q.AndNot():
            return holds(text, query.a) and not holds(text, query.b)
        case q.AndMaybe():
            return holds(text, query.a)
        case q.Not():
            return not holds(text, query.query)
        case q.ConstantScoreQuery():
            return holds(text, query.child)
    raise AssertionError(query)


def stock_is_right(query: q.Query) -> bool:
    """Stock Whoosh finds documents that hold `ally` by `ally ANDNOT *`, and deleted ones by `NOT NOT ally`."""
    wrong = isinstance(query, q.Every | q.Not | q.AndNot)
    return not wrong and all(stock_is_right(part) for part in query.children())


@settings(deadline=None, max_examples=150)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.sets(st.integers(0, 20), max_size=4), trees)
def test_the_documents_are_those_of_a_scan_and_of_stock_whoosh(
    batches: list[list[list[str]]], deleted: set[int], query: q.Query
) -> None:
    index = index_of(batches, sorted(deleted))
    found = Evaluator(IndexArrays(index.reader()), SCORING).evaluate(query)
    texts = [text for batch in batches for text in batch]
    expected = [str(number) for number, text in enumerate(texts) if number not in deleted and holds(text, query)]
    assert ids(index, found.docs.tolist()) == expected
    assert len(found.scores) == len(found.docs)
    assert np.isfinite(found.scores).all()
    if stock_is_right(query):
        with index.searcher() as searcher:
            assert found.docs.tolist() == sorted(searcher.search(query, limit=None).docs())


@settings(deadline=None)
@given(TEXTS, st.lists(words, min_size=2, max_size=3), st.integers(1, 3))
def test_phrases_are_where_the_words_follow_each_other(texts: list[list[str]], phrase: list[str], slop: int) -> None:
    def reaches(text: list[str], at: int, rest: list[str]) -> bool:
        following = range(at + 1, min(at + slop + 1, len(text)))
        return not rest or any(text[n] == rest[0] and reaches(text, n, rest[1:]) for n in following)

    index = index_of([texts], [])
    found = Evaluator(IndexArrays(index.reader()), SCORING).evaluate(q.Phrase("text", phrase, slop=slop))
    expected = [
        doc
        for doc, text in enumerate(texts)
        if any(word == phrase[0] and reaches(text, at, phrase[1:]) for at, word in enumerate(text))
    ]
    assert found.docs.tolist() == expected


@settings(deadline=None)
@given(TEXTS.filter(bool), words, words)
def test_scores_are_bm25_of_the_live_documents(texts: list[list[str]], first: str, second: str) -> None:
    index = index_of([texts, [["gone", *VOCABULARY]]], [len(texts)])
    found = Evaluator(IndexArrays(index.reader()), SCORING).evaluate(
        q.Or([q.Term("text", first), q.Term("text", second)])
    )
    average = sum(map(len, texts)) / len(texts)
    for doc, score in zip(found.docs.tolist(), found.scores.tolist(), strict=True):
        expected = 0.0
        for word in (first, second):
            holding = sum(word in text for text in texts)
            rarity = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
            often = texts[doc].count(word)
            expected += rarity * often * 1.9 / (often + 0.9 * (0.6 + 0.4 * len(texts[doc]) / average))
        assert score == pytest.approx(expected, rel=1e-4)


def test_a_prefix_is_scored_as_one_word() -> None:
    index = index_of([[["ally", "alps"], ["ally", "cold"], ["war", "cold"]]], [])
    evaluator = Evaluator(IndexArrays(index.reader()), SCORING)
    found = evaluator.evaluate(q.Prefix("text", "al"))
    assert found.docs.tolist() == [0, 1]
    assert found.scores[0] > found.scores[1] > 0
    assert evaluator.evaluate(q.Prefix("text", "x")).docs.tolist() == []


def test_boosts_multiply_scores() -> None:
    index = index_of([[["ally", "war"], ["war"]]], [])
    evaluator = Evaluator(IndexArrays(index.reader()), SCORING)
    once = evaluator.evaluate(q.Or([q.Term("text", "ally"), q.Term("text", "war")]))
    twice = evaluator.evaluate(q.Or([q.Term("text", "ally"), q.Term("text", "war")], boost=2.0))
    leaf = evaluator.evaluate(q.Term("text", "ally", boost=3.0))
    assert twice.scores.tolist() == pytest.approx([score * 2 for score in once.scores.tolist()])
    assert leaf.scores[0] == pytest.approx(3 * evaluator.evaluate(q.Term("text", "ally")).scores[0])


def test_a_field_that_is_not_scored_only_selects() -> None:
    index = index_of([[["ally"]]], [])
    assert Evaluator(IndexArrays(index.reader()), {}).evaluate(q.Term("text", "ally")).scores.tolist() == [0.0]


def test_a_field_that_does_not_exist_holds_nothing() -> None:
    index = index_of([[["ally"]]], [])
    evaluator = Evaluator(IndexArrays(index.reader()), SCORING)
    for query in (q.Term("none", "ally"), q.Prefix("none", "a"), q.Phrase("none", ["a", "b"])):
        assert evaluator.evaluate(query).docs.tolist() == []


def test_an_empty_index_holds_nothing() -> None:
    evaluator = Evaluator(IndexArrays(index_of([[]], []).reader()), SCORING)
    assert evaluator.evaluate(q.Every()).docs.tolist() == []
    assert evaluator.evaluate(q.Term("text", "ally")).docs.tolist() == []
