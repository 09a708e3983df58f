"""Merged segments hold what one segment of their live documents would hold."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields
from whoosh import query as q
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex

from searchtui.columnar import ColumnarCodec, ColumnarSegment, FacetColumn, SegmentBuilder
from searchtui.columnar.arrayfile import DamagedFileError, open_array_file
from searchtui.columnar.documents import DOCUMENTS_EXT
from searchtui.columnar.merging import groups_to_merge, merge, merge_where_due
from searchtui.columnar.terms import TERMS_EXT
from tests.columnar.test_builder import contents, documents, schema

NAME = f"MAIN{os.getpid()}"


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


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(documents, st.sets(st.integers(0, 7), max_size=4)), min_size=1, max_size=4))
def test_merged_segments_are_as_if_built_at_once(parts: list[tuple[list[dict[str, object]], set[int]]]) -> None:
    random.seed()
    index = RamStorage().create_index(schema(), NAME)
    segments = [_segment(index, some, deleted) for some, deleted in parts if some]
    live = [document for some, deleted in parts for doc, document in enumerate(some) if doc not in deleted]
    if not segments:
        return
    merged = merge(index.storage, NAME, index.schema, segments)
    assert merged.doc_count_all() == len(live)
    fresh = RamStorage().create_index(schema(), NAME)
    assert contents(_index([merged], index)) == contents(_index([_segment(fresh, live, set())], fresh))
    for suffix in (DOCUMENTS_EXT, TERMS_EXT):
        file = open_array_file(index.storage, merged.make_filename(suffix))
        file.verify()


def test_stored_fields_in_another_order_are_merged() -> None:
    index = RamStorage().create_index(fields.Schema(first=fields.ID(stored=True), second=fields.ID(stored=True)), NAME)
    segments = [
        _segment(index, [{"first": "a", "second": "b"}], set()),
        _segment(index, [{"second": "d"}, {"first": "c", "second": "d"}, {}], set()),
    ]
    with _index([merge(index.storage, NAME, index.schema, segments)], index).reader() as reader:
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
        merge(index.storage, NAME, index.schema, segments)


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


def test_names_with_a_colon_are_names() -> None:
    colon = fields.Schema(**{"a:b": fields.TEXT(), "f:c": fields.COLUMN(FacetColumn()), "n:d": fields.NUMERIC})
    index = RamStorage().create_index(colon, NAME)
    parts = [_segment(index, [{"a:b": "cold war", "f:c": "CGTN", "n:d": 3}], set()) for _ in range(2)]
    with _index([merge(index.storage, NAME, index.schema, parts)], index).reader() as reader:
        assert [reader.doc_field_length(doc, "a:b") for doc in range(2)] == [2, 2]
        assert [reader.column_reader("f:c")[doc] for doc in range(2)] == [b"CGTN", b"CGTN"]


def test_what_is_wholly_deleted_is_left_out() -> None:
    index = RamStorage().create_index(fields.Schema(id=fields.ID), NAME)
    kept = _segment(index, [{"id": "a"}], set())
    gone = _segment(index, [{"id": "b"}], {0})
    assert merge_where_due(index.storage, NAME, index.schema, [gone, kept], 1 << 30) == [kept]
