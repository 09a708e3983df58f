"""An index of our codec is a true Whoosh index: Whoosh itself reads it, and finds what it finds on its own codec."""

from __future__ import annotations

import datetime as dt
import io
import os
import pickle
import random
from pathlib import Path
from typing import Any

import pytest
import whoosh
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import columns, fields
from whoosh import query as q
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex

from searchtui.analysis import WordAnalyzer
from searchtui.columnar import REFINEMENT, ColumnarCodec, FacetColumn, SegmentBuilder
from searchtui.columnar.arrayfile import open_array_file
from searchtui.columnar.documents import DOCUMENTS_EXT
from searchtui.columnar.terms import TERMS_EXT
from tests.examples import examples

# Some distributions of Whoosh keep the temporary files of all indexes of one name in one place.
NAME = f"MAIN{os.getpid()}"

VOCABULARY = ["ally", "alps", "bear", "beat", "cold", "war"]


def schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        text=fields.TEXT(stored=True, sortable=True),
        chars=fields.TEXT(chars=True),
        boosted=fields.TEXT(field_boost=2.5),
        words=fields.KEYWORD(scorable=True, sortable=True),
        number=fields.NUMERIC(sortable=True, stored=True),
        when=fields.DATETIME(sortable=True, stored=True),
        flag=fields.BOOLEAN(stored=True),
        letters=fields.NGRAM(minsize=2, maxsize=3),
        vector=fields.TEXT(vector=True),
        column=fields.COLUMN(columns.NumericColumn("i")),
    )


def document(number: int, words: list[str]) -> dict[str, Any]:
    text = " ".join(words)
    return {
        "id": str(number),
        "text": text,
        "chars": text,
        "boosted": text,
        "words": text,
        "number": number * 7 % 5,
        "when": dt.datetime(2020, 1, 1 + number % 28),
        "flag": number % 2 == 0,
        "letters": text,
        "vector": text,
        "column": number,
    }


def build(storage: Any, codec: Any, batches: list[list[list[str]]], deleted: list[int], *, optimize: bool) -> FileIndex:
    index = storage.create_index(schema(), NAME)
    number = 0
    for batch in batches:
        writer = index.writer(codec=codec)
        for words in batch:
            writer.add_document(**document(number, words))
            number += 1
        writer.commit(merge=False)
    writer = index.writer(codec=codec)
    for doc in deleted:
        writer.delete_by_term("id", str(doc))
    writer.commit(merge=False, optimize=optimize)
    return index


batches = st.lists(st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=6), max_size=8), min_size=1, max_size=3)
words = st.sampled_from([*VOCABULARY, "absent"])
leaves = st.one_of(
    st.tuples(st.sampled_from(["text", "chars", "boosted", "words"]), words).map(lambda pair: q.Term(*pair)),
    st.lists(words, min_size=2, max_size=3).map(lambda some: q.Phrase("text", some)),
    st.sampled_from(["a", "be", "x"]).map(lambda start: q.Prefix("text", start)),
    st.just(q.NumericRange("number", 1, 3)),
    st.just(q.FuzzyTerm("text", "bera")),
    st.just(q.Term("flag", True)),
    st.just(q.Term("letters", "al")),
)
trees = st.recursive(
    leaves,
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3).map(q.And)
        | st.lists(parts, min_size=1, max_size=3).map(q.Or)
        | st.tuples(parts, parts).map(lambda two: q.AndMaybe(*two))
    ),
    max_leaves=5,
)


@settings(deadline=None, max_examples=examples(60))
@given(batches, st.lists(st.integers(0, 15), max_size=3), trees, st.booleans())
def test_whoosh_finds_what_it_finds_on_its_own_codec(
    some: list[list[list[str]]], deleted: list[int], query: q.Query, optimize: bool
) -> None:
    random.seed()  # Hypothesis seeds it alike for each example, and Whoosh names its segments with it
    ours = build(RamStorage(), ColumnarCodec(), some, deleted, optimize=optimize)
    stock = build(RamStorage(), None, some, deleted, optimize=optimize)
    with ours.searcher() as our_searcher, stock.searcher() as stock_searcher:
        found = our_searcher.search(query, limit=None)
        expected = stock_searcher.search(query, limit=None)
        assert {hit["id"]: pytest.approx(hit.score, rel=0.05) for hit in found} == {
            hit["id"]: hit.score for hit in expected
        }
        by_number = [hit["id"] for hit in our_searcher.search(query, limit=None, sortedby="number")]
        assert by_number == [hit["id"] for hit in stock_searcher.search(query, limit=None, sortedby="number")]


