"""A segment that was built at once holds what Whoosh's writer would have written."""

from __future__ import annotations

import os
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import columns, fields
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex

from searchtui.analysis import WordAnalyzer, text_in
from searchtui.columnar import REFINEMENT, ColumnarCodec, FacetColumn, SegmentBuilder
from searchtui.columnar import builder as builder_module
from searchtui.columnar import documents as documents_module
from searchtui.columnar import inversion as inversion_module
from tests.examples import examples

# Some distributions of Whoosh keep the temporary files of all indexes of one name in one place.
NAME = f"MAIN{os.getpid()}"

BESIDE = 9 << 20
"""Bytes that building may take beside those for what is built: for a batch of texts, and words that are remembered."""

plain_texts = st.text("ab 京大學.'-\n1,é", max_size=12) | st.lists(st.sampled_from(["war", "wars", "ally"])).map(
    " ".join
)
# Words that have another stem in each of these languages, alone and in one piece with others.
foreign_texts = st.builds(
    lambda words, language: text_in(language)(" ".join(words)),
    st.lists(st.sampled_from(["kinder", "kind", "Kinder-Wars", "wars", "running", "alliées", "京大 runs"])).map(
        " ".join
    ),
    st.sampled_from(["en", "de", "fr", "und"]),
)
texts = plain_texts | foreign_texts
documents = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "text": texts,
            "exact": texts,
            "author": texts,
            "id": st.text("abc", min_size=1, max_size=2),
            "plain": st.sampled_from(["one two", "two two three"]),
            "number": st.integers(-2, 99),
            "facet": st.sampled_from(["", "a", "b|a", "a|a", "c|", "ab"]),
        },
    ).map(lambda document: {**document, "fine": document.get("text")}),
    max_size=8,
)


def schema() -> fields.Schema:
    return fields.Schema(
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), stored=True),
        exact=fields.TEXT(analyzer=WordAnalyzer(stemmed=False)),
        fine=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False)),
        facet=fields.COLUMN(FacetColumn("|")),
        author=fields.TEXT(analyzer=WordAnalyzer(stemmed=False)),
        id=fields.ID(stored=True),
        plain=fields.TEXT(),
        number=fields.COLUMN(columns.NumericColumn("i")),
    )


def by_whoosh(some: list[dict[str, object]]) -> FileIndex:
    index = RamStorage().create_index(schema(), NAME)
    writer = index.writer(codec=ColumnarCodec())
    for document in some:
        writer.add_document(**document)
    writer.commit()
    return index


def by_builder(some: list[dict[str, object]]) -> FileIndex:
    index = RamStorage().create_index(schema(), NAME)
    builder = SegmentBuilder(index.storage, index.indexname, index.schema)
    for document in some:
        builder.add(**document)
    segments = [builder.finish()] if len(builder) else []
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, others: [*others, *segments])
    return index


def contents(index: FileIndex) -> object:
    with index.reader() as reader:
        postings = []
        for name, text in sorted(reader.all_terms()):
            matcher, info = reader.postings(name, text), reader.term_info(name, text)
            lengths = (info.min_length(), info.max_length(), info.max_weight(), info.doc_frequency())
            while matcher.is_active():
                value = matcher.value_as("positions") if matcher.supports("positions") else None
                postings.append((name, text, lengths, matcher.id(), matcher.weight(), value))
                matcher.next()
        docs = range(reader.doc_count_all())
        return (
            postings,
            [reader.stored_fields(doc) for doc in docs],
            [[reader.doc_field_length(doc, name) for name in ("text", "fine", "exact", "plain")] for doc in docs],
            [reader.column_reader("number")[doc] for doc in docs],
            [reader.column_reader("facet")[doc] for doc in docs],
        )


