"""The columns that a catalogue consists of, wherever they lie: in a file that is mapped, or in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["BLOBS", "NUMBERS", "Columns", "MemoryColumns", "Numbers", "Parts", "starts_of"]

Numbers = NDArray[np.int64]

NUMBERS = {
    "article-starts": "i8",
    "keys": "i8",
    "key-order": "i8",
    "stories": "i8",
    "words": "i8",
    "paragraphs": "i8",
    "fingerprint-starts": "i8",
    "fingerprints": "u8",
    "file-starts": "i8",
    "path-starts": "i8",
    "file-articles": "i8",
    "sizes": "i8",
    "mtimes": "i8",
    "sidecars": "u8",
    "settled": "?",
    "troubled": "?",
    "link-shorter": "i8",
    "link-longer": "i8",
    "link-share": "f8",
}
"""The names of the columns of numbers, with the NumPy dtype that they are used in; a file may hold narrower ones."""

BLOBS = ("articles", "files", "paths", "rest")
"""The names of the columns of bytes."""

_COUNTED = {"article-starts", "fingerprint-starts", "file-starts", "path-starts", "file-articles"}
"""These have a number more than there are articles or files: where each begins, and where the last ends."""


class Columns(Protocol):
    """Named columns."""

    def array(self, name: str, /) -> NDArray[Any]:
        """A column of numbers, of any dtype that holds them."""

    def blob(self, name: str, /) -> memoryview:
        """A column of bytes."""

    def is_whole(self) -> bool:
        """Whether all bytes are still there; if not, no column must be looked at."""


class MemoryColumns:
    """Columns in memory; what is not given is empty.

    Args:
        arrays: those in `NUMBERS`, by name.
        blobs: those in `BLOBS`, by name.
    """

    def __init__(
        self, arrays: Mapping[str, NDArray[Any]] | None = None, blobs: Mapping[str, bytes | memoryview] | None = None
    ) -> None:
        self._arrays, self._blobs = arrays or {}, blobs or {}

    def array(self, name: str, /) -> NDArray[Any]:
        """A column of numbers."""
        if name in self._arrays:
            return self._arrays[name]
        return np.zeros(int(name in _COUNTED), NUMBERS[name])

    def blob(self, name: str, /) -> memoryview:
        """A column of bytes."""
        return memoryview(self._blobs.get(name, b""))

    def is_whole(self) -> bool:
        """Whether all bytes are still there; in memory they are."""
        return True


class Parts:
    """Bytes in parts, one after the other.

    Args:
        data: all of them.
        starts: where each begins, and where the last ends; shape (parts + 1,).
    """

    def __init__(self, data: memoryview, starts: Numbers) -> None:
        self.data, self.starts = data, starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> memoryview:
        return self.data[int(self.starts[number]) : int(self.starts[number + 1])]


def starts_of(lengths: Numbers) -> Numbers:
    """Where parts of these lengths begin, and where the last ends; shape (parts + 1,)."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts
