"""Segments as one: columns, masks, postings, and where terms stand."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import columns, fields
from whoosh import query as q
from whoosh.codec import default_codec
from whoosh.filedb.filestore import RamStorage

from searchtui.analysis import LanguageText, WordAnalyzer, stem, text_in
from searchtui.columnar import (
    REFINEMENT,
    ColumnarCodec,
    Evaluator,
    FieldScoring,
    IndexArrays,
    LuceneBM25,
    SegmentBuilder,
)
from searchtui.columnar import postings as of_postings
from searchtui.columnar.expansion import of_texts
from searchtui.columnar.field import Field
from tests.columnar.test_oracle import SCORING, patterns, phrases
from tests.columnar.truth import Truth

NAME = f"POSTINGS{os.getpid()}"

WORDS = ["ally", "allies", "alps", "bear", "bears", "beaten", "cold", "war", "wars"]
LANGUAGES = ["en", "de", "fr", "und"]
"""In each of them some words have other stems than in the others: `beaten` is `beat` in German alone."""
texts = st.lists(
    st.builds(
        lambda words, language: text_in(language)(" ".join(words)),
        st.lists(st.sampled_from(WORDS), max_size=12),
        st.sampled_from(LANGUAGES),
    ),
    max_size=8,
)


def schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(stored=True),
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), phrase=True),
        exact=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False), phrase=True),
        number=fields.COLUMN(columns.NumericColumn("q")),
        bare=fields.KEYWORD(),
    )


def arrays_of(batches: list[list[dict[str, Any]]], deleted: list[str]) -> IndexArrays:
    """A segment that is built for each batch; some documents are deleted afterwards."""
    index = RamStorage().create_index(schema(), NAME)
    segments = []
    for batch in batches:
        builder = SegmentBuilder(index.storage, index.indexname, index.schema)
        for document in batch:
            builder.add(**document)
        if batch:
            segments.append(builder.finish())
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, others: [*others, *segments])
    writer = index.writer(codec=ColumnarCodec())
    for name in deleted:
        writer.delete_by_term("id", name)
    writer.commit(merge=False)
    return IndexArrays(index.reader())


def numbered(batches: list[list[LanguageText]]) -> list[list[dict[str, Any]]]:
    rising = iter(range(1_000))
    return [[{"id": str(next(rising)), "text": text, "exact": text} for text in batch] for batch in batches]


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), st.sets(st.integers(0, 12), max_size=4), st.data())
def test_fields_that_refine_others_are_found_like_any_other(
    batches: list[list[LanguageText]], deleted: set[int], data: st.DataObject
) -> None:
    arrays = arrays_of(numbered(batches), [str(name) for name in sorted(deleted)])
    documents = [text for batch in batches for text in batch]
    truth = Truth(
        {
            str(name): {"text": [stem(word, text.language) for word in text.split()], "title": text.split()}
            for name, text in enumerate(documents)
            if name not in deleted
        },
        {"text": SCORING["text"], "title": FieldScoring(lengths="text")},
    )
    query = data.draw(phrases | patterns)
    expected = truth.scores(query)
    query.fieldname = {"text": "text", "title": "exact"}[query.fieldname]
    evaluator = Evaluator(arrays, {"text": SCORING["text"], "exact": FieldScoring(lengths="exact")})
    found = evaluator.evaluate(query)
    names = [arrays.reader.stored_fields(doc)["id"] for doc in found.docs.tolist()]
    assert dict(zip(names, found.scores.tolist(), strict=True)) == pytest.approx(expected, rel=1e-3)


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), st.sets(st.integers(0, 12), max_size=4), st.sampled_from(WORDS))
def test_where_terms_stand(batches: list[list[LanguageText]], deleted: set[int], word: str) -> None:
    arrays = arrays_of(numbered(batches), [str(name) for name in sorted(deleted)])
    documents = [text.split() for batch in batches for text in batch]
    holding = [doc for doc, text in enumerate(documents) if word in text and doc not in deleted]
    postings = arrays.term("exact", word.encode())
    assert postings.docs.tolist() == holding
    assert postings.frequencies.tolist() == [documents[doc].count(word) for doc in holding]
    which = np.arange(0, len(holding), 2)
    counts, positions = arrays.occurrences(postings, which)
    expected = [[at for at, other in enumerate(documents[doc]) if other == word] for doc in holding[::2]]
    assert counts.tolist() == [len(some) for some in expected]
    assert positions.tolist() == [at for some in expected for at in some]

    def beginning(held: Field) -> list[tuple[int, int]]:
        return [(held.find(word[:2].encode()), held.after_prefix(word[:2].encode()))]

    for field in ("exact", "text"):
        ranks, places = arrays.range_occurrences(field, beginning, postings.docs)
        meant = [
            (rank, at)
            for rank, doc in enumerate(holding)
            for at, other in enumerate(documents[doc])
            if other.startswith(word[:2])
        ]
        assert sorted(zip(ranks.tolist(), places.tolist(), strict=True)) == meant


@settings(deadline=None)
@given(
    st.lists(texts, min_size=1, max_size=3),
    st.sets(st.integers(0, 12), max_size=4),
    st.sets(st.sampled_from(WORDS), max_size=4),
    st.lists(st.sampled_from(["alli", "alp", "bear", "beat", "absent"]), max_size=2),
    st.sampled_from([0, 24]),
    st.sampled_from([0, 24]),
)
def test_terms_as_one_that_occur_at_least_as_often_as_others(
    batches: list[list[LanguageText]], deleted: set[int], words: set[str], stems: list[str], dense: int, marked: int
) -> None:
    arrays = arrays_of(numbered(batches), [str(name) for name in sorted(deleted)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_postings, "_DENSE", dense)
        patch.setattr(of_postings, "MARKED", marked)
        least = [arrays.term("text", text.encode()) for text in stems]
        found = arrays.blended("exact", of_texts(word.encode() for word in words), least)
    expected = {}
    for doc, text in enumerate(text for batch in batches for text in batch):
        forms = text.split()
        stemmed = [stem(word, text.language) for word in forms]
        often = max([sum(map(forms.count, words)), *map(stemmed.count, stems)])
        if often and doc not in deleted:
            expected[doc] = often
    assert dict(zip(found.docs.tolist(), found.frequencies.tolist(), strict=True)) == expected
    assert found.docs.tolist() == sorted(expected)


found_terms = st.builds(q.Term, st.sampled_from(["text", "exact"]), st.sampled_from([*WORDS, "alli", "alp", "absent"]))
trees = st.recursive(
    found_terms,
    lambda parts: st.one_of(
        st.builds(q.And, st.lists(parts, min_size=2, max_size=3)),
        st.builds(q.Or, st.lists(parts, min_size=2, max_size=3)),
        st.builds(q.Require, parts, st.builds(q.Prefix, st.just("exact"), st.sampled_from(["a", "be", "war"]))),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=3), trees)
def test_texts_in_several_languages_are_found_as_by_stock_whoosh(
    batches: list[list[LanguageText]], query: q.Query
) -> None:
    scoring = {"text": FieldScoring(b=0.0), "exact": FieldScoring(b=0.0, weight=0.5)}
    stock = RamStorage().create_index(
        fields.Schema(
            id=fields.ID(stored=True),
            text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True)),
            exact=fields.TEXT(analyzer=WordAnalyzer(stemmed=False)),
        ),
        f"{NAME}W",
    )
    documents = numbered(batches)
    for batch in documents:
        writer = stock.writer(codec=default_codec())
        for document in batch:
            writer.add_document(**document)
        writer.commit(merge=False)
    arrays = arrays_of(documents, [])
    found = Evaluator(arrays, scoring).evaluate(query)
    names = [arrays.reader.stored_fields(doc)["id"] for doc in found.docs.tolist()]
    with stock.searcher(weighting=LuceneBM25(scoring)) as searcher:
        results = searcher.search(query, limit=None).top_n
        expected = {searcher.stored_fields(doc)["id"]: score for score, doc in results}
    assert dict(zip(names, found.scores.tolist(), strict=True)) == pytest.approx(expected, rel=1e-3)


def test_columns_of_segments_that_keep_them_in_different_types() -> None:
    numbers = [[5, 300], [-1, 1 << 40], [0]]
    batches = [[{"id": "x", "number": number} for number in some] for some in numbers]
    arrays = arrays_of([*batches, [{"id": "x"}]], [])
    expected = [5, 300, -1, 1 << 40, 0, 0]
    column = arrays.column("number")
    assert column.tolist() == expected
    assert column.dtype == np.int64
    for least, most in [(-5, 5), (5, 5), (0, 1 << 50), (6, 5), (1 << 70, 1 << 71), (-(1 << 70), 1 << 70)]:
        inside = [least <= number <= most for number in expected]
        assert arrays.between("number", least, most).tolist() == inside


def test_a_column_that_no_segment_has() -> None:
    arrays = arrays_of([[{"id": "x"}, {"id": "y"}]], [])
    assert arrays.column("number").tolist() == [0, 0]


def test_documents_that_have_a_field() -> None:
    arrays = arrays_of([[{"id": "0", "bare": "a b"}, {"id": "1", "text": "war", "exact": "war"}], [{"id": "2"}]], ["0"])
    assert arrays.having("bare").tolist() == [False, False, False]
    assert arrays.having("text").tolist() == [False, True, False]
    assert arrays.having("exact").tolist() == [False, True, False]
    assert arrays.having("id").tolist() == [False, True, True]
    assert (arrays.documents, arrays.size, arrays.all_docs().tolist()) == (2, 3, [1, 2])


@given(st.lists(texts, min_size=1, max_size=3), st.sets(st.integers(0, 12), max_size=4), st.data())
def test_lengths_are_those_of_the_documents(
    batches: list[list[LanguageText]], deleted: set[int], data: st.DataObject
) -> None:
    arrays = arrays_of(numbered(batches), [str(name) for name in sorted(deleted)])
    expected = [len(text.split()) for batch in batches for text in batch]
    live = [length for doc, length in enumerate(expected) if doc not in deleted]
    assert arrays.lengths("text").tolist() == expected
    assert arrays.average_length("text") == (sum(live) / len(live) if live else 0)
    some = sorted(data.draw(st.sets(st.sampled_from(range(len(expected)))))) if expected else []
    assert arrays.lengths_of("text", np.array(some, np.int32)).tolist() == [expected[doc] for doc in some]


@pytest.mark.parametrize("before", [[], ["war"]])
def test_a_rare_word_scores_alike_whether_a_frequent_one_was_looked_for_before(before: list[str]) -> None:
    documents = [text_in("en")(" ".join(["war"] * (doc % 7 + 1) + ["bear"] * (doc % 17 == 3))) for doc in range(60)]
    truth = Truth({str(doc): {"text": text.split()} for doc, text in enumerate(documents)}, SCORING)
    evaluator = Evaluator(arrays_of(numbered([documents[:30], documents[30:]]), []), SCORING)
    for word in [*before, "bear"]:
        found = evaluator.evaluate(q.Term("text", word))
        scores = dict(zip(map(str, found.docs.tolist()), found.scores.tolist(), strict=True))
        assert scores == pytest.approx(truth.scores(q.Term("text", word)), rel=1e-5)
    assert found.docs.tolist() == [3, 20, 37, 54]


def test_masks_are_made_once_and_cannot_be_changed() -> None:
    arrays, made = arrays_of([[{"id": "0"}]], []), []

    def mask() -> np.ndarray[Any, np.dtype[np.bool_]]:
        made.append(1)
        return np.ones(1, bool)

    first, second = arrays.mask("all", mask), arrays.mask("all", mask)
    assert first is second
    assert made == [1]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = False
