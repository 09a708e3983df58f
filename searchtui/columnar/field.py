"""The terms of one field of a segment with their postings: where each occurs, how often, and at which words."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import pairwise
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.growing import GrowingArray
from searchtui.columnar.lexicon import Lexicon, write_lexicon
from searchtui.columnar.packing import (
    NarrowArray,
    cut,
    extents,
    narrowest,
    pack_variable,
    running_sums,
    spread,
    starts_of,
)

__all__ = [
    "Block",
    "Field",
    "InvertedField",
    "Located",
    "LocatedPostings",
    "PostingsField",
    "PostingsWriter",
    "write_field",
]


class Block(msgspec.Struct, frozen=True):
    """Postings of some terms, term after term.

    Args:
        docs: document numbers of all postings, rising within a term, shape (m,).
        weights: of all postings: how often the term occurs, unless boosted, shape (m,).
        positions: of all postings, one after the other; None where the field has none.
        counts: how many positions each posting has, shape (m,); None where that is its weight.
        values: what the format keeps with each posting beside that; empty for nothing.
    """

    docs: NDArray[np.uint32]
    weights: NDArray[np.uint32] | NDArray[np.float32]
    positions: NDArray[np.uint32] | None = None
    counts: NDArray[np.uint32] | None = None
    values: Sequence[bytes] = ()


class InvertedField(msgspec.Struct, frozen=True):
    """The terms of one field with their postings, ready to be written.

    Args:
        terms: in order, shape (n,).
        dfs: how many postings each term has, more than none, shape (n,).
        postings: of all terms.
    """

    terms: Sequence[bytes]
    dfs: NDArray[np.int64]
    postings: Block


class PostingsWriter:
    """Writes the postings of one field, which come in blocks.

    Args:
        writer: of the segment's terms; nothing is written to it before the end.
        key: number of the field in the segment.
        terms: how many there are.
        new_array: makes what holds the numbers until then.
    """

    def __init__(
        self, writer: ArrayFileWriter, key: int, terms: int, new_array: Callable[[], GrowingArray] = GrowingArray
    ) -> None:
        self._writer, self._key = writer, key
        self._gaps, self._weights, self._positions, self._counts = (new_array() for _ in range(4))
        self._value_lengths, self._values = new_array(), new_array()
        self.dfs = np.zeros(terms, np.int64)
        """How many documents hold each term, so far."""
        self._packed, self._held = np.zeros(terms, np.int64), np.zeros(terms, np.int64)
        self._has_positions = self._has_counts = False
        self._last_term, self._last_doc = -1, 0

    def add(self, first: int, dfs: NDArray[np.int64], block: Block) -> None:
        """Add the postings of the next terms.

        Args:
            first: the first of them; more postings of the last one before, with higher documents, may come too.
            dfs: how many postings of each term there are, more than none, shape (n,).
            block: the postings.

        Raises:
            OSError: they cannot be kept, for instance because the disk is full.
        """
        ends = np.cumsum(dfs)
        starts, last = ends - dfs, first + len(dfs)
        gaps = np.diff(block.docs, prepend=np.uint32(0))
        gaps[starts] = block.docs[starts]
        if first == self._last_term:
            gaps[0] -= np.uint32(self._last_doc)
        packed, packed_ends = pack_variable(gaps)
        self._gaps.append(packed)
        self._weights.append(block.weights)
        self.dfs[first:last] += dfs
        self._packed[first:last] += np.diff(packed_ends[ends - 1], prepend=0)
        if block.positions is not None:
            counts = block.weights.astype(np.uint32) if block.counts is None else block.counts
            self._has_positions = True
            self._positions.append(block.positions)
            self._held[first:last] += np.add.reduceat(counts, starts, dtype=np.int64)
            if block.counts is not None:
                self._counts.append(counts)
                self._has_counts = self._has_counts or not np.array_equal(counts, block.weights)
        elif len(block.values):
            self._value_lengths.append(np.fromiter(map(len, block.values), np.int64, len(block.values)))
            self._values.append(np.frombuffer(b"".join(block.values), np.uint8))
        self._last_term, self._last_doc = last - 1, int(block.docs[-1])

    def finish(self) -> None:
        """Write all of them."""
        writer, key = self._writer, self._key
        writer.add(f"{key}:starts", narrowest(starts_of(self.dfs)))
        writer.add(f"{key}:gap-offsets", narrowest(starts_of(self._packed)))
        self._gaps.write(writer, f"{key}:gaps")
        if self._weights.is_whole:
            self._weights.write_narrow(writer, f"{key}:frequencies")
        else:
            self._weights.write(writer, f"{key}:weights")
        if self._has_positions:
            if self._has_counts:
                self._counts.write_narrow(writer, f"{key}:counts")
            writer.add(f"{key}:position-offsets", narrowest(starts_of(self._held)))
            self._positions.write_narrow(writer, f"{key}:positions")
        elif len(self._values):
            writer.add(f"{key}:value-offsets", narrowest(starts_of(np.concatenate([*self._value_lengths.pieces()]))))
            writer.add_blob(f"{key}:values", (piece.data for piece in self._values.pieces()))
        self.close()

    def close(self) -> None:
        """Let go of what holds the numbers."""
        with ExitStack() as held:
            for array in (self._gaps, self._weights, self._positions, self._counts, self._value_lengths, self._values):
                held.callback(array.close)


def write_field(writer: ArrayFileWriter, key: int, field: InvertedField) -> None:
    """Write one field.

    Args:
        writer: of the segment's terms.
        key: number of the field in the segment.
        field: to be written.
    """
    write_lexicon(writer, key, field.terms)
    postings = PostingsWriter(writer, key, len(field.terms))
    if len(field.terms):
        postings.add(0, field.dfs, field.postings)
    postings.finish()


class Located(Protocol):
    """Where a term stands in its documents, ready to be asked for any of them."""

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""

    def take(self, which: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where a term stands in some of its documents.

        Args:
            which: places in `docs` of the postings that are wanted, rising, shape (n,).

        Returns:
            How many positions each of these postings has, shape (n,), and the positions, one posting after the other.
        """


