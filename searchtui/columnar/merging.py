"""Merging: several segments become one, array by array, without the deleted documents.

Which ones are merged is decided as in Lucene's `LogByteSizeMergePolicy`: only segments of about the same size, and only
when there are several of them. So a document is written anew as many times as the logarithm of the size of the index,
and a small change stays cheap.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema

from searchtui.columnar.arrayfile import ArrayFileWriter, open_array_file
from searchtui.columnar.documents import DOCUMENTS_EXT, DocumentReader
from searchtui.columnar.facets import FacetColumn, SegmentFacet, write_facet
from searchtui.columnar.growing import GrowingArray, temporary_file
from searchtui.columnar.merging_terms import TermsPart, merge_terms
from searchtui.columnar.numbers import is_number
from searchtui.columnar.packing import extents, in_one_type, narrowest, starts_of
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment
from searchtui.columnar.stored import pack
from searchtui.columnar.terms import TERMS_EXT, TermsReader

__all__ = ["groups_to_merge", "merge", "merge_built", "merge_where_due"]

_FACTOR = 8
"""So many segments of one size are merged into one."""

_SMALLEST = 1 << 12
"""Bytes up to which segments count as of one size."""

_DELETED = 1 / 4
"""The part of a segment's documents that may be deleted before it is written anew."""

_SEVERAL_ARRAYS = {"facet", "vector"}
"""Kinds of columns that are more than one array each."""

_LARGEST = 1 << 31
"""Bytes of postings that a merged segment may have: each word takes one or more, and there can be 2**32 of a field."""

_WAITING = ".merging"
"""How the names of files begin, behind that of their segment, that hold what has been merged and not yet written."""

_COPIED_AT_ONCE = 1 << 20
"""Bytes."""


def merge_where_due(
    storage: Any, indexname: str, schema: Schema, segments: Sequence[ColumnarSegment], memory: int
) -> list[ColumnarSegment]:
    """Merge those of an index's segments that are due.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index, without columns that Whoosh writes itself and without vectors.
        segments: all of the index, in order.
        memory: bytes that merging may take, about; see `merge`.

    Returns:
        The segments for the next generation; a merged one stands where the first of its parts stood.

    Raises:
        DamagedFileError: a segment that is due is damaged.
    """
    after = {place: segment for place, segment in enumerate(segments) if segment.doc_count() > 0}
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for place, segment in after.items():
        if (kind := _kind(storage, segment)) is not None:
            alike[kind].append(place)
    for places in alike.values():
        sizes = [storage.file_length(segments[place].make_filename(TERMS_EXT)) for place in places]
        deleted = [segments[place].deleted_count() / segments[place].doc_count_all() for place in places]
        for group in groups_to_merge(sizes, deleted, _LARGEST):
            merged = merge(storage, indexname, schema, [segments[places[one]] for one in group], memory)
            for one in group:
                del after[places[one]]
            after[places[group[0]]] = merged
    return [segment for _, segment in sorted(after.items())]


def merge_built(
    storage: Any, indexname: str, schema: Schema, segments: Sequence[ColumnarSegment], memory: int
) -> list[ColumnarSegment]:
    """Merge segments that one builder has made one after the other for want of memory, whatever their size.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index, without columns that Whoosh writes itself and without vectors.
        segments: as they were built, in order.
        memory: bytes that merging may take, about; see `merge`.

    Returns:
        One segment, or as few as hold no more than a segment may, in order.

    Raises:
        OSError: the disk is full, for instance.
    """
    groups: list[list[ColumnarSegment]] = []
    size = 0
    for segment in segments:
        length = storage.file_length(segment.make_filename(TERMS_EXT))
        if groups and size + length <= _LARGEST:
            groups[-1].append(segment)
            size += length
        else:
            groups.append([segment])
            size = length
    return [merge(storage, indexname, schema, one, memory) if len(one) > 1 else one[0] for one in groups]


