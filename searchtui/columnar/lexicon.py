"""The terms of a field in order: one sorted blob with offsets, searched in place."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.packing import narrowest, spread, starts_of
from searchtui.columnar.similarity import Letters

__all__ = ["Lexicon", "write_joined_lexicon", "write_lexicon"]

_MOST_KEPT = 1 << 14
"""So many terms of one field are kept with their numbers."""

_BETWEEN = 32
"""So many terms are read in the time of one search for a term."""


def write_lexicon(writer: ArrayFileWriter, key: int, terms: Sequence[bytes]) -> None:
    """Write the terms of a field.

    Args:
        writer: of the segment's terms.
        key: number of the field in the segment.
        terms: in order.
    """
    write_joined_lexicon(writer, key, np.fromiter(map(len, terms), np.int64, len(terms)), b"".join(terms))


def write_joined_lexicon(writer: ArrayFileWriter, key: int, lengths: NDArray[Any], joined: bytes | bytearray) -> None:
    """Write the terms of a field.

    Args:
        writer: of the segment's terms.
        key: number of the field in the segment.
        lengths: of the terms, in order, in bytes.
        joined: the terms, one after the other.
    """
    writer.add(f"{key}:term-offsets", narrowest(starts_of(lengths)))
    writer.add_blob(f"{key}:terms", [memoryview(joined)])


class Lexicon:
    """Finds the number of a term, and the term of a number.

    Args:
        file: of the segment's terms.
        key: number of the field in it.
    """

    def __init__(self, file: ArrayFile, key: int) -> None:
        self._offsets = file.array(f"{key}:term-offsets")
        self._bounds = self._offsets.data  # whose elements are plain numbers: a search looks at many
        self._blob = file.blob(f"{key}:terms")
        self._known: dict[bytes, int | None] = {}

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._blob[self._bounds[number] : self._bounds[number + 1]])

    def all(self) -> list[bytes]:
        """All terms in order."""
        return self.span(0, len(self))

    def span(self, first: int, last: int) -> list[bytes]:
        """The terms from `first` up to, and without, `last`, in order."""
        offsets = self._offsets[first : last + 1].tolist()
        base = offsets[0]
        blob = bytes(self._blob[base : offsets[-1]])
        return [blob[start - base : end - base] for start, end in itertools.pairwise(offsets)]

    def some(self, numbers: NDArray[np.int64]) -> list[bytes]:
        """The terms of these numbers."""
        starts, ends = self._offsets[numbers].tolist(), self._offsets[numbers + 1].tolist()
        return [bytes(self._blob[start:end]) for start, end in zip(starts, ends, strict=True)]

    def find(self, text: bytes) -> int:
        """Number of the first term that is not before `text`."""
        return bisect_left(self, text, 0, len(self._bounds) - 1)

    def number(self, text: bytes) -> int | None:
        """Number of a term; None where it does not occur.

        What was asked is kept: a word is asked for again with each key that is typed after it, and so are the words
        that it may become.
        """
        try:
            return self._known[text]
        except KeyError:
            at = self.find(text)
            number = at if at < len(self) and self[at] == text else None
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[text] = number
            return number

    def numbers(self, texts: Sequence[bytes]) -> list[int | None]:
        """The numbers of terms that are named in order; None for those that do not occur.

        Words that begin alike stand close together: all that stand between the first and the last of them are read in
        less time than it takes to look for each.
        """
        if not texts:
            return []
        first, last = self.find(texts[0]), self.find(texts[-1])
        if last - first > _BETWEEN * len(texts):
            return [self.number(text) for text in texts]
        near = dict(zip(self.span(first, min(last + 1, len(self))), range(first, last + 1), strict=False))
        return [near.get(text) for text in texts]

    def after_prefix(self, prefix: bytes) -> int:
        """Number of the first term behind all those that begin with `prefix`."""
        stripped = prefix.rstrip(b"\xff")
        return self.find(stripped[:-1] + bytes([stripped[-1] + 1])) if stripped else len(self)

    @cached_property
    def letters(self) -> Letters:
        """By which the terms are found that are written like a text; made when it is first asked for."""
        return Letters(self._blob, self._offsets)

    def letters_of(self, numbers: NDArray[np.int64]) -> Letters:
        """By which some of the terms are found.

        Args:
            numbers: of these terms, rising, shape (n,).
        """
        starts = self._offsets[numbers].astype(np.int64)
        lengths = self._offsets[numbers + 1] - starts
        blob = np.frombuffer(self._blob, np.uint8)[spread(starts, lengths)]
        return Letters(blob.data, starts_of(lengths), numbers)
