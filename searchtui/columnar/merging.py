"""Merging: several segments become one, array by array, without the deleted documents.

Which ones are merged is decided as in Lucene's `LogByteSizeMergePolicy`: only segments of about the same size, and only
when there are several of them. So a document is written anew as many times as the logarithm of the size of the index,
and a small change stays cheap.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema

from searchtui.columnar.arrayfile import ArrayFileWriter, open_array_file
from searchtui.columnar.documents import DOCUMENTS_EXT, DocumentReader
from searchtui.columnar.facets import FacetColumn, SegmentFacet, write_facet
from searchtui.columnar.field import InvertedField, PostingsField, write_field
from searchtui.columnar.inversion import refined
from searchtui.columnar.numbers import is_number
from searchtui.columnar.packing import extents, narrowest, spread
from searchtui.columnar.refinement import InvertedRefinement, RefinedField, write_refinement
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment
from searchtui.columnar.stored import pack
from searchtui.columnar.terms import TERMS_EXT, TermsReader

__all__ = ["groups_to_merge", "merge", "merge_where_due"]

_FACTOR = 8
"""So many segments of one size are merged into one."""

_SMALLEST = 1 << 12
"""Bytes up to which segments count as of one size."""

_DELETED = 1 / 4
"""The part of a segment's documents that may be deleted before it is written anew."""

_SEVERAL_ARRAYS = {"facet", "vector"}
"""Kinds of columns that are more than one array each."""

_BYTES_A_BYTE = 20
"""What merging takes in memory for each byte of postings."""


def merge_where_due(
    storage: Any, indexname: str, schema: Schema, segments: Sequence[ColumnarSegment], memory: int
) -> list[ColumnarSegment]:
    """Merge those of an index's segments that are due.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index, without columns that Whoosh writes itself and without vectors.
        segments: all of the index, in order.
        memory: bytes that merging may take, about; what would need more is left as it is.

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
        for group in groups_to_merge(sizes, deleted, memory // _BYTES_A_BYTE):
            merged = merge(storage, indexname, schema, [segments[places[one]] for one in group])
            for one in group:
                del after[places[one]]
            after[places[group[0]]] = merged
    return [segment for _, segment in sorted(after.items())]


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


def merge(storage: Any, indexname: str, schema: Schema, segments: Sequence[ColumnarSegment]) -> ColumnarSegment:
    """Write the live documents of several segments as one, in order.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index, without columns that Whoosh writes itself and without vectors.
        segments: at least one.

    Raises:
        DamagedFileError: one of them is damaged.
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
        _merge_terms(ArrayFileWriter(file), parts)
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
        self.file.verify()
        open_array_file(storage, segment.make_filename(TERMS_EXT)).verify()
        self.reader, self.terms = DocumentReader(storage, segment), TermsReader(storage, segment)
        self.live = np.ones(segment.doc_count_all(), bool)
        self.live[list(segment.deleted_docs())] = False
        self.documents = int(self.live.sum())
        self.numbers = np.cumsum(self.live) - 1 + first
        """What each live document will be numbered."""

    def of_live(self, name: str, default: int = 0) -> NDArray[Any]:
        """An array with one number a document, for those that are live."""
        if name in self.file:
            return self.file.array(name)[self.live]
        return np.full(self.documents, default)


def _arrays(parts: Sequence[_Part], kind: str) -> list[str]:
    """The names of all columns of this kind, in order of appearance."""
    names = (name.partition(":") for part in parts for name in part.file.names())
    own = (rest.rpartition(":")[0] if kind in _SEVERAL_ARRAYS else rest for first, _, rest in names if first == kind)
    return list(dict.fromkeys(name for name in own if name))