def _kind(storage: Any, segment: ColumnarSegment) -> str | None:
    """Segments of one kind can be merged as arrays; None where a segment has what cannot.

    A segment that Whoosh's own writer made, posting by posting, has postings for each field, also for one that refines
    another.
    """
    documents = open_array_file(storage, segment.make_filename(DOCUMENTS_EXT))
    if any(name.startswith(("column:", "vector:")) for name in documents.names()):
        return None
    return repr(sorted(open_array_file(storage, segment.make_filename(TERMS_EXT)).meta["refines"].items()))


def groups_to_merge(sizes: Sequence[int], deleted: Sequence[float], most: int) -> list[list[int]]:
    """Which segments are to be merged.

    Args:
        sizes: of the segments, in bytes.
        deleted: the part of each that is deleted, 0 to 1.
        most: bytes that a merged segment may have.

    Returns:
        Places of segments, rising in each group; a group of one is to be written anew.
    """
    groups = [([place], size) for place, size in enumerate(sizes)]
    merging = True
    while merging:
        levels: defaultdict[int, list[tuple[list[int], int]]] = defaultdict(list)
        for group in groups:
            levels[int(math.log(max(group[1], _SMALLEST), _FACTOR))].append(group)
        merging = False
        for level in sorted(levels):
            due = levels[level]
            while due and sum(size for _, size in due) > most:
                due.remove(max(due, key=lambda group: group[1]))
            if len(due) >= _FACTOR:
                merging = True
                groups = [group for group in groups if group not in due]
                groups.append((sorted(place for places, _ in due for place in places), sum(size for _, size in due)))
                break
    return [places for places, size in groups if len(places) > 1 or (deleted[places[0]] > _DELETED and size <= most)]


def merge(
    storage: Any, indexname: str, schema: Schema, segments: Sequence[ColumnarSegment], memory: int
) -> ColumnarSegment:
    """Write the live documents of several segments as one, in order.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index, without columns that Whoosh writes itself and without vectors.
        segments: at least one.
        memory: bytes that merging may take, about, beside some for each document and each term.

    Raises:
        DamagedFileError: one of them is damaged.
        OSError: the disk is full, for instance.
        ValueError: they have something that cannot be merged as arrays.
    """
    parts = []
    first = 0
    for segment in segments:
        parts.append(_Part(storage, segment, first))
        first += parts[-1].documents
    merged = ColumnarCodec().new_segment(storage, indexname)
    merged.set_doc_count(first)
    with closing(merged.create_file(storage, DOCUMENTS_EXT)) as file:
        _merge_documents(ArrayFileWriter(file), schema, parts, first)
    with closing(merged.create_file(storage, TERMS_EXT)) as file:
        terms = [TermsPart(part.terms, part.live_or_all, part.numbers) for part in parts]
        waiting = partial(temporary_file, storage, merged.make_filename(_WAITING))
        merge_terms(ArrayFileWriter(file), terms, memory, lambda: GrowingArray(waiting))
    return merged


class _Part:
    """One of the segments that are merged.

    Args:
        storage: of the index.
        segment: itself.
        first: number that its first live document will have.
    """

    def __init__(self, storage: Any, segment: ColumnarSegment, first: int) -> None:
        self.file = open_array_file(storage, segment.make_filename(DOCUMENTS_EXT))
        for file in (self.file, open_array_file(storage, segment.make_filename(TERMS_EXT))):
            file.verify()
            file.release()
        self.reader, self.terms = DocumentReader(storage, segment), TermsReader(storage, segment)
        self.live = np.ones(segment.doc_count_all(), bool)
        self.live[list(segment.deleted_docs())] = False
        self.documents = int(self.live.sum())
        self.numbers = (np.cumsum(self.live) + (first - 1)).astype(np.uint32)
        """What each live document will be numbered."""

    @property
    def live_or_all(self) -> NDArray[np.bool_] | None:
        """Which documents are live; None where all are."""
        return self.live if self.documents < len(self.live) else None

    def of_live(self, name: str, default: int = 0) -> NDArray[Any]:
        """An array with one number a document, for those that are live."""
        if name in self.file:
            return self.file.array(name)[self.live]
        return np.full(self.documents, default, np.min_scalar_type(default))