def contents(index: FileIndex) -> dict[str, Any]:
    """Everything that a reader gives, by the documents' own ids."""
    with index.reader() as reader:
        ids = {doc: reader.stored_fields(doc)["id"] for doc in reader.all_doc_ids()}
        terms = {}
        for name, text in reader.all_terms():
            matcher = reader.postings(name, text)
            while matcher.is_active():
                format_ = reader.schema[name].format
                values = [matcher.value_as(kind) for kind in ("positions", "characters") if format_.supports(kind)]
                terms[name, text, ids[matcher.id()]] = (matcher.weight(), values)
                matcher.next()
        return {
            "stored": {ids[doc]: reader.stored_fields(doc) for doc in ids},
            "terms": terms,
            "columns": {
                name: {ids[doc]: reader.column_reader(name)[doc] for doc in ids}
                for name in ("text", "words", "number", "when", "column")
                if ids
            },
            "vectors": {
                ids[doc]: list(reader.vector_as("frequency", doc, "vector"))
                for doc in ids
                if reader.has_vector(doc, "vector")
            },
        }


@settings(deadline=None, max_examples=examples(40))
@given(batches, st.lists(st.integers(0, 15), max_size=3), st.booleans())
def test_everything_that_was_put_in_comes_out(some: list[list[list[str]]], deleted: list[int], optimize: bool) -> None:
    random.seed()
    ours = build(RamStorage(), ColumnarCodec(), some, deleted, optimize=optimize)
    stock = build(RamStorage(), None, some, deleted, optimize=optimize)
    assert contents(ours) == contents(stock)


def test_lengths_are_exact() -> None:
    index = build(RamStorage(), ColumnarCodec(), [[["war"] * 109, ["war"] * 3]], [], optimize=False)
    with index.reader() as reader:
        assert [reader.doc_field_length(doc, "text") for doc in range(2)] == [109, 3]
        assert (reader.min_field_length("text"), reader.max_field_length("text")) == (3, 109)
        assert reader.field_length("text") == 112
        assert reader.term_info("text", "war").max_length() == 109


def test_the_files_are_mapped_and_merged(tmp_path: Path) -> None:
    storage = FileStorage(str(tmp_path))
    index = build(storage, ColumnarCodec(), [[["war", "cold"]], [["ally"]], [["war"]]], [1], optimize=True)
    names = {path.suffix for path in tmp_path.iterdir()}
    assert {".trm", ".doc"} <= names
    assert ".seg" not in names
    assert len(list(tmp_path.glob("*.trm"))) == 1
    with index.searcher() as searcher:
        assert {hit["id"] for hit in searcher.search(q.Term("text", "war"))} == {"0", "2"}
        assert [text for _, text in searcher.reader().terms_from("text", b"")][:2] == [b"cold", b"war"]


def test_a_cursor_goes_through_the_terms() -> None:
    index = build(RamStorage(), ColumnarCodec(), [[["war", "cold", "ally"]]], [], optimize=False)
    with index.reader() as reader:
        cursor = reader.cursor("text")
        assert cursor.first() == "ally"
        assert cursor.next() == "cold"
        assert cursor.find(b"d") == "war"
        assert cursor.term_info().doc_frequency() == 1
        assert cursor.next() is None
        assert not cursor.is_valid()
        assert reader.doc_frequency("text", "absent") == 0
        assert ("text", b"war") in reader
        assert ("none", b"war") not in reader