class Field(Lexicon):
    """What can be asked of the terms of one field, each known by its number in the lexicon."""

    has_positions: bool
    """Whether it is known where in a document a term stands."""

    @abstractmethod
    def df(self, number: int) -> int:
        """How many documents hold a term, deleted ones included."""

    @abstractmethod
    def dfs(self, first: int = 0, last: int | None = None) -> NDArray[np.int64]:
        """How many documents hold each of the terms from `first` up to, and without, `last`, deleted ones included."""

    @abstractmethod
    def postings(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The documents that hold a term, rising, and how often it occurs in each, unless boosted; shape (df,)."""

    @abstractmethod
    def range_postings(self, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms from `first` up to, and without, `last`, in any order; documents may repeat."""

    @abstractmethod
    def some_postings(self, runs: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms of several runs, in any order; documents may repeat.

        Args:
            runs: of each its first term and the one behind its last, rising.
        """

    @abstractmethod
    def located(self, number: int) -> Located:
        """Where a term stands in its documents, made ready once for all questions."""

    @abstractmethod
    def range_located(self, first: int, last: int) -> list[tuple[NDArray[np.int64], Located]]:
        """Where the terms from `first` up to, and without, `last` stand.

        Returns:
            The documents of some of their postings, in any order, and where their terms stand in these; and so on for
            all postings.
        """

    def occurrences(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many positions each posting of a term has, and the positions, one posting after the other."""
        return self.located(number).take(np.arange(self.df(number)))

    def values(self, number: int) -> list[bytes] | None:  # noqa: ARG002 - for fields that have some
        """What the format keeps with each posting of a term beside that; None where that is nothing."""
        return None

    def docs(self, number: int) -> NDArray[np.int64]:
        """The documents that hold a term, rising, shape (df,)."""
        return self.postings(number)[0]

    def frequencies(self, number: int) -> NDArray[np.float32]:
        """How often a term occurs in each of its documents, unless boosted, shape (df,)."""
        return self.postings(number)[1]


def joined_postings(
    parts: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]]],
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Postings of several parts, one after the other."""
    docs, weights = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    return (
        np.concatenate([*docs, *(some for some, _ in parts)]),
        np.concatenate([*weights, *(some for _, some in parts)]),
    )


class LocatedPostings:
    """Where a term stands that has postings of its own.

    Args:
        positions: of all terms of the field.
        start: where those of the term begin.
        starts: where those of each posting begin, counted from there, and where the last ones end, shape (df + 1,).
    """

    def __init__(self, positions: NarrowArray, start: int, starts: NDArray[np.int32]) -> None:
        self.positions, self.start, self.starts = positions, start, starts

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self.starts.nbytes

    def take(self, which: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the term stands in some of its documents; see `Located.take`."""
        starts = self.starts[which].astype(np.int64)
        counts = self.starts[which + 1] - starts
        if len(which) == len(self.starts) - 1:
            return counts, self.positions.span(self.start, self.start + int(self.starts[-1]))
        return counts, self.positions.take(spread(starts + self.start, counts))


