"""Arrays that grow piece by piece, on disk where they may become large, and are written when all of them is there."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO, Any, Self

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.packing import WIDE, narrowest

__all__ = ["GrowingArray", "temporary_file"]


_MOST_WHOLE = 1 << 24
"""Up to here a fraction of 32 bits holds each whole number."""


def temporary_file(storage: Any, name: str) -> IO[bytes]:
    """A file beside the others of a Whoosh storage that is gone when it is closed, or with the process.

    Args:
        storage: a `whoosh.filedb.filestore.Storage`.
        name: what its name begins with, where it has one: not every system has files without.

    Raises:
        OSError: it cannot be made.
    """
    # What only reads arrays imports this module too, and does without.
    import tempfile

    folder = getattr(storage, "folder", None)
    return tempfile.TemporaryFile(dir=folder, prefix=name) if folder else io.BytesIO()


class GrowingArray:
    """Numbers that come in pieces; whole ones are none below zero.

    Args:
        new_file: makes the file that holds the pieces until they are written; None to hold them in memory.
    """

    def __init__(self, new_file: Callable[[], IO[bytes]] | None = None) -> None:
        self._new_file = new_file
        self._file: IO[bytes] | None = None
        self._pieces: list[NDArray[Any]] = []
        self._spilled: list[tuple[np.dtype[Any], int]] = []
        self._length = self._most = self._wide = 0
        self._last_wide: tuple[int, int] = (0, 0)
        self.is_whole = True
        """Whether all numbers are whole ones."""

    @classmethod
    def of(cls, values: NDArray[Any]) -> Self:
        """An array of one piece."""
        made = cls()
        made.append(values)
        return made

    def __len__(self) -> int:
        return self._length

    def append(self, values: NDArray[Any]) -> None:
        """Add a piece.

        Raises:
            OSError: it cannot be written, for instance because the disk is full.
        """
        if not len(values):
            return
        values = _whole(values)
        if values.dtype.kind == "f":
            self.is_whole = False
        else:
            values = narrowest(values)
            self._note(values)
        self._length += len(values)
        if self._new_file is None:
            self._pieces.append(values)
            return
        if self._file is None:
            self._file = self._new_file()
        self._file.write(values.data)
        self._spilled.append((values.dtype, len(values)))

    def _note(self, values: NDArray[Any]) -> None:
        """Keep what decides how all numbers are written."""
        self._most = max(self._most, int(values.max()))
        if self._most >= WIDE and len(wide := np.flatnonzero(values >= WIDE)):
            self._wide += len(wide)
            self._last_wide = self._length + int(wide[-1]), max(self._last_wide[1], int(values[wide].max()))

    def pieces(self) -> Iterator[NDArray[Any]]:
        """All pieces, in order."""
        yield from self._pieces
        if self._file is not None:
            self._file.seek(0)
            for dtype, length in self._spilled:
                yield np.frombuffer(self._file.read(dtype.itemsize * length), dtype)

    def write(self, writer: ArrayFileWriter, name: str) -> None:
        """Write all numbers, in the narrowest type that holds them.

        Args:
            writer: of the file.
            name: of the array.
        """
        dtype = np.dtype(np.min_scalar_type(self._most) if self.is_whole else np.float32)
        writer.add_pieces(name, dtype, self.pieces())

    def write_narrow(self, writer: ArrayFileWriter, name: str) -> None:
        """Write all numbers, which are whole ones, so that `NarrowArray` reads them.

        Args:
            writer: of the file.
            name: of the array; the numbers above 254 have names that begin with it.
        """
        places, wide = (np.dtype(np.min_scalar_type(most)) for most in self._last_wide)
        if self._wide * (places.itemsize + wide.itemsize) > self._length:
            self.write(writer, name)
            return
        writer.add_pieces(name, np.dtype(np.uint8), (np.minimum(piece, WIDE) for piece in self.pieces()))
        if self._wide:
            writer.add_pieces(f"{name}:wide-places", places, self._wide_places())
            writer.add_pieces(f"{name}:wide", wide, (piece[piece >= WIDE] for piece in self.pieces()))

    def _wide_places(self) -> Iterator[NDArray[Any]]:
        start = 0
        for piece in self.pieces():
            yield np.flatnonzero(piece >= WIDE) + start
            start += len(piece)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


def _whole(values: NDArray[Any]) -> NDArray[Any]:
    """Numbers as whole ones where they are such."""
    if values.dtype.kind != "f":
        return values
    if ((values >= 0) & (values <= _MOST_WHOLE)).all():
        whole = values.astype(np.uint32)
        if np.array_equal(whole, values):
            return whole
    return values.astype(np.float32)