def test_the_worked_example_of_the_documentation_is_true(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(
        fields.Schema(
            text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True)),
            exact=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False)),
            source=fields.COLUMN(FacetColumn()),
        )
    )
    builder = SegmentBuilder(index.storage, index.indexname, index.schema)
    builder.add(text="the cold war, the wars", exact="the cold war, the wars", source="CGTN")
    segment = builder.finish()
    terms = open_array_file(index.storage, segment.make_filename(TERMS_EXT))
    assert terms.meta == {"fields": ["text", "exact"], "refines": {"exact": "text"}}
    assert bytes(terms.blob("0:terms")) == b"coldthewar"
    expected = {
        "term-offsets": [0, 4, 7, 10],
        "starts": [0, 1, 2, 3],
        "gaps": [0, 0, 0],
        "gap-offsets": [0, 1, 2, 3],
        "frequencies": [1, 2, 2],
        "positions": [1, 0, 3, 2, 4],
        "position-offsets": [0, 1, 3, 5],
    }
    refining = {
        "term-offsets": [0, 4, 7, 10, 14],
        "coarse": [0, 1, 2, 2],
        "forms": [0, 0, 0, 1],
        "dfs": [1, 1, 1, 1],
        "codes": [0, 1],
        "code-offsets": [0, 0, 0, 2],
    }
    assert {name: terms.array(f"0:{name}").tolist() for name in expected} == expected
    assert bytes(terms.blob("1:terms")) == b"coldthewarwars"
    assert {name: terms.array(f"1:{name}").tolist() for name in refining} == refining
    assert set(terms.names()) == {
        *(f"0:{name}" for name in (*expected, "terms")),
        *(f"1:{name}" for name in (*refining, "terms")),
    }
    documents = open_array_file(index.storage, segment.make_filename(DOCUMENTS_EXT))
    assert documents.array("length:text").tolist() == [5]
    assert documents.array("length:exact").tolist() == [5]
    assert bytes(documents.blob("facet:source:values")) == b"CGTN"
    assert documents.array("facet:source:value-offsets").tolist() == [0, 4]
    assert documents.array("facet:source:starts").tolist() == [0, 1]
    assert documents.array("facet:source:ordinals").tolist() == [0]
    assert documents.array("facet:source:sets").tolist() == [0]


def test_the_table_of_segments_is_laid_out_as_described(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(fields.Schema(id=fields.ID(stored=True)))
    for number in range(2):
        writer = index.writer(codec=ColumnarCodec())
        writer.add_document(id=str(number))
        writer.commit(merge=False)
    writer = index.writer(codec=ColumnarCodec())
    writer.delete_by_term("id", "1")
    writer.commit(merge=False)
    table = io.BytesIO((tmp_path / "_MAIN_3.toc").read_bytes())

    def variable() -> int:
        number = place = 0
        while (byte := table.read(1)[0]) >= 128:
            number, place = number | (byte & 127) << place, place + 7
        return number | byte << place

    def integer() -> int:
        return int.from_bytes(table.read(4), "big", signed=True)

    assert [variable() for _ in range(3)] == [4, 8, 4]
    assert [integer(), integer()] == [-12345, -111]
    assert tuple(variable() for _ in range(3)) == whoosh.__version__
    table.read(variable())
    assert [integer(), integer()] == [3, 0]
    segments = [vars(segment) for segment in pickle.load(table)]
    assert [(one["_doccount"], one["_deleted"], one["compound"]) for one in segments] == [
        (1, None, False),
        (1, {0}, False),
    ]
    assert all((tmp_path / f"MAIN_{one['segid']}{TERMS_EXT}").is_file() for one in segments)


def test_a_matcher_that_skipped_all_of_its_postings_can_still_be_asked_where_it_is() -> None:
    index = RamStorage().create_index(fields.Schema(text=fields.TEXT), NAME)
    writer = index.writer(codec=ColumnarCodec())
    for text in ("calm", "dusk bright"):
        writer.add_document(text=text)
    writer.commit()
    calm, dusk, bright = (q.Term("text", word) for word in ("calm", "dusk", "bright"))
    with index.searcher() as searcher:
        found = searcher.search(q.AndNot(dusk, q.AndNot(calm, bright)), limit=1)
        assert [hit.docnum for hit in found] == [1]