@settings(deadline=None, max_examples=examples(150))
@given(documents)
def test_what_is_built_is_what_whoosh_writes(some: list[dict[str, object]]) -> None:
    random.seed()  # Hypothesis seeds it alike for each example, and Whoosh names its segments with it
    assert contents(by_builder(some)) == contents(by_whoosh(some))


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(st.tuples(documents, documents.filter(len)), max_size=4), st.sampled_from([1, 2, 256]))
def test_documents_with_fields_in_common_are_as_if_added_one_by_one(
    groups: list[tuple[list[dict[str, object]], list[dict[str, object]]]], at_once: int
) -> None:
    random.seed()
    one_by_one, together = (RamStorage().create_index(schema(), NAME) for _ in range(2))
    alone, grouped = (SegmentBuilder(index.storage, NAME, schema()) for index in (one_by_one, together))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(builder_module, "_DOCUMENTS_AT_ONCE", at_once)
        for some, (shared, *_) in groups:
            if shared["fine"] is None:  # then each has a text of its own
                shared = {name: value for name, value in shared.items() if name not in ("text", "fine")}
            own = [{name: value for name, value in one.items() if name not in shared} for one in some]
            grouped.add_all(iter(own), shared)
            for one in own:
                alone.add(**one, **shared)
    for index, builder in ((one_by_one, alone), (together, grouped)):
        segments = [builder.finish()] if len(builder) else []
        index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, _others, made=segments: made)
    assert contents(together) == contents(one_by_one)


def test_a_term_of_several_languages_is_a_form_of_several_stems() -> None:
    index = RamStorage().create_index(schema(), NAME)
    builder = SegmentBuilder(index.storage, index.indexname, index.schema)
    for language, text in [("en", "kinder kinder"), ("de", "die kinder"), ("de", "ein kind"), ("und", "kinder")]:
        builder.add(text=text_in(language)(text), fine=text)
    segments = [builder.finish()]
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, _others: segments)
    with index.reader() as reader:
        assert [*reader.postings("text", "kinder").all_ids()] == [0, 3]
        assert [*reader.postings("text", "kind").all_ids()] == [1, 2]
        matcher = reader.postings("fine", "kinder")
        found = []
        while matcher.is_active():
            found.append((matcher.id(), matcher.weight(), matcher.value_as("positions")))
            matcher.next()
        assert found == [(0, 2.0, [0, 1]), (1, 1.0, [1]), (3, 1.0, [0])]
        assert reader.doc_frequency("fine", "kinder") == 3
        assert reader.frequency("fine", "kinder") == 4


def test_a_value_that_is_repeated_in_another_language_is_analysed_anew() -> None:
    index = RamStorage().create_index(schema(), NAME)
    builder = SegmentBuilder(index.storage, index.indexname, index.schema)
    for language in ("en", "de", "de", "en"):
        builder.add(text=text_in(language)("kinder"), fine="kinder")
    segments = [builder.finish()]
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, _others: segments)
    with index.reader() as reader:
        assert [*reader.postings("text", "kinder").all_ids()] == [0, 3]
        assert [*reader.postings("text", "kind").all_ids()] == [1, 2]
        assert [reader.stored_fields(doc) for doc in range(4)] == [{"text": "kinder"}] * 4


def test_a_field_that_does_not_exist_is_an_error() -> None:
    builder = SegmentBuilder(RamStorage(), "MAIN", schema())
    with pytest.raises(KeyError):
        builder.add(nothing="such")
    with pytest.raises(KeyError):
        builder.add_all([{}], {"nothing": "such"})


def test_a_field_is_shared_or_is_not() -> None:
    builder = SegmentBuilder(RamStorage(), "MAIN", schema())
    with pytest.raises(ValueError, match="'id' is shared and is not"):
        builder.add_all([{"id": "a"}], {"id": "b"})


@pytest.mark.parametrize("values", [{"text": "war"}, {"fine": "war"}, {"text": "war", "fine": "wars"}])
def test_a_refining_field_has_the_same_text(values: dict[str, str]) -> None:
    builder = SegmentBuilder(RamStorage(), NAME, schema())
    with pytest.raises(ValueError, match="must have the same text"):
        builder.add(**values)


def test_a_segment_is_full_when_its_memory_is_used_up() -> None:
    builder = SegmentBuilder(RamStorage(), NAME, schema(), memory=200_000)
    while not builder.is_full:
        builder.add(text="cold war " * 20, fine="cold war " * 20, id=str(len(builder)))
    assert 50 < len(builder) < 1000