def _merge_documents(writer: ArrayFileWriter, schema: Schema, parts: Sequence[_Part], documents: int) -> None:
    if _arrays(parts, "column") or _arrays(parts, "vector"):
        raise ValueError("columns of other kinds and vectors are not merged as arrays")
    names = list(dict.fromkeys(name for part in parts for name in part.file.meta["stored"]))
    rows = [_stored(part, names) for part in parts]
    lengths = np.concatenate([[0], *(lengths for lengths, _ in rows)])
    writer.add("stored:offsets", narrowest(np.cumsum(lengths)))
    writer.add_blob("stored", [row for _, row in rows])
    for name in _arrays(parts, "length"):
        writer.add(f"length:{name}", narrowest(np.concatenate([part.of_live(f"length:{name}") for part in parts])))
    for name in _arrays(parts, "number"):
        column = schema[name].column_type
        default = column._default if is_number(column) else 0
        values = np.concatenate([part.of_live(f"number:{name}", default) for part in parts])
        writer.add(f"number:{name}", narrowest(values) if values.min(initial=0) >= 0 else values)
    for name in _arrays(parts, "facet"):
        assert isinstance(schema[name].column_type, FacetColumn)
        write_facet(writer, f"facet:{name}", _facet(parts, name))
    writer.finish({"documents": documents, "stored": names})


def _stored(part: _Part, names: list[str]) -> tuple[NDArray[np.int64], bytes]:
    """The stored fields of a segment's live documents: how long each row is, and the rows."""
    own = part.file.meta["stored"]
    if own != names[: len(own)]:
        rows = [part.reader.stored_fields(doc) for doc in np.flatnonzero(part.live).tolist()]
        packed = [pack([row.get(name) for name in names]) if row else b"" for row in rows]
        return np.array([len(row) for row in packed], np.int64), b"".join(packed)
    lengths = extents(part.file.array("stored:offsets"))
    blob = np.frombuffer(part.file.blob("stored"), np.uint8)
    if part.documents < len(part.live):
        blob = blob[np.repeat(part.live, lengths)]
    return lengths[part.live], blob.tobytes()


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


def _merge_terms(writer: ArrayFileWriter, parts: Sequence[_Part]) -> None:
    names: list[str] = []
    refines: dict[str, str] = {}
    fields = {name: field for part in parts for name, field in part.terms.fields.items()}
    finer_of = {
        coarser: name
        for part in parts
        for name, field in part.terms.fields.items()
        if isinstance(field, RefinedField)
        for coarser, other in part.terms.fields.items()
        if other is field.coarser
    }
    for name in sorted(fields):
        if name in finer_of.values():
            continue
        merged = _Postings(parts, name, finer_of.get(name))
        if not len(merged.terms):
            continue
        write_field(writer, len(names), merged.field)
        names.append(name)
        if merged.refinement is not None:
            write_refinement(writer, len(names), merged.refinement)
            names.append(finer_of[name])
            refines[finer_of[name]] = name
    writer.finish({"fields": names, "refines": refines})


class _Lexicons:
    """The lexicons of a field in several segments as one.

    Args:
        lexicons: of the segments; only terms that are told to occur are kept.
        occurring: for each segment, which of its terms occur in a live document.
    """

    def __init__(self, lexicons: Sequence[list[bytes]], occurring: Sequence[NDArray[np.bool_]]) -> None:
        kept = [
            [term for term, occurs in zip(terms, occur.tolist(), strict=True) if occurs]
            for terms, occur in zip(lexicons, occurring, strict=True)
        ]
        self.terms = sorted(set().union(*kept))
        place = {term: rank for rank, term in enumerate(self.terms)}
        self.ranks = [np.array([place.get(term, 0) for term in terms], np.int64) for terms in lexicons]
        """For each segment and each of its terms the number that it will have, 0 where it does not occur."""


