"""The terms of one field of a segment with their postings: where each occurs, how often, and at which words."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.lexicon import Lexicon, write_lexicon
from searchtui.columnar.packing import (
    NarrowArray,
    extents,
    narrowest,
    pack_variable,
    running_sums,
    spread,
    write_narrow,
)

__all__ = ["Field", "InvertedField", "Located", "LocatedPostings", "PostingsField", "write_field"]


@dataclass(frozen=True, slots=True)
class InvertedField:
    """The terms of one field with their postings, ready to be written.

    Args:
        terms: in order, shape (n,).
        starts: where the postings of each term begin, and where the last ones end, shape (n + 1,).
        docs: document numbers of all postings, rising within a term, shape (m,).
        weights: of all postings: how often the term occurs, unless boosted, shape (m,).
        positions: of all postings, one after the other; None where the field has none.
        counts: how many positions each posting has, shape (m,); None where that is its weight.
        values: what the format keeps with each posting beside that; empty for nothing.
    """

    terms: Sequence[bytes]
    starts: NDArray[np.int64]
    docs: NDArray[np.uint32]
    weights: NDArray[np.uint32] | NDArray[np.float32]
    positions: NDArray[np.uint32] | None = None
    counts: NDArray[np.uint32] | None = None
    values: Sequence[bytes] = ()


def write_field(writer: ArrayFileWriter, key: int, field: InvertedField) -> None:
    """Write one field.

    Args:
        writer: of the segment's terms.
        key: number of the field in the segment.
        field: to be written.
    """

    def offsets(name: str, ends: NDArray[np.int64]) -> None:
        writer.add(f"{key}:{name}-offsets", narrowest(ends))

    write_lexicon(writer, key, field.terms)
    writer.add(f"{key}:starts", narrowest(field.starts))
    gaps = np.diff(field.docs, prepend=np.uint32(0))
    gaps[field.starts[:-1]] = field.docs[field.starts[:-1]]
    packed, ends = pack_variable(gaps)
    offsets("gap", np.concatenate([[0], ends])[field.starts])
    writer.add(f"{key}:gaps", packed)
    weights = _whole(field.weights)
    if weights.dtype.kind == "f":
        writer.add(f"{key}:weights", weights)
    else:
        write_narrow(writer, f"{key}:frequencies", weights)
    if field.positions is not None:
        counts = weights if field.counts is None else field.counts
        if not np.array_equal(counts, weights):
            write_narrow(writer, f"{key}:counts", counts)
        offsets("position", np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])[field.starts])
        write_narrow(writer, f"{key}:positions", field.positions)
    elif any(field.values):
        lengths = np.fromiter(map(len, field.values), np.int64, len(field.values))
        offsets("value", np.concatenate([[0], np.cumsum(lengths)]))
        writer.add_blob(f"{key}:values", [b"".join(field.values)])


def _whole(weights: NDArray[np.uint32] | NDArray[np.float32]) -> NDArray[np.uint32] | NDArray[np.float32]:
    """Weights as whole numbers where they are such."""
    whole = weights.astype(np.uint32)
    return whole if np.array_equal(whole, weights) else weights


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
    def postings(self, number: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The documents that hold a term, rising, and how often it occurs in each, unless boosted; shape (df,)."""

    @abstractmethod
    def range_postings(self, first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The postings of all terms from `first` up to, and without, `last`, in any order; documents may repeat."""

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

    def _range_docs(self, first: int, last: int) -> NDArray[np.int64]:
        starts = self._starts[first : last + 1].astype(np.int64)
        sums = running_sums(self._gaps[int(self._gap_offsets[first]) : int(self._gap_offsets[last])])
        begins = starts[:-1] - starts[0]
        bases = np.where(begins > 0, sums[begins - 1], np.uint32(0))
        sums -= np.repeat(bases, np.diff(starts))
        return sums.astype(np.int64)

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

    def all_occurrences(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many positions each posting of all terms has, term after term, and all positions."""
        assert self._counts is not None
        return self._counts.span(0, len(self._counts)), self._positions.span(0, len(self._positions))

    def dfs(self) -> NDArray[np.int64]:
        """How many documents hold each term, deleted ones included."""
        return extents(self._starts)

    def values(self, number: int) -> list[bytes] | None:
        """What the format keeps with each posting of a term beside that; None where that is nothing."""
        if self._values is None:
            return None
        blob, offsets = self._values
        start, end = self._starts[number : number + 2].tolist()
        return [bytes(blob[a:b]) for a, b in pairwise(offsets[start : end + 1].tolist())]
