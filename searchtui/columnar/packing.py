"""Whole numbers in few bytes, packed and unpacked as whole arrays.

Two forms, each for what it is good at:

* *Variable byte* (LEB128, as in DWARF and protocol buffers): seven bits a byte, the least significant first, the high
  bit set on all bytes of a number but the last. For the gaps between document numbers, which are read from the first.
* *Narrow*: one byte a number; 255 stands for a number that is kept apart with its place. For frequencies and positions,
  of which any can be looked at without those before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.arrayfile import ArrayFile

__all__ = [
    "WIDE",
    "NarrowArray",
    "changes",
    "chunks",
    "cut",
    "extents",
    "in_one_type",
    "narrowest",
    "pack_variable",
    "running_sums",
    "spread",
    "starts_of",
]

_MORE = 0x80
_BITS = 7
WIDE = 0xFF
"""In place of a number that is kept apart."""

_FEW = 20
"""Below one in so many, the bytes that do not end a number are few."""

_LONG = 32
"""From so many elements on, on average, extents are cut out of an array one by one."""


def in_one_type(columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Columns of whole numbers as one, each of them being in the narrowest type that holds it."""
    if len(columns) == 1:
        return columns[0]
    if any(column.dtype.kind == "i" for column in columns):
        # NumPy's type for signed and unsigned numbers together would be one of fractions.
        columns = [column.astype(np.int64) for column in columns]
    return np.concatenate([np.empty(0, np.uint8), *columns]) if columns else np.empty(0, np.uint8)


def narrowest(values: NDArray[Any]) -> NDArray[Any]:
    """The same whole numbers, none below zero, in the narrowest type that holds them all."""
    return values.astype(np.min_scalar_type(int(values.max()) if len(values) else 0))


def extents(offsets: NDArray[Any]) -> NDArray[np.int64]:
    """How long each of several extents is, by where each begins and the last one ends."""
    wide = offsets.astype(np.int64)
    return wide[1:] - wide[:-1]


def starts_of(sizes: NDArray[Any]) -> NDArray[np.int64]:
    """Where each of several things begins that stand one after the other, and where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def spread(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places `starts[i]`, `starts[i] + 1`, ... of each of several extents, one after the other.

    Args:
        starts: of the extents, shape (n,).
        counts: how many places each has, shape (n,).
    """
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    if total == len(counts) and (counts == 1).all():
        return starts
    places = np.repeat(starts - (ends - counts), counts)
    places += np.arange(total)
    return places