def _arrays(parts: Sequence[_Part], kind: str) -> list[str]:
    """The names of all columns of this kind, in order of appearance."""
    names = (name.partition(":") for part in parts for name in part.file.names())
    own = (rest.rpartition(":")[0] if kind in _SEVERAL_ARRAYS else rest for first, _, rest in names if first == kind)
    return list(dict.fromkeys(name for name in own if name))


def _merge_documents(writer: ArrayFileWriter, schema: Schema, parts: Sequence[_Part], documents: int) -> None:
    if _arrays(parts, "column") or _arrays(parts, "vector"):
        raise ValueError("columns of other kinds and vectors are not merged as arrays")
    names = list(dict.fromkeys(name for part in parts for name in part.file.meta["stored"]))
    lengths: list[NDArray[np.int64]] = []
    writer.add_blob("stored", _rows(parts, names, lengths))
    writer.add("stored:offsets", narrowest(starts_of(np.concatenate([np.empty(0, np.int64), *lengths]))))
    for name in _arrays(parts, "length"):
        writer.add(f"length:{name}", narrowest(in_one_type([part.of_live(f"length:{name}") for part in parts])))
    for name in _arrays(parts, "number"):
        column = schema[name].column_type
        default = column._default if is_number(column) else 0
        values = in_one_type([part.of_live(f"number:{name}", default) for part in parts])
        writer.add(f"number:{name}", narrowest(values) if values.min(initial=0) >= 0 else values)
    for name in _arrays(parts, "facet"):
        assert isinstance(schema[name].column_type, FacetColumn)
        write_facet(writer, f"facet:{name}", _facet(parts, name))
    writer.finish({"documents": documents, "stored": names})


def _rows(parts: Sequence[_Part], names: list[str], lengths: list[NDArray[np.int64]]) -> Iterator[bytes | memoryview]:
    """The stored fields of the live documents, in pieces.

    Args:
        parts: the segments.
        names: of all stored fields.
        lengths: is told how long each row is, in bytes.
    """
    for part in parts:
        own = part.file.meta["stored"]
        if own != names[: len(own)]:
            for doc in np.flatnonzero(part.live).tolist():
                row = part.reader.stored_fields(doc)
                packed = pack([row.get(name) for name in names]) if row else b""
                lengths.append(np.array([len(packed)]))
                yield packed
            continue
        offsets, blob = part.file.array("stored:offsets"), part.file.blob("stored")
        lengths.append(extents(offsets)[part.live])
        for first, last in _runs(part.live):
            for start in range(int(offsets[first]), int(offsets[last]), _COPIED_AT_ONCE):
                yield blob[start : min(start + _COPIED_AT_ONCE, int(offsets[last]))]
        part.file.release()


def _runs(chosen: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Stretches of neighbours that are chosen: of each the first and the one behind the last."""
    borders = np.flatnonzero(np.diff(chosen, prepend=False, append=False)).tolist()
    return zip(borders[::2], borders[1::2], strict=True)


def _facet(parts: Sequence[_Part], name: str) -> SegmentFacet:
    """A facet of the live documents; values and sets of values that only deleted ones had are left out."""
    sets: dict[tuple[str, ...], int] = {}
    of_docs = []
    for part in parts:
        facet = part.reader.facet(name)
        if facet is None:
            of_docs.append(np.full(part.documents, sets.setdefault((), len(sets))))
            continue
        here = facet.sets[part.live]
        numbers = np.zeros(len(facet.starts) - 1, np.int64)
        for one in np.unique(here).tolist():
            numbers[one] = sets.setdefault(tuple(facet.values_of(one)), len(sets))
        of_docs.append(numbers[here])
    values = sorted({value for some in sets for value in some})
    place = {value: rank for rank, value in enumerate(values)}
    starts = np.cumsum([0, *map(len, sets)])
    ordinals = np.array([place[value] for some in sets for value in some], np.int64)
    return SegmentFacet(values, starts, ordinals, np.concatenate(of_docs))
