"""A file of named arrays and blobs, written once, mapped into memory and read in place.

Layout, all numbers little-endian:

* 8 bytes: the magic `columnar`
* u4: version of the layout; u4: CRC-32 of the directory
* u8: where the directory begins; u8: how long it is
* the arrays, each aligned to 8 bytes
* the directory, MessagePack: for each name the dtype, the first byte, the number of bytes and their CRC-32; and what
  else the writer has to say
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["ArrayFile", "ArrayFileWriter", "DamagedFileError", "map_file", "open_array_file"]

_MAGIC = b"columnar"
_VERSION = 1
_HEADER = struct.Struct("<8sIIQQ")
_ALIGNMENT = 8
_BLOB = "blob"
_DTYPES = frozenset(
    np.dtype(f"<{kind}").str for kind in ("u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8", "b1")
)


class DamagedFileError(Exception):
    """A file is cut short or altered; the message names it and the part."""


class Sink(Protocol):
    """What arrays are written to."""

    def write(self, data: bytes | memoryview, /) -> Any:
        """Append bytes."""

    def seek(self, position: int, /) -> Any:
        """Go to a position."""


class _Entry(msgspec.Struct, array_like=True):
    dtype: str
    start: int
    length: int
    checksum: int


class _Directory(msgspec.Struct):
    entries: dict[str, _Entry]
    meta: dict[str, Any]


class ArrayFileWriter:
    """Writes an array file, one array after the other.

    Args:
        sink: an empty file, open for writing bytes and seeking.
    """

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._entries: dict[str, _Entry] = {}
        self._sink.write(bytes(_HEADER.size))
        self._position = _HEADER.size

    def add(self, name: str, values: NDArray[Any]) -> None:
        """Write an array of one dimension."""
        native = np.ascontiguousarray(values, values.dtype.newbyteorder("<"))
        self._write(name, native.dtype.str, [native.tobytes()])

    def add_pieces(self, name: str, dtype: np.dtype[Any], pieces: Iterable[NDArray[Any]]) -> None:
        """Write an array of one dimension, given in pieces.

        Args:
            name: of the array.
            dtype: of the array; each piece is converted to it.
            pieces: in order.
        """
        little = dtype.newbyteorder("<")
        self._write(name, little.str, (piece.astype(little, copy=False).tobytes() for piece in pieces))

    def add_blob(self, name: str, parts: Iterable[bytes | memoryview]) -> None:
        """Write bytes, given in parts."""
        self._write(name, _BLOB, parts)

    def _write(self, name: str, dtype: str, parts: Iterable[bytes | memoryview]) -> None:
        if dtype not in _DTYPES and dtype != _BLOB:
            raise ValueError(f"{name!r} has the type {dtype}, which no array of a file has")
        padding = -self._position % _ALIGNMENT
        self._sink.write(bytes(padding))
        start, checksum = self._position + padding, 0
        self._position = start
        for part in parts:
            self._sink.write(part)
            checksum = zlib.crc32(part, checksum)
            self._position += len(part)
        self._entries[name] = _Entry(dtype, start, self._position - start, checksum)

    def finish(self, meta: dict[str, Any]) -> None:
        """Write the directory; the sink is left open.

        Args:
            meta: anything that MessagePack can hold.
        """
        directory = msgspec.msgpack.encode(_Directory(self._entries, meta))
        self._sink.write(directory)
        self._sink.seek(0)
        self._sink.write(_HEADER.pack(_MAGIC, _VERSION, zlib.crc32(directory), self._position, len(directory)))


class ArrayFile:
    """Reads an array file from memory, mapped or not.

    Args:
        data: the bytes of the file.
        name: what to call it when it is damaged.

    Its `checksum`, that of the directory, stands for the whole file, since the directory holds those of all arrays.

    Raises:
        DamagedFileError: it is no array file, or its directory or its bounds are not right.
    """

    def __init__(self, data: memoryview, name: str) -> None:
        self._data, self._name = data, name
        if len(data) < _HEADER.size:
            raise DamagedFileError(f"{name} is cut short")
        magic, version, checksum, start, length = _HEADER.unpack_from(data)
        if magic != _MAGIC or version != _VERSION:
            raise DamagedFileError(f"{name} is no array file of version {_VERSION}")
        directory = data[start : start + length]
        if len(directory) != length or zlib.crc32(directory) != checksum:
            raise DamagedFileError(f"the directory of {name} is damaged")
        try:
            decoded = msgspec.msgpack.decode(directory, type=_Directory)
        except (msgspec.MsgspecError, RecursionError) as error:
            raise DamagedFileError(f"the directory of {name} cannot be read") from error
        if start + length != len(data):
            raise DamagedFileError(f"{name} goes on behind its end")
        self._entries, self.meta, self.checksum = decoded.entries, decoded.meta, checksum
        for entry in self._entries.values():
            if entry.start < _HEADER.size or entry.length < 0 or entry.start + entry.length > start:
                raise DamagedFileError(f"{name} is cut short")
            if entry.dtype != _BLOB and (entry.dtype not in _DTYPES or entry.length % np.dtype(entry.dtype).itemsize):
                raise DamagedFileError(f"{name} has arrays of a kind that no index has")

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """The names of all arrays and blobs."""
        return list(self._entries)

    def array(self, name: str) -> NDArray[Any]:
        """An array, in place and read-only."""
        entry = self._entries[name]
        return np.frombuffer(self.blob(name), np.dtype(entry.dtype))

    def blob(self, name: str) -> memoryview:
        """The bytes of an array or blob, in place."""
        entry = self._entries[name]
        return self._data[entry.start : entry.start + entry.length]

    def is_whole(self) -> bool:
        """Whether nobody has cut the file short since it was mapped: looking behind its end would end the process."""
        mapped = self._data.obj
        return not isinstance(mapped, mmap.mmap) or mapped.size() >= len(mapped)

    def release(self) -> None:
        """Let go of the memory that what was looked at so far takes; it is read again when it is looked at again."""
        mapped = self._data.obj
        if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(mmap.MADV_DONTNEED)

    def verify(self) -> None:
        """Compare all checksums.

        Raises:
            DamagedFileError: naming the first array that differs.
        """
        for name in self.damaged():
            raise DamagedFileError(f"{name!r} in {self._name} is damaged")

    def damaged(self) -> Iterator[str]:
        """The names of all arrays and blobs whose checksum differs."""
        for name, entry in self._entries.items():
            if zlib.crc32(self.blob(name)) != entry.checksum:
                yield name
        end = _HEADER.size
        for entry in sorted(self._entries.values(), key=lambda entry: entry.start):
            if any(self._data[end : entry.start]):
                yield "padding"
            end = entry.start + entry.length


def map_file(path: Path) -> memoryview:
    """The bytes of a file, read when they are looked at; freed with the last array that shows them."""
    with path.open("rb") as file:
        return _map(file)


def _map(file: BinaryIO) -> memoryview:
    if file.seek(0, 2) == 0:
        return memoryview(b"")
    return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def open_array_file(storage: Any, name: str) -> ArrayFile:
    """Open an array file in a Whoosh storage: mapped where that is a folder, else read.

    Args:
        storage: a `whoosh.filedb.filestore.Storage`.
        name: of the file.

    Raises:
        DamagedFileError: see `ArrayFile`.
        OSError: the file cannot be opened.
    """
    folder = getattr(storage, "folder", None)
    if folder:
        return ArrayFile(map_file(Path(folder) / name), name)
    file = storage.open_file(name)
    try:
        return ArrayFile(memoryview(bytes(file.read(storage.file_length(name)))), name)
    finally:
        file.close()