def cut(values: NDArray[Any], starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[Any]:
    """The elements of several extents of an array, one extent after the other.

    Args:
        values: the array.
        starts: of the extents, shape (n,).
        counts: how many elements each has, shape (n,).
    """
    if len(starts) and int(counts.sum()) >= _LONG * len(starts):
        ends = (starts + counts).tolist()
        return np.concatenate([values[start:end] for start, end in zip(starts.tolist(), ends, strict=True)])
    return values[spread(starts, counts)]


def changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Where a value differs from the one before; so does the first."""
    differs = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=differs[1:])
    return differs


def chunks(sizes: NDArray[np.int64], most: int) -> Iterator[tuple[int, int]]:
    """Cut a row of things into chunks that are not too large: yields the first of each and the one behind its last.

    Args:
        sizes: of the things, shape (n,).
        most: of a chunk that has more than one thing in it.
    """
    first, ends = 0, np.cumsum(sizes)
    while first < len(sizes):
        passed = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, passed + most, side="right")))
        yield first, last
        first = last


def pack_variable(values: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Pack numbers as variable bytes.

    Args:
        values: below 2**32, none below zero, shape (n,).

    Returns:
        The bytes, and where the bytes of each number end, shape (n,).
    """
    lengths = np.ones(len(values), np.uint8)
    most = int(values.max()) if len(values) else 0
    for bits in range(_BITS, most.bit_length(), _BITS):
        lengths += values >= 1 << bits
    ends = np.cumsum(lengths, dtype=np.int64)
    packed = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    packed[ends - 1] = values >> (_BITS * (lengths.astype(values.dtype) - 1)).astype(values.dtype)
    for place in range(int(lengths.max()) - 1 if len(lengths) else 0):
        longer = np.flatnonzero(lengths > place + 1)
        packed[ends[longer] - lengths[longer] + place] = (values[longer] >> (_BITS * place)) & (_MORE - 1) | _MORE
    return packed, ends


def running_sums(packed: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The sums of the first, the first two, the first three numbers that `pack_variable` packed, modulo 2**32.

    A number is the sum of its bytes, each shifted by its place in it, so that the bytes can be summed up as they stand
    and the numbers need not be put together.

    Args:
        packed: numbers below 2**32.
    """
    more = packed >= _MORE
    unfinished = int(np.count_nonzero(more))
    if not unfinished:
        return np.cumsum(packed, dtype=np.uint32)
    are_few = unfinished * _FEW < len(packed)
    parts = (packed & np.uint8(_MORE - 1)).astype(np.uint32)
    follows, place = more[:-1], 1
    while follows.any():
        if place == 1 and not are_few:
            parts[1:] <<= follows.view(np.uint8) * np.uint8(_BITS)
        else:
            parts[np.flatnonzero(follows) + place] <<= np.uint32(_BITS)
        follows = follows[:-1] & more[place:-1]
        place += 1
    np.cumsum(parts, out=parts)
    finished = packed < _MORE
    # To pick by a mask is quickest where nearly all of it is true, and slowest by far where it changes often.
    return parts[finished] if are_few else parts[np.flatnonzero(finished)]


class NarrowArray:
    """Reads what `GrowingArray.write_narrow` wrote.

    Args:
        file: that it was written to.
        name: of the array.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._values = file.array(name)
        self._places = self._wide = None
        if f"{name}:wide" in file:
            self._places, self._wide = file.array(f"{name}:wide-places"), file.array(f"{name}:wide")

    def __len__(self) -> int:
        return len(self._values)

    def span(self, start: int, end: int, dtype: type[np.number[Any]] = np.int64) -> NDArray[Any]:
        """The numbers from `start` up to, and without, `end`, in a type that holds them."""
        values = self._values[start:end].astype(dtype)
        if self._places is not None and self._wide is not None:
            first, last = self._first_wide(start), self._first_wide(end)
            values[self._places[first:last].astype(np.int64) - start] = self._wide[first:last]
        return values

    def _first_wide(self, place: int) -> int:
        """The first of the numbers that are kept apart whose place is not before this one."""
        assert self._places is not None
        # In the type of the places, which the place itself may be beyond; else the whole array would be converted.
        if place > np.iinfo(self._places.dtype).max:
            return len(self._places)
        return int(np.searchsorted(self._places, self._places.dtype.type(place)))

    def spans(
        self, starts: NDArray[np.int64], counts: NDArray[np.int64], dtype: type[np.number[Any]] = np.int64
    ) -> NDArray[Any]:
        """The numbers of several extents, one extent after the other, in a type that holds them.

        Args:
            starts: of the extents, shape (n,).
            counts: how many numbers each has, shape (n,).
            dtype: the type.
        """
        narrow = cut(self._values, starts, counts)
        values = narrow.astype(dtype)
        if self._places is not None and self._wide is not None and (found := narrow == WIDE).any():
            wide = np.flatnonzero(found)
            ends = np.cumsum(counts)
            extent = np.searchsorted(ends, wide, side="right")
            places = starts[extent] + wide - (ends - counts)[extent]
            values[wide] = self._wide_at(places)
        return values

    def _wide_at(self, places: NDArray[np.int64]) -> NDArray[Any]:
        """The numbers that are kept apart, at their places."""
        assert self._places is not None
        assert self._wide is not None
        # Looked for in the type of what is searched: else the whole array would be converted each time.
        return self._wide[np.searchsorted(self._places, places.astype(self._places.dtype))]

    def take(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The numbers at these places."""
        narrow = self._values[places]
        values = narrow.astype(np.int64)
        if self._places is not None and self._wide is not None and (found := narrow == WIDE).any():
            wide = np.flatnonzero(found)
            values[wide] = self._wide_at(places[wide])
        return values
