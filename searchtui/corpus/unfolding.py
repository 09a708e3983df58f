"""Compressed bytes are unfolded block by block, and none of them is ever larger than a block."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from searchtui.corpus.formats import Format

__all__ = ["BLOCK", "DAMAGES", "MOST_MEMORY", "DamagedError", "unfolded"]

BLOCK = 1 << 18
"""Bytes that are unfolded at a time."""

MOST_MEMORY = 128 << 20
"""Bytes that a stream may ask of whoever unfolds it; the best that the usual programs write asks 65 MB."""

DAMAGES = (EOFError, OSError, ValueError, lzma.LZMAError, zlib.error)
"""What the libraries raise for bytes that break the rules."""


class DamagedError(Exception):
    """What comes next cannot be unfolded."""


def unfolded(data: bytes, kind: Format) -> Iterator[bytes]:
    """What was compressed, in blocks.

    Args:
        data: all of it, also several streams one behind the other.
        kind: of compression.

    Raises:
        DamagedError: it cannot be unfolded further; the blocks before it are right.
    """
    try:
        yield from _UNFOLDERS[kind](data)
    except DAMAGES as error:
        raise DamagedError from error


def _gzip(data: bytes) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        yield from _read(file.read1)


def _bzip2(data: bytes) -> Iterator[bytes]:
    with bz2.BZ2File(io.BytesIO(data)) as file:
        yield from _read(file.read1)


def _xz(data: bytes) -> Iterator[bytes]:
    rest: BinaryIO = io.BytesIO(data)
    decompressor = lzma.LZMADecompressor(memlimit=MOST_MEMORY)
    given = b""
    while True:
        if decompressor.eof:
            # Streams may follow one another, with zeros between them (XZ file format, 2.2).
            given = decompressor.unused_data.lstrip(b"\0") or rest.read(BLOCK).lstrip(b"\0")
            if not given:
                return
            decompressor = lzma.LZMADecompressor(memlimit=MOST_MEMORY)
        elif decompressor.needs_input:
            given = rest.read(BLOCK)
            if not given:
                raise EOFError
        block = decompressor.decompress(given, BLOCK)
        given = b""
        if block:
            yield block


def _zstd(data: bytes) -> Iterator[bytes]:
    import zstandard  # wanted for this alone

    try:
        size = zstandard.frame_content_size(data)
        reader = zstandard.ZstdDecompressor(max_window_size=MOST_MEMORY).stream_reader(data, read_across_frames=True)
        length = 0
        for block in _read(reader.read):
            length += len(block)
            yield block
    except zstandard.ZstdError as error:
        raise EOFError from error
    if length < size:
        raise EOFError


def _read(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while block := read(BLOCK):
        yield block


_UNFOLDERS: Mapping[Format, Callable[[bytes], Iterator[bytes]]] = {
    Format.BZIP2: _bzip2,
    Format.GZIP: _gzip,
    Format.XZ: _xz,
    Format.ZSTD: _zstd,
}
