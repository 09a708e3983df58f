"""Formats that are a ZIP archive of parts: Word, OpenDocument, EPUB. A part is unpacked in memory, never to a disk.

Of an archive that breaks off, or whose list of parts is damaged, the parts are looked for one by one; of a damaged part
all is read that stands before the fault. A text that somebody kept is worth more than a sound archive.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec

from searchtui.article import Reason
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["Package", "joined_path"]

_LARGEST_PART = 64 * 1024 * 1024
"""Bytes that one part may unfold to: as many as a file may have."""
_LARGEST_WHOLE = 512 * 1024 * 1024
"""Bytes that all parts that are read may unfold to."""
_HIGHEST_RATIO = 200
"""How many times larger than packed a part may be; markup that people wrote is at most some fifty times larger."""
_RATIO_COUNTS_FROM = 1024 * 1024
_MOST_PARTS = 10_000
_LARGEST_DIRECTORY = 4 * 1024 * 1024
"""Bytes that the list of parts may have; it is read as a whole before anything is known of them."""
_CHUNK = 64 * 1024

# The records of an archive (PKWARE APPNOTE 6.3.10, 4.3.7 and 4.3.16).
_LOCAL = b"PK\x03\x04"
_LOCAL_FIELDS = struct.Struct("<4xHHH4xLLLHH")
_END_OF_DIRECTORY = b"PK\x05\x06"
_LONGEST_END = 65_557
_SIZE_OF_END = 22
_ENCRYPTED = 0x1
_SIZES_FOLLOW = 0x8
_STORED, _DEFLATED = 0, 8

_FAULTS = (zipfile.BadZipFile, struct.error, EOFError, OSError, ValueError, LookupError, NotImplementedError)
"""What `zipfile` raises for lists of parts of any form."""


class _Part(msgspec.Struct, frozen=True):
    """Where a part is.

    Args:
        header: where its own header begins.
        flags: what is said of how it is packed.
        method: of packing.
        size: packed, None where only its own end tells.
        checksum: CRC-32 of what is packed in it, None where it is not known.
    """

    header: int
    flags: int
    method: int
    size: int | None
    checksum: int | None


class Package:
    """The parts of a file.

    Args:
        source: its bytes.

    Raises:
        UnreadableError: it is no archive, or has too many parts.
    """

    def __init__(self, source: Source) -> None:
        self.damaged: list[str] = []
        """The parts that were asked for, and of which only the beginning could be read, or nothing."""
        self._data = source.data
        parts = _listed(source.data)
        self._is_whole = parts is not None
        self._parts = dict(_found(source.data)) if parts is None else parts
        self._unpacked = 0
        if not self._parts:
            raise UnreadableError(Reason.BROKEN, "It is damaged or no file of this kind: it is no ZIP archive.")

    @property
    def complaint(self) -> str | None:
        """What is wrong with the archive or with the parts that were read, None where nothing is."""
        if not self._is_whole:
            return "It is damaged: the end of the archive is missing."
        return "It is damaged: not all of its parts can be unpacked." if self.damaged else None

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def names(self, ending: str) -> list[str]:
        """The names of the parts that end in this way, in lower case, in the order of the archive."""
        return [name for name in self._parts if name.endswith(ending)]

    def read(self, name: str) -> bytes | None:
        """All bytes of a part, of a damaged one those before the fault; None where there is no such part.

        Args:
            name: its path in the archive; upper and lower case make no difference.

        Raises:
            UnreadableError: it needs a password, or is larger than the limits.
        """
        part = self._parts.get(_key(name))
        if part is None:
            return None
        if part.flags & _ENCRYPTED:
            raise UnreadableError(Reason.PASSWORD, "It can be opened only with a password.")
        chunks: list[bytes] = []
        checksum = 0
        for chunk in self._unpack(part):
            chunks.append(chunk)
            checksum = zlib.crc32(chunk, checksum)
        if (part.checksum is None and not self._is_whole) or part.checksum == checksum:
            return b"".join(chunks)
        self.damaged.append(name)
        return b"".join(chunks)

    def _unpack(self, part: _Part) -> Iterator[bytes]:
        """What is packed in a part, up to its end or to the first fault.

        What archives say of their sizes may be wrong, so that what is really unpacked is counted.
        """
        start = _start(self._data, part.header)
        end = len(self._data) if part.size is None else start + part.size
        packed = memoryview(self._data)[start:end]
        if start < 0 or part.method not in (_STORED, _DEFLATED) or (part.method == _STORED and part.size is None):
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        size = 0
        for place in range(0, len(packed), _CHUNK):
            rest = bytes(packed[place : place + _CHUNK])
            while rest and not unpacker.eof:
                if part.method == _STORED:
                    chunk, rest = rest, b""
                else:
                    try:
                        chunk = unpacker.decompress(rest, _CHUNK)
                    except zlib.error:
                        return
                    rest = unpacker.unconsumed_tail
                size += len(chunk)
                self._unpacked += len(chunk)
                is_bomb = size > _RATIO_COUNTS_FROM and size > _HIGHEST_RATIO * min(len(packed), place + _CHUNK)
                if is_bomb or size > _LARGEST_PART or self._unpacked > _LARGEST_WHOLE:
                    raise UnreadableError(Reason.TOO_LARGE, "What is packed in it is too large.")
                yield chunk
        yield unpacker.flush()  # what the limit of the last stretch has held back


def joined_path(base: str, target: str) -> str:
    """The name of the part that a part refers to; what leads out of the archive leads to its top.

    Args:
        base: name of the part that refers.
        target: relative to it, or from the top with a `/` in front; percent-encoded, with or without a fragment.
    """
    target = unquote(re.split("[#?]", target, maxsplit=1)[0]).replace("\\", "/")
    steps = [] if target.startswith("/") else base.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _listed(data: bytes) -> dict[str, _Part] | None:
    """The parts that the list at the end of an archive names; None where it is missing or damaged."""
    end = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - _LONGEST_END))
    if end < 0 or len(data) < end + _SIZE_OF_END:
        return None
    parts, size = struct.unpack_from("<HI", data, end + 10)
    if parts > _MOST_PARTS or size > _LARGEST_DIRECTORY:
        raise UnreadableError(Reason.TOO_LARGE, f"It has more than {_MOST_PARTS:,} parts.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except _FAULTS:
        return None
    return {
        _key(info.filename): _Part(info.header_offset, info.flag_bits, info.compress_type, info.compress_size, info.CRC)
        for info in infos
    }


def _found(data: bytes) -> Iterator[tuple[str, _Part]]:
    """The parts of an archive without a list, by the headers that stand before each; of one name the first counts."""
    seen: set[str] = set()
    place = data.find(_LOCAL)
    for _ in range(_MOST_PARTS):
        if not 0 <= place <= len(data) - _LOCAL_FIELDS.size:
            return
        _, flags, method, checksum, size, _, length, extra = _fields(data, place)
        start = place + _LOCAL_FIELDS.size + length + extra
        name = _key(data[place + _LOCAL_FIELDS.size : start - extra].decode("utf-8", "replace"))
        follow = bool(flags & _SIZES_FOLLOW)
        if name not in seen:
            seen.add(name)
            yield name, _Part(place, flags, method, None if follow else size, None if follow else checksum)
        place = data.find(_LOCAL, place + 4 if follow else max(place + 4, start + size))


def _fields(data: bytes, place: int) -> tuple[int, int, int, int, int, int, int, int]:
    version, flags, method, checksum, size, whole, length, extra = _LOCAL_FIELDS.unpack_from(data, place)
    return version, flags, method, checksum, size, whole, length, extra


def _start(data: bytes, header: int) -> int:
    """Where what is packed begins, behind the header of a part; -1 where there is no such header."""
    if header < 0 or data[header : header + 4] != _LOCAL or header + _LOCAL_FIELDS.size > len(data):
        return -1
    *_, length, extra = _fields(data, header)
    return header + _LOCAL_FIELDS.size + length + extra