WORDS = [f"w{number * 7919:x}" for number in range(5000)]
LARGE = [
    ("distinct words", lambda n: ([{"text": (text := " ".join(WORDS[n % 99 :: 99])), "fine": text}], {"id": str(n)})),
    ("new words", lambda n: ([{"text": (text := " ".join(f"w{n:x}v{m}" for m in range(60))), "fine": text}], {})),
    ("one word", lambda n: ([{"text": "war " * 60, "fine": "war " * 60}], {"id": str(n)})),
    ("repeated", lambda n: ([{"id": "ab"[doc % 2]} for doc in range(200)], {"author": f"{n} " + "cold war " * 200})),
    ("no blanks", lambda n: ([{"text": (text := f"{n}" + "京大學日本" * 9), "fine": text}], {})),
    ("stored", lambda n: ([{"id": f"{n}" * 99}], {})),
]


@pytest.mark.parametrize("documents_of", [make for _, make in LARGE], ids=[name for name, _ in LARGE])
def test_building_and_writing_take_the_memory_that_is_told(
    documents_of: Callable[[int], tuple[list[dict[str, str]], dict[str, str]]], tmp_path: Path
) -> None:
    memory = 8 << 20
    storage = FileStorage(str(tmp_path))
    tracemalloc.start()
    try:
        builder = SegmentBuilder(storage, NAME, schema(), memory)
        number = 0
        while not builder.is_full:
            builder.add_all(*documents_of(number))
            number += 1
        builder.finish()
        assert tracemalloc.get_traced_memory()[1] < memory * 1.25 + BESIDE
    finally:
        tracemalloc.stop()


@settings(deadline=None, max_examples=examples(100))
@given(documents)
def test_a_segment_is_the_same_however_little_memory_there_is(some: list[dict[str, object]]) -> None:
    def files(memory: int, stored: int) -> list[bytes]:
        storage = RamStorage()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(documents_module, "_STORED_IN_MEMORY", stored)
            patched.setattr(inversion_module, "_MOST_REPEATED", memory)
            patched.setattr(inversion_module, "_COUNTED_AT_ONCE", max(1, memory >> 4))
            patched.setattr(inversion_module, "_LETTERS_AT_ONCE", memory)
            builder = SegmentBuilder(storage, NAME, schema(), memory)
            for document in some:
                builder.add_all([{}, {}, {}], document)
            builder.add_all(some, {})
            builder.finish()
        return [bytes(storage.files[name]) for name in sorted(storage.files, key=lambda name: name.rpartition(".")[2])]

    plain = files(1 << 20, 1 << 20)
    assert files(1, 1) == files(1 << 8, 64) == plain


@settings(deadline=None, max_examples=examples(100))
@given(st.lists(st.tuples(documents.filter(len), st.integers(1, 3)), max_size=4))
def test_groups_of_documents_are_as_if_added_one_by_one(groups: list[tuple[list[dict[str, object]], int]]) -> None:
    random.seed()
    one_by_one, together = (RamStorage().create_index(schema(), NAME) for _ in range(2))
    alone, grouped = (SegmentBuilder(index.storage, NAME, schema()) for index in (one_by_one, together))
    # Of each group, what its first document has of these all of them have.
    shared = {name: [some[0].get(name) for some, _ in groups] for name in ("id", "author", "facet")}
    own = [
        {name: value for name, value in some[place % len(some)].items() if name not in shared}
        for some, count in groups
        for place in range(count)
    ]
    fields_of_own = {name: [one.get(name) for one in own] for name in ("text", "fine", "exact", "plain", "number")}
    grouped.add_groups(fields_of_own, shared, [count for _, count in groups])
    numbers = [group for group, (_, count) in enumerate(groups) for _ in range(count)]
    for group, one in zip(numbers, own, strict=True):
        alone.add(**{name: values[group] for name, values in shared.items()}, **one)
    for index, builder in ((one_by_one, alone), (together, grouped)):
        segments = [builder.finish()] if len(builder) else []
        index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, _others, made=segments: made)
    assert contents(together) == contents(one_by_one)


def test_vectors_are_not_built() -> None:
    with pytest.raises(ValueError, match="'text' has vectors"):
        SegmentBuilder(RamStorage(), "MAIN", fields.Schema(text=fields.TEXT(vector=True)))