class PostingsField(Field):
    """A field with postings of its own.

    Args:
        file: of the segment's terms.
        key: number of the field in it.
    """

    def __init__(self, file: ArrayFile, key: int) -> None:
        super().__init__(file, key)
        self._starts = file.array(f"{key}:starts")
        self._gap_offsets, self._gaps = file.array(f"{key}:gap-offsets"), file.array(f"{key}:gaps")
        self._weights = file.array(f"{key}:weights") if f"{key}:weights" in file else None
        self._frequencies = None if f"{key}:weights" in file else NarrowArray(file, f"{key}:frequencies")
        self._counts = NarrowArray(file, f"{key}:counts") if f"{key}:counts" in file else self._frequencies
        self.has_positions = f"{key}:positions" in file
        if self.has_positions:
            self._position_offsets = file.array(f"{key}:position-offsets")
            self._positions = NarrowArray(file, f"{key}:positions")
        self._values = None
        if f"{key}:values" in file:
            self._values = file.blob(f"{key}:values"), file.array(f"{key}:value-offsets")

    def df(self, number: int) -> int:
        """How many documents hold a term, deleted ones included."""
        return int(self._starts[number + 1]) - int(self._starts[number])

    def docs(self, number: int) -> NDArray[np.int64]:
        """The documents that hold a term, rising, shape (df,)."""
        start, end = self._gap_offsets[number : number + 2].tolist()
        return running_sums(self._gaps[start:end]).astype(np.int64)

    def frequencies(self, number: int) -> NDArray[np.float32]:
        """How often a term occurs in each of its documents, unless boosted, shape (df,)."""
        return self._weighted(*self._starts[number : number + 2].tolist())

    def _weighted(self, start: int, end: int) -> NDArray[np.float32]:
        if self._weights is not None:
            return self._weights[start:end].astype(np.float32)
        assert self._frequencies is not None
        return self._frequencies.span(start, end, np.float32)

    def postings(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The documents that hold a term, rising, and how often it occurs in each, unless boosted; shape (df,)."""
        return self.docs(number), self.frequencies(number)

    def range_postings(self, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms from `first` up to, and without, `last`, term after term."""
        return self._range_docs(first, last), self._weighted(int(self._starts[first]), int(self._starts[last]))

    def some_postings(self, runs: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms of several runs, in any order; documents may repeat."""
        if len(runs) < 2 or self._frequencies is None:
            return joined_postings([self.range_postings(*run) for run in runs])
        bounds = np.array(runs, np.int64)
        numbers = spread(bounds[:, 0], bounds[:, 1] - bounds[:, 0])
        docs, starts, dfs = self._docs_of(numbers)
        return docs, self._frequencies.spans(starts, dfs, np.float32)

    def some_counts(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The documents of some terms, term after term, and how many positions each of these postings has."""
        assert self._counts is not None
        docs, starts, dfs = self._docs_of(numbers)
        return docs, self._counts.spans(starts, dfs)

    def _docs_of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The documents of some terms, term after term; where among all postings those of each begin, and how many."""
        begins = self._gap_offsets[numbers].astype(np.int64)
        packed = cut(self._gaps, begins, self._gap_offsets[numbers + 1] - begins)
        starts = self._starts[numbers].astype(np.int64)
        dfs = self._starts[numbers + 1] - starts
        return _docs(packed, dfs), starts, dfs

    def _range_docs(self, first: int, last: int) -> NDArray[np.int64]:
        packed = self._gaps[int(self._gap_offsets[first]) : int(self._gap_offsets[last])]
        return _docs(packed, self.dfs(first, last))

    def counts(self, number: int) -> NDArray[np.int64]:
        """How many positions each posting of a term has, shape (df,)."""
        assert self._counts is not None
        return self._counts.span(*self._starts[number : number + 2].tolist())

    def located(self, number: int) -> LocatedPostings:
        """Where a term stands in its documents, made ready once for all questions."""
        return LocatedPostings(self._positions, int(self._position_offsets[number]), self.position_starts(number))

    def range_located(self, first: int, last: int) -> list[tuple[NDArray[np.int64], Located]]:
        """Where the terms from `first` up to, and without, `last` stand; see `Field.range_located`."""
        start, starts = int(self._position_offsets[first]), self.position_starts(first, last)
        return [(self._range_docs(first, last), LocatedPostings(self._positions, start, starts))]

    def position_starts(self, first: int, last: int | None = None) -> NDArray[np.int32]:
        """Where the positions of each posting begin, and where the last ones end.

        Args:
            first: the first term.
            last: the term behind the last; only the first one is meant where that is None.

        Returns:
            Counted from where the first ones begin, shape (postings + 1,).
        """
        assert self._counts is not None
        begin, end = int(self._starts[first]), int(self._starts[first + 1 if last is None else last])
        starts = np.zeros(end - begin + 1, np.int32)
        np.cumsum(self._counts.span(begin, end, np.int32), out=starts[1:])
        return starts

    def range_occurrences(self, first: int, last: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Where the terms from `first` up to, and without, `last` stand, term after term.

        Returns:
            How many positions each of their postings has, and the positions, one posting after the other.
        """
        assert self._counts is not None
        counts = self._counts.span(int(self._starts[first]), int(self._starts[last]), np.uint32)
        start, end = int(self._position_offsets[first]), int(self._position_offsets[last])
        return counts, self._positions.span(start, end, np.uint32)

    @property
    def has_counts(self) -> bool:
        """Whether postings have another number of positions than their weight."""
        return self._counts is not self._frequencies

    def occurring(self, first: int = 0, last: int | None = None) -> NDArray[np.int64]:
        """How often each of some terms occurs, deleted documents included; the field has positions."""
        return extents(self._position_offsets[first : (len(self) if last is None else last) + 1])

    def dfs(self, first: int = 0, last: int | None = None) -> NDArray[np.int64]:
        """How many documents hold each of the terms from `first` up to, and without, `last`, deleted ones included."""
        return extents(self._starts[first : (len(self) if last is None else last) + 1])

    @property
    def has_values(self) -> bool:
        """Whether the format keeps anything with postings beside weights and positions."""
        return self._values is not None

    def values(self, number: int) -> list[bytes] | None:
        """What the format keeps with each posting of a term beside that; None where that is nothing."""
        return self.range_values(number, number + 1)

    def range_values(self, first: int, last: int) -> list[bytes] | None:
        """Those of the terms from `first` up to, and without, `last`, term after term."""
        if self._values is None:
            return None
        blob, offsets = self._values
        start, end = int(self._starts[first]), int(self._starts[last])
        return [bytes(blob[a:b]) for a, b in pairwise(offsets[start : end + 1].tolist())]


def _docs(packed: NDArray[np.uint8], dfs: NDArray[np.int64]) -> NDArray[np.int64]:
    """The documents of several terms from the gaps between those of each.

    Args:
        packed: the gaps, term after term.
        dfs: how many documents each term has, more than none.
    """
    sums = running_sums(packed)
    begins = np.cumsum(dfs) - dfs
    sums -= np.repeat(np.where(begins > 0, sums[begins - 1], np.uint32(0)), dfs)
    return sums.astype(np.int64)