class _Postings:
    """The postings of a field in several segments as one.

    Args:
        parts: the segments.
        name: of the field.
        finer: name of the field that refines it, if there is one.
    """

    def __init__(self, parts: Sequence[_Part], name: str, finer: str | None) -> None:
        holding = [part for part in parts if name in part.terms.fields]
        decoded = [_Decoded(part, name, finer) for part in holding]
        occurring = [np.bincount(one.terms, minlength=len(one.field)) > 0 for one in decoded]
        lexicons = _Lexicons([one.field.all() for one in decoded], occurring)
        self.terms = lexicons.terms
        if not self.terms:
            return
        ranks = np.concatenate([ranks[one.terms] for ranks, one in zip(lexicons.ranks, decoded, strict=True)])
        # Sorting keys that hold the place in their lower half is stable and faster than sorting places.
        keys = ranks.astype(np.uint64) << np.uint64(32) | np.arange(len(ranks), dtype=np.uint64)
        keys.sort()
        order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        del keys
        dfs = np.bincount(ranks, minlength=len(self.terms))
        starts = np.concatenate([[0], np.cumsum(dfs)])
        positions = counts = None
        places = None
        if decoded[0].field.has_positions:
            all_counts = np.concatenate([one.counts for one in decoded])
            places = spread((np.cumsum(all_counts) - all_counts)[order], all_counts[order])
            positions = np.concatenate([one.positions for one in decoded]).astype(np.uint32)[places]
            counts = all_counts[order].astype(np.uint32)
        values = [value for one in decoded for value in one.values]
        values = values if any(values) else []
        self.field = InvertedField(
            terms=self.terms,
            starts=starts,
            docs=np.concatenate([one.docs for one in decoded]).astype(np.uint32)[order],
            weights=np.concatenate([one.weights for one in decoded])[order],
            positions=positions,
            counts=counts,
            values=[values[place] for place in order.tolist()] if values else (),
        )
        self.refinement: InvertedRefinement | None = None
        if finer is not None and places is not None and counts is not None:
            self.refinement = _refinement(decoded, lexicons, places, ranks[order], counts, dfs)


class _Decoded:
    """The postings of a field in the live documents of one segment.

    Args:
        part: the segment.
        name: of the field.
        finer: name of the field that refines it, if there is one.
    """

    def __init__(self, part: _Part, name: str, finer: str | None) -> None:
        field = part.terms.fields[name]
        refining = part.terms.fields[finer] if finer is not None else None
        if not isinstance(field, PostingsField) or not isinstance(refining, RefinedField | None):
            raise ValueError(f"the field {name!r} is refined in one segment and not in another")
        self.field, self.refining = field, refining
        docs, weights = field.range_postings(0, len(field))
        alive = part.live[docs]
        terms = np.repeat(np.arange(len(field)), field.dfs())
        self.terms, self.weights = terms[alive], weights[alive]
        self.docs = part.numbers[docs[alive]]
        self.counts = self.positions = self.codes = np.empty(0, np.int64)
        if field.has_positions:
            counts, positions = field.all_occurrences()
            standing = np.repeat(alive, counts)
            self.counts, self.positions = counts[alive], positions[standing]
            if refining is not None:
                self.codes = refining.numbers(np.repeat(terms, counts))[standing]
        self.values: list[bytes] = [b""] * len(self.docs)
        if (first := field.values(0)) is not None:
            values = [*first, *(value for number in range(1, len(field)) for value in field.values(number) or ())]
            self.values = [value for value, live in zip(values, alive.tolist(), strict=True) if live]


def _refinement(
    decoded: Sequence[_Decoded],
    coarser: _Lexicons,
    places: NDArray[np.int64],
    ranks: NDArray[np.int64],
    counts: NDArray[np.uint32],
    dfs: NDArray[np.int64],
) -> InvertedRefinement:
    """What refines the merged postings.

    Args:
        decoded: the postings of the segments.
        coarser: the lexicons of the field that is refined.
        places: of the occurrences of the merged postings among those of the segments.
        ranks: of the terms of the merged postings.
        counts: how many occurrences each of these has.
        dfs: how many postings each term has.
    """
    refining = [one.refining for one in decoded if one.refining is not None]
    occurring = [np.bincount(one.codes, minlength=len(field)) > 0 for one, field in zip(decoded, refining, strict=True)]
    lexicons = _Lexicons([field.all() for field in refining], occurring)
    coarse = np.zeros(len(lexicons.terms), np.uint32)
    for field, finer, ranked, occurs in zip(refining, lexicons.ranks, coarser.ranks, occurring, strict=True):
        coarse[finer[occurs]] = ranked[field.coarse][occurs]
    numbers = [ranks[one.codes] for one, ranks in zip(decoded, lexicons.ranks, strict=True)]
    terms = [(term, number) for number, term in enumerate(lexicons.terms)]
    sorted_ranks = np.repeat(ranks, counts).astype(np.uint32)
    return refined(terms, coarse, np.concatenate(numbers).astype(np.uint32)[places], sorted_ranks, counts, dfs)
