"""What a generation of a columnar index holds, its segments as one: postings, positions, columns, live documents.

Document numbers are global: those of the first segment first. Deleted documents never appear, and all statistics are
of the live ones, so that a score does not depend on how the index came to be.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import NUMERIC
from whoosh.reading import IndexReader

from searchtui.columnar.cache import BoundedCache
from searchtui.columnar.docsets import MARKED, Docs, Mask, distinct, places_of
from searchtui.columnar.facets import Facet
from searchtui.columnar.field import Field, Located
from searchtui.columnar.packing import changes, in_one_type

__all__ = ["IndexArrays", "Part", "Postings", "Segment"]

_MASK_BYTES = 16 << 20
_POSITION_BYTES = 16 << 20
_TERM_BYTES = 16 << 20
_WORKING_BYTES = 24
"""Of memory for each document, while a query is evaluated."""
_MOST_WORKING_BYTES = 31 << 20
_DENSE = 96
"""From one posting for so many documents on, postings of several terms are added up in an array over all documents."""


class Segment(NamedTuple):
    """A segment of the generation.

    Args:
        offset: number of its first document in the generation.
        size: how many documents it has, deleted ones included.
        fields: its lexicons and postings.
        documents: its columns and lengths.
    """

    offset: int
    size: int
    fields: dict[str, Field]
    documents: Any


class Part(NamedTuple):
    """The postings of a term in one segment.

    Args:
        segment: where they are.
        field: that they are in.
        number: of the term in the field.
        start: place of the first of them among the postings of all segments, deleted documents included.
    """

    segment: Segment
    field: Field
    number: int
    start: int


class Postings(NamedTuple):
    """Where a term, or several terms taken as one, occurs.

    Args:
        docs: document numbers, rising, shape (n,).
        frequencies: how often in each, shape (n,).
        parts: where the postings of a single term come from.
        kept: places of these postings among those of the parts; None where these are all.
    """

    docs: Docs
    frequencies: NDArray[np.float32]
    parts: tuple[Part, ...] = ()
    kept: NDArray[np.int32] | None = None


def _nbytes(postings: Postings) -> int:
    kept = 0 if postings.kept is None else postings.kept.nbytes
    return 512 + postings.docs.nbytes + postings.frequencies.nbytes + kept


NO_POSTINGS = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


class IndexArrays:
    """The arrays of one generation; safe from any thread.

    Args:
        reader: of the generation, whose segments are all of the columnar codec.
    """

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self._columns: dict[str, NDArray[Any]] = {}
        self._wide_columns: dict[str, NDArray[np.int64]] = {}
        self._averages: dict[str, float] = {}
        self._facets: dict[str, Facet] = {}
        self._single: dict[str, bool] = {}
        self._masks: BoundedCache[Mask] = BoundedCache(_MASK_BYTES, lambda mask: mask.nbytes)
        self._positions: BoundedCache[Located] = BoundedCache(_POSITION_BYTES, lambda located: located.nbytes)
        self._terms: BoundedCache[Postings] = BoundedCache(_TERM_BYTES, _nbytes)
        self.size = int(reader.doc_count_all())
        self.segments = [
            Segment(offset, int(leaf.doc_count_all()), leaf._terms.fields, leaf._perdoc)
            for leaf, offset in reader.leaf_readers()
            if leaf.doc_count_all()
        ]
        self._offsets = [segment.offset for segment in self.segments]
        self.live = np.ones(self.size, bool)
        for segment in self.segments:
            deleted = np.fromiter(segment.documents.deleted_docs(), np.int64)
            self.live[deleted + segment.offset] = False
        self.live.setflags(write=False)
        self.documents = int(self.live.sum())
        _keep_freed_memory(_WORKING_BYTES * self.size)

    def stored(self, doc: int) -> dict[str, Any]:
        """The stored fields of a document, all that its segment has."""
        segment = self.segments[bisect_right(self._offsets, doc) - 1]
        fields: dict[str, Any] = segment.documents.stored_fields(doc - segment.offset)
        return fields

    def is_whole(self) -> bool:
        """Whether all files are still as long as they were; if not, nothing of the generation must be looked at."""
        return all(
            leaf._terms.is_whole() and leaf._perdoc.is_whole()
            for leaf, _ in self.reader.leaf_readers()
            if leaf.doc_count_all()
        )

    def all_docs(self) -> NDArray[np.int64]:
        """The live documents, shape (documents,)."""
        return np.flatnonzero(self.live)

    def mask(self, key: Hashable, make: Callable[[], Mask]) -> Mask:
        """A mask over all documents that is made once and kept while masks that were used later leave room.

        Args:
            key: names the mask among all masks of the generation.
            make: makes it; shape (size,).

        Returns:
            The mask, read-only.
        """

        def frozen() -> Mask:
            mask = make()
            mask.setflags(write=False)
            return mask

        return self._masks.get(key, frozen)

    # Columns, facets and lengths

    def raw_column(self, name: str) -> NDArray[Any]:
        """A numeric column over all documents in the type that it is stored in, shape (size,).

        A segment in which no document has a value counts as zeros.
        """
        if name not in self._columns:
            parts = [segment.documents.numbers(name) for segment in self.segments]
            whole = [
                np.zeros(segment.size, np.uint8) if part is None else part
                for part, segment in zip(parts, self.segments, strict=True)
            ]
            self._columns[name] = in_one_type(whole)
        return self._columns[name]

    def column(self, name: str) -> NDArray[np.int64]:
        """A numeric column over all documents, deleted ones included, shape (size,)."""
        if name not in self._wide_columns:
            self._wide_columns[name] = self.raw_column(name).astype(np.int64)
        return self._wide_columns[name]

    def between(self, name: str, least: int, most: int) -> Mask:
        """The documents whose value in a numeric column lies between two numbers, both included; see `mask`."""

        def made() -> Mask:
            column = self.raw_column(name)
            bounds = np.iinfo(column.dtype)
            low, high = max(least, int(bounds.min)), min(most, int(bounds.max))
            if low > high:
                return np.zeros(self.size, bool)
            found: Mask = (column >= column.dtype.type(low)) & (column <= column.dtype.type(high))
            return found

        return self.mask(("between", name, least, most), made)

    def facet(self, name: str) -> Facet:
        """A facet over all documents, deleted ones included."""
        if name not in self._facets:
            parts = [(segment.documents.facet(name), segment.size) for segment in self.segments]
            self._facets[name] = Facet.joined(parts)
        return self._facets[name]

    def lengths(self, field: str) -> NDArray[np.float32]:
        """The length of a field in words in all documents, deleted ones included, shape (size,)."""
        parts = [segment.documents.lengths(field) for segment in self.segments]
        return np.concatenate([np.empty(0, np.float32), *parts]).astype(np.float32, copy=False)

    def lengths_of(self, field: str, docs: Docs) -> NDArray[np.float32]:
        """The length of a field in words in some documents, rising, shape (n,)."""
        bounds = [*np.searchsorted(docs, [segment.offset for segment in self.segments]).tolist(), len(docs)]
        parts = [
            segment.documents.lengths(field)[docs[first:last] - segment.offset]
            for segment, (first, last) in zip(self.segments, pairwise(bounds), strict=True)
            if first < last
        ]
        return np.concatenate([np.empty(0, np.float32), *parts]).astype(np.float32, copy=False)

    def average_length(self, field: str) -> float:
        """The mean length of a field in words over the live documents."""
        if field not in self._averages:
            whole, total = self.documents == self.size, 0
            for segment in self.segments:
                lengths = segment.documents.lengths(field)
                here = lengths if whole else lengths[self.live[segment.offset : segment.offset + segment.size]]
                total += int(here.sum(dtype=np.int64))
            self._averages[field] = total / self.documents if self.documents else 0.0
        return self._averages[field]

    def having(self, field: str) -> Mask:
        """The live documents that have any term in a field; see `mask`."""

        def made() -> Mask:
            mask = np.zeros(self.size, bool)
            for segment in self.segments:
                here = mask[segment.offset : segment.offset + segment.size]
                held = segment.fields.get(field)
                if held is None:
                    continue
                if self.reader.schema[field].scorable:
                    here[:] = segment.documents.lengths(field) > 0
                else:
                    here[held.range_postings(0, self._distinct(field, held))[0]] = True
            return mask & self.live

        return self.mask(("having", field), made)

    def _distinct(self, field: str, held: Field) -> int:
        """How many of a field's first terms tell its values apart: of numbers Whoosh keeps coarser ones behind them."""
        return held.after_prefix(b"\0") if isinstance(self.reader.schema[field], NUMERIC) else len(held)

    def has_single_numbers(self, field: str) -> bool:
        """Whether a field of numbers has a column that holds all of them: no document has several."""
        if field not in self._single:
            self._single[field] = all(
                segment.documents.numbers(field) is not None and self._is_single(field, segment.fields[field])
                for segment in self.segments
                if field in segment.fields
            )
        return self._single[field]

    def _is_single(self, field: str, held: Field) -> bool:
        docs = held.range_postings(0, self._distinct(field, held))[0]
        return len(np.unique(docs)) == len(docs)

    # Postings

    def term(self, field: str, text: bytes) -> Postings:
        """Where one term occurs; empty where it does not.

        What was asked for lately is kept for a while: for a query, several ask for the same terms.
        """
        return self._terms.get((field, text), lambda: self._term(field, text))

    def _term(self, field: str, text: bytes) -> Postings:
        parts, docs, frequencies, start = [], [], [], 0
        for segment in self.segments:
            held = segment.fields.get(field)
            number = held.number(text) if held is not None else None
            if held is None or number is None:
                continue
            parts.append(Part(segment, held, number, start))
            here, often = held.postings(number)
            docs.append((here + segment.offset).astype(np.int32))
            frequencies.append(often)
            start += len(docs[-1])
        if not parts:
            return NO_POSTINGS
        found, often = _joined(docs), _joined(frequencies).astype(np.float32, copy=False)
        if self.documents == self.size:
            return Postings(found, often, tuple(parts))
        kept = np.flatnonzero(self.live[found]).astype(np.int32)
        return Postings(found[kept], often[kept], tuple(parts), kept)

    def occurrences(self, postings: Postings, which: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where a single term stands in some of its documents.

        Args:
            postings: of the term.
            which: places of the documents among these postings, rising, shape (n,).

        Returns:
            How many positions each of the documents has, shape (n,), and the positions, one document after the other.
        """
        if postings.kept is not None:
            which = postings.kept[which].astype(np.intp)
        starts = [part.start for part in postings.parts]
        bounds = [*np.searchsorted(which, starts).tolist(), len(which)]
        found = [
            self._located(part).take(which[first:last] - part.start)
            for part, (first, last) in zip(postings.parts, pairwise(bounds), strict=True)
            if first < last
        ]
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        counts, positions = zip(*found, strict=True)
        return _joined(counts), _joined(positions)

    def _located(self, part: Part) -> Located:
        key = (part.segment.offset, id(part.field), part.number)
        return self._positions.get(key, lambda: part.field.located(part.number))

    def range_occurrences(
        self, field: str, terms: Callable[[Field], Iterable[tuple[int, int]]], docs: Docs
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where any of several terms stands in some documents.

        Args:
            field: that they are in.
            terms: see `blended`.
            docs: the documents, rising.

        Returns:
            Of each occurrence the place of its document in `docs`, and the position; not in order.
        """
        ranks, positions = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for segment in self.segments:
            held = segment.fields.get(field)
            first_rank, end_rank = np.searchsorted(docs, [segment.offset, segment.offset + segment.size]).tolist()
            if held is None or first_rank == end_rank:
                continue
            rank_of = np.full(segment.size, -1, np.int64)
            rank_of[docs[first_rank:end_rank] - segment.offset] = np.arange(first_rank, end_rank)
            for first, last in terms(held):
                for some, located in held.range_located(first, last):
                    here = rank_of[some]
                    wanted = np.flatnonzero(here >= 0)
                    counts, found = located.take(wanted)
                    ranks.append(np.repeat(here[wanted], counts))
                    positions.append(found)
        return np.concatenate(ranks), np.concatenate(positions)

    def blended(
        self, field: str, terms: Callable[[Field], Iterable[tuple[int, int]]], least: Sequence[Postings] = ()
    ) -> Postings:
        """Several terms as if they were one: frequencies are added up by document.

        Args:
            field: that they are in.
            terms: the numbers of the terms in the field of one segment: of each run its first, and one past its last.
            least: what is found by these is found, too, and at least as often.
        """
        docs, frequencies = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for segment in self.segments:
            held = segment.fields.get(field)
            if held is None:
                continue
            here, often = held.some_postings(list(terms(held)))
            if len(here):
                docs.append(here + segment.offset if segment.offset else here)
                frequencies.append(often)
        some = [postings for postings in least if len(postings.docs)]
        if len(docs) == 1 and not some:
            return NO_POSTINGS
        found, often = _joined(docs[1:] or docs), _joined(frequencies[1:] or frequencies)
        return self._added_up(found, often.astype(np.float32, copy=False), some)

    def _added_up(
        self, docs: NDArray[np.int64], frequencies: NDArray[np.float32], least: Sequence[Postings]
    ) -> Postings:
        """One posting a live document, where there may be several in any order; see `blended`."""
        count = len(docs) + sum(len(postings.docs) for postings in least)
        if count * _DENSE < self.size or frequencies.min(initial=1) <= 0:
            found, often = _summarised(np.add, docs, frequencies)
            if least:
                docs = np.concatenate([found, *(postings.docs for postings in least)])
                frequencies = np.concatenate([often, *(postings.frequencies for postings in least)])
                found, often = _summarised(np.maximum, docs, frequencies)
        else:
            total = np.zeros(self.size, np.float32)
            np.add.at(total, docs, frequencies)
            for postings in least:
                places = postings.docs.astype(np.intp)
                total[places] = np.maximum(total.take(places), postings.frequencies)
            if count * MARKED < self.size:
                some = [docs.astype(np.int32), *(postings.docs for postings in least)]
                found = distinct(np.concatenate(some)).astype(np.int64)
            else:
                found = places_of(total > 0)
            often = total.take(found)
        if self.documents < self.size:
            alive = self.live[found]
            found, often = found[alive], often[alive]
        return Postings(found.astype(np.int32), often)


def _summarised(
    join: np.ufunc, docs: NDArray[np.int64], frequencies: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Documents, each once and rising, with all frequencies of each joined to one."""
    order = np.argsort(docs)
    docs = docs[order]
    first = np.flatnonzero(changes(docs))
    return docs[first], join.reduceat(frequencies[order], first) if len(first) else frequencies


def _keep_freed_memory(size: int) -> None:
    """Make glibc keep freed memory up to twice this size, and at most 64 MB, for the arrays that come next.

    Else it gives large arrays back at once, and each new one costs a page fault for every 4 KB, which takes longer than
    most of what is done with it. Once a block of some size has been freed, this size is its threshold; see
    M_MMAP_THRESHOLD in mallopt(3). Elsewhere this does nothing.
    """
    np.empty(min(size, _MOST_WORKING_BYTES), np.uint8)


def _joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
