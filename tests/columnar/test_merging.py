"""Merged segments hold what one segment of their live documents would hold."""

from __future__ import annotations

import errno
import io
import os
import random
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from whoosh import analysis, columns, fields, formats
from whoosh import query as q
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex

from searchtui.analysis import WordAnalyzer
from searchtui.columnar import ColumnarCodec, ColumnarSegment, FacetColumn, SegmentBuilder, merging, merging_terms
from searchtui.columnar.arrayfile import ArrayFile, DamagedFileError, open_array_file
from searchtui.columnar.documents import DOCUMENTS_EXT
from searchtui.columnar.merging import groups_to_merge, merge, merge_built, merge_where_due
from searchtui.columnar.terms import TERMS_EXT
from searchtui.columnar.verification import faults_of
from tests.columnar.test_builder import contents, documents, schema
from tests.examples import examples

NAME = f"MAIN{os.getpid()}"
MEMORY = 64 << 20


def _segment(index: FileIndex, some: list[dict[str, object]], deleted: set[int]) -> ColumnarSegment:
    builder = SegmentBuilder(index.storage, NAME, index.schema)
    for document in some:
        builder.add(**document)
    segment = builder.finish()
    for doc in sorted(deleted & set(range(len(some)))):
        segment.delete_document(doc)
    return segment


def _index(segments: list[ColumnarSegment], index: FileIndex) -> FileIndex:
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, _others: segments)
    return index


def _by_field(terms: ArrayFile) -> dict[tuple[str, str], bytes]:
    """All arrays of a segment's terms, by field, whatever number that has in it."""
    names = terms.meta["fields"]
    parted = [name.partition(":") for name in terms.names()]
    return {(names[int(key)], rest): bytes(terms.blob(f"{key}:{rest}")) for key, _, rest in parted}


@settings(deadline=None, max_examples=examples(150))
@given(
    st.lists(st.tuples(documents, st.sets(st.integers(0, 7), max_size=4)), min_size=1, max_size=4),
    st.sampled_from([1, 1_000, MEMORY]),
    st.sampled_from([1, 5, 1 << 16]),
)
def test_merged_segments_are_as_if_built_at_once(
    parts: list[tuple[list[dict[str, object]], set[int]]], memory: int, terms_at_once: int
) -> None:
    random.seed()
    index = RamStorage().create_index(schema(), NAME)
    segments = [_segment(index, some, deleted) for some, deleted in parts if some]
    live = [document for some, deleted in parts for doc, document in enumerate(some) if doc not in deleted]
    if not segments:
        return
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging_terms, "_TERMS_AT_ONCE", terms_at_once)
        merged = merge(index.storage, NAME, index.schema, segments, memory)
    assert merged.doc_count_all() == len(live)
    fresh = RamStorage().create_index(schema(), NAME)
    at_once = _segment(fresh, live, set())
    same = open_array_file(fresh.storage, at_once.make_filename(TERMS_EXT))
    terms = open_array_file(index.storage, merged.make_filename(TERMS_EXT))
    assert _by_field(terms) == _by_field(same)
    assert [*faults_of(index.storage, merged)] == []
    assert contents(_index([merged], index)) == contents(_index([at_once], fresh))


@pytest.mark.parametrize("memory", [1, MEMORY])
def test_long_documents_are_merged(memory: int, tmp_path: Path) -> None:
    """Frequencies, positions and numbers of documents that need more than one byte."""
    index = FileStorage(str(tmp_path)).create_index(schema(), NAME)
    words = ["war", "wars", "ally", "cold"]
    texts = [" ".join(random.Random(number).choices(words, k=number * 7 % 900)) for number in range(700)]
    live: list[dict[str, object]] = [{"text": text, "fine": text, "exact": text} for text in texts]
    segments = [
        _segment(index, live[:5], set()),
        _segment(index, live[5:400], {1, 2, 3}),
        _segment(index, live[400:], {0}),
    ]
    before = set(os.listdir(tmp_path))
    merged = merge(index.storage, NAME, index.schema, segments, memory)
    assert set(os.listdir(tmp_path)) - before == {merged.make_filename(DOCUMENTS_EXT), merged.make_filename(TERMS_EXT)}
    assert [*faults_of(index.storage, merged)] == []
    del live[6:9], live[397]
    fresh = RamStorage().create_index(schema(), NAME)
    assert contents(_index([merged], index)) == contents(_index([_segment(fresh, live, set())], fresh))


@pytest.mark.parametrize(("most", "counts"), [(1 << 31, [6]), (0, [1, 2, 3]), (None, [3, 3])])
def test_what_one_builder_made_becomes_few_segments(
    most: int | None, counts: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = FileStorage(str(tmp_path)).create_index(schema(), NAME)
    texts = [f"cold war {number}" for number in range(6)]
    made: list[dict[str, object]] = [{"text": text, "fine": text} for text in texts]
    segments = [_segment(index, some, set()) for some in (made[:1], made[1:3], made[3:])]
    sizes = [index.storage.file_length(one.make_filename(TERMS_EXT)) for one in segments]
    monkeypatch.setattr(merging, "_LARGEST", sum(sizes[:2]) if most is None else most)
    merged = merge_built(index.storage, NAME, index.schema, segments, MEMORY)
    assert [one.doc_count_all() for one in merged] == counts
    fresh = RamStorage().create_index(schema(), NAME)
    one = merge(index.storage, NAME, index.schema, merged, MEMORY)
    assert contents(_index([one], index)) == contents(_index([_segment(fresh, made, set())], fresh))
    assert merge_built(index.storage, NAME, index.schema, [], MEMORY) == []


def test_a_full_disk_ends_merging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    index = FileStorage(str(tmp_path)).create_index(schema(), NAME)
    segments = [_segment(index, [{"text": "cold war", "fine": "cold war"}], set()) for _ in range(2)]
    monkeypatch.setattr(merging, "temporary_file", lambda _storage, _name: Full())
    with pytest.raises(OSError, match="space"):
        merge(index.storage, NAME, index.schema, segments, MEMORY)


def test_stored_fields_in_another_order_are_merged() -> None:
    index = RamStorage().create_index(fields.Schema(first=fields.ID(stored=True), second=fields.ID(stored=True)), NAME)
    segments = [
        _segment(index, [{"first": "a", "second": "b"}], set()),
        _segment(index, [{"second": "d"}, {"first": "c", "second": "d"}, {}], set()),
    ]
    with _index([merge(index.storage, NAME, index.schema, segments, MEMORY)], index).reader() as reader:
        assert [reader.stored_fields(doc) for doc in range(4)] == [
            {"first": "a", "second": "b"},
            {"second": "d"},
            {"first": "c", "second": "d"},
            {},
        ]


def test_a_damaged_segment_is_not_merged(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(schema())
    segments = [_segment(index, [{"text": "cold war", "fine": "cold war"}], set()) for _ in range(2)]
    path = tmp_path / segments[1].make_filename(TERMS_EXT)
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedFileError, match="is damaged"):
        merge(index.storage, NAME, index.schema, segments, MEMORY)


def test_segments_of_one_size_are_merged_when_there_are_eight() -> None:
    small, large = 1000, 10_000_000
    assert groups_to_merge([small] * 7, [0] * 7, 1 << 30) == []
    assert groups_to_merge([small] * 8, [0] * 8, 1 << 30) == [list(range(8))]
    assert groups_to_merge([large, *[small] * 8], [0] * 9, 1 << 30) == [list(range(1, 9))]
    assert groups_to_merge([large] * 8, [0] * 8, large) == []
    assert groups_to_merge([large, small], [0.5, 0.1], 1 << 30) == [[0]]
    assert groups_to_merge([large, small], [0.5, 0.5], small) == [[1]]


@given(st.lists(st.integers(1, 1 << 24), max_size=200))
def test_few_segments_of_a_size_remain(sizes: list[int]) -> None:
    groups = groups_to_merge(sizes, [0.0] * len(sizes), 1 << 40)
    merged = {place for group in groups for place in group}
    assert len(merged) == sum(map(len, groups))
    after = [size for place, size in enumerate(sizes) if place not in merged]
    after += [sum(sizes[place] for place in group) for group in groups]
    assert groups_to_merge(after, [0.0] * len(after), 1 << 40) == []
    assert len(after) <= 7 * 8


def test_many_small_changes_write_each_document_a_few_times() -> None:
    sizes: list[int] = []
    written, one, changes = 0, 1 << 14, 8**4
    for _ in range(changes):
        sizes.append(one)
        for group in groups_to_merge(sizes, [0.0] * len(sizes), 1 << 40):
            merged = sum(sizes[place] for place in group)
            written += merged
            sizes = [merged, *(size for place, size in enumerate(sizes) if place not in group)]
    assert sizes == [one * changes]
    assert one * changes < written <= 4 * one * changes


def test_segments_of_whooshs_own_writer_are_left_as_they_are() -> None:
    index = RamStorage().create_index(schema(), NAME)
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(text="cold war", fine="cold war")
    writer.commit()
    by_whoosh = index._segments()
    built = [_segment(index, [{"text": "wars", "fine": "wars"}], set()) for _ in range(8)]
    after = merge_where_due(index.storage, NAME, index.schema, [*by_whoosh, *built], 1 << 30)
    assert [segment.doc_count_all() for segment in after] == [1, 8]
    assert after[0] is by_whoosh[0]
    with _index(after, index).searcher() as searcher:
        assert len(searcher.search(q.Term("text", "war"), limit=None)) == 9
        assert len(searcher.search(q.Term("fine", "wars"), limit=None)) == 8


@pytest.mark.parametrize(
    ("typecode", "one", "other"),
    [
        ("q", 2**62 + 1, None),
        ("q", 2**62 + 1, -5),
        ("q", -(2**62) - 1, 255),
        ("q", None, -1),
        ("Q", 2**64 - 1, None),
        ("Q", 2**64 - 1, 1),
        ("i", 2**31 - 1, -(2**31)),
        ("B", 255, None),
    ],
)
def test_numbers_stay_what_they_are(typecode: str, one: int | None, other: int | None) -> None:
    numbers = fields.Schema(number=fields.COLUMN(columns.NumericColumn(typecode)), id=fields.ID)
    index = RamStorage().create_index(numbers, NAME)
    segments = [
        _segment(index, [{"id": "a"} if value is None else {"id": "a", "number": value}], set())
        for value in (one, other)
    ]
    merged = merge(index.storage, NAME, index.schema, segments, MEMORY)
    assert [*faults_of(index.storage, merged)] == []
    with _index([merged], index).reader() as reader:
        assert [reader.column_reader("number")[doc] for doc in range(2)] == [one or 0, other or 0]


def test_terms_of_deleted_documents_take_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    index = RamStorage().create_index(fields.Schema(text=fields.TEXT(analyzer=WordAnalyzer(stemmed=False))), NAME)
    gone: list[dict[str, object]] = [
        {"text": " ".join(f"m{number}" for number in range(first, first + 40))} for first in range(0, 4000, 4)
    ]
    some: list[dict[str, object]] = [*gone, {"text": "a z"}]
    segment = _segment(index, some, set(range(len(some) - 1)))
    asked: list[int] = []
    take = merging_terms._FieldPart.take

    def noted(part: merging_terms._FieldPart, first: int, last: int) -> Any:
        asked.append(int(part.costs(first, last).sum()))
        return take(part, first, last)

    monkeypatch.setattr(merging_terms._FieldPart, "take", noted)
    merge(index.storage, NAME, index.schema, [segment], 200_000)
    assert max(asked) <= 100_000 < sum(asked)


class _Letters(formats.Existence):  # type: ignore[misc]
    """Keeps the first letters of some words with their postings, and nothing with those of others."""

    def word_values(self, value: str, analyzer: Any, **kwargs: Any) -> Iterator[tuple[str, int, float, bytes]]:
        for word in value.split():
            yield word, 1, 1.0, b"" if word < "m" else b"v" + word[:2].encode()


@pytest.mark.parametrize("memory", [1, MEMORY])
def test_what_a_format_keeps_stays_with_its_posting(memory: int) -> None:
    letters = fields.FieldType(format=_Letters(), analyzer=analysis.SpaceSeparatedTokenizer(), scorable=True)
    index = RamStorage().create_index(fields.Schema(some=letters), NAME)
    segments = [_segment(index, [{"some": text}], set()) for text in ("e1 e2", "zz yy", "e2 zz")]
    merged = merge(index.storage, NAME, index.schema, segments, memory)
    assert [*faults_of(index.storage, merged)] == []
    found: dict[str, list[tuple[int, bytes]]] = {}
    with _index([merged], index).reader() as reader:
        for word in ("e1", "e2", "yy", "zz"):
            matcher = reader.postings("some", word)
            found[word] = []
            while matcher.is_active():
                found[word].append((matcher.id(), matcher.value()))
                matcher.next()
    assert found == {
        "e1": [(0, b"")],
        "e2": [(0, b""), (2, b"")],
        "yy": [(1, b"vyy")],
        "zz": [(1, b"vzz"), (2, b"vzz")],
    }


def test_names_with_a_colon_are_names() -> None:
    colon = fields.Schema(**{"a:b": fields.TEXT(), "f:c": fields.COLUMN(FacetColumn()), "n:d": fields.NUMERIC})
    index = RamStorage().create_index(colon, NAME)
    parts = [_segment(index, [{"a:b": "cold war", "f:c": "CGTN", "n:d": 3}], set()) for _ in range(2)]
    with _index([merge(index.storage, NAME, index.schema, parts, MEMORY)], index).reader() as reader:
        assert [reader.doc_field_length(doc, "a:b") for doc in range(2)] == [2, 2]
        assert [reader.column_reader("f:c")[doc] for doc in range(2)] == [b"CGTN", b"CGTN"]


def test_what_is_wholly_deleted_is_left_out() -> None:
    index = RamStorage().create_index(fields.Schema(id=fields.ID), NAME)
    kept = _segment(index, [{"id": "a"}], set())
    gone = _segment(index, [{"id": "b"}], {0})
    assert merge_where_due(index.storage, NAME, index.schema, [gone, kept], 1 << 30) == [kept]


@given(st.lists(st.integers(0, 1500), min_size=1, max_size=64), st.integers(0, 5))
@example([1000] * 64, 1)
def test_lexicons_are_merged_in_few_ranges_and_none_is_large(sizes: list[int], seed: int) -> None:
    most, chance = 4096, random.Random(seed)
    lexicons: Any = [sorted({b"%05d" % chance.randrange(20_000) for _ in range(size)}) for size in sizes]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging_terms, "_TERMS_AT_ONCE", most)
        borders = merging_terms._borders(lexicons)
    together = sorted(chain.from_iterable(lexicons))
    ends = [0, *(bisect_left(together, border) for border in borders), len(together)]
    assert all(0 <= last - first <= 1.5 * most for first, last in pairwise(ends))
    assert len(borders) <= 2 * len(together) / most
