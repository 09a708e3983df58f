"""The members of a zip archive, also of one that has lost its end and with it the list of them."""

from __future__ import annotations

import bz2
import contextlib
import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Generator, Iterator, Sequence
from functools import partial

from searchtui.article import Reason
from searchtui.corpus.allowance import MOST_MEMBERS
from searchtui.corpus.members import Member, safe_name
from searchtui.corpus.sources import LOCKED
from searchtui.corpus.taking import TooMuchError
from searchtui.corpus.unfolding import BLOCK, DAMAGES, MOST_MEMORY, DamagedError

__all__ = ["zip_list", "zip_members"]

# APPNOTE.TXT, 4.3.7 (local file header), 4.3.16 (end of central directory record), 4.4.4 (flags), 4.4.5 (methods).
_LOCAL = b"PK\x03\x04"
_END = b"PK\x05\x06"
_LONGEST_END = 22 + 65535
_LOCAL_SIZE = 30
_FLAGS_AND_METHOD, _LENGTHS = (6, 8), (26, 28)
_IS_ENCRYPTED, _HAS_DESCRIPTOR, _IS_UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_METHODS = {_STORED, _DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}

_LARGEST_LIST = MOST_MEMBERS * 300
"""Bytes of the list of members, each a name and what systems add to it; Python makes an object of each at once."""

_STEP = 1 << 14
"""Bytes that are inflated at a time: so many in front of a fault are lost with it."""

_SYMBOLIC_LINK = (Reason.UNREADABLE, "It is a link and is not followed.")
_DEVICE = (Reason.UNREADABLE, "It is no ordinary file.")
_PASSWORD = (Reason.PASSWORD, LOCKED)
_METHOD = (Reason.NOT_TEXT, "It is packed in a way that is not read.")


def zip_members(data: bytes) -> Iterator[Member]:
    """The members, in the order of the list of them.

    Args:
        data: the archive.

    Raises:
        DamagedError: the archive is damaged; the members that could be found were given.
        TooMuchError: it has very many.
    """
    listed = zip_list(data, _LARGEST_LIST)
    if listed is None:
        yield from _stranded(data)
        raise DamagedError
    for info in listed:
        yield Member(_name(info), info.compress_size, partial(_blocks, data, info), _refusal(info))


def zip_list(data: bytes, largest: int) -> list[zipfile.ZipInfo] | None:
    """The list of members at the end of an archive; None where it is lost or damaged.

    Args:
        data: the archive.
        largest: bytes that the list may have, which is read as a whole.

    Raises:
        TooMuchError: it has more.
    """
    end = data.rfind(_END, max(0, len(data) - _LONGEST_END))
    if end >= 0 and int.from_bytes(data[end + 12 : end + 16], "little") > largest:
        raise TooMuchError(f"It has more than {MOST_MEMBERS:,} members.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except Exception:  # what zipfile raises for damaged lists has no bounds
        return None


def _name(info: zipfile.ZipInfo) -> str:
    """The name, in UTF-8 where it is that though the archive does not say so: many programs write it so."""
    name = info.orig_filename.split("\0", 1)[0]
    if not info.flag_bits & _IS_UTF8 and not name.isascii():
        raw = name.encode("cp437", "replace")
        with contextlib.suppress(UnicodeDecodeError):
            name = raw.decode("utf-8")
    return _slashed(name)


def _slashed(name: str) -> str:
    """A name with the separators that the format asks for; some programs write those of Windows."""
    return safe_name(name if "/" in name else name.replace("\\", "/")).removeprefix("./")


def _refusal(info: zipfile.ZipInfo) -> tuple[Reason, str] | None:
    mode = stat.S_IFMT(info.external_attr >> 16)
    if stat.S_ISLNK(mode):
        return _SYMBOLIC_LINK
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return _DEVICE
    if info.flag_bits & _IS_ENCRYPTED:
        return _PASSWORD
    return None if info.compress_type in _METHODS else _METHOD


def _blocks(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    header = info.header_offset
    if data[header : header + 4] != _LOCAL:
        raise DamagedError
    start = header + _LOCAL_SIZE + sum(_numbers(data, header, _LENGTHS))
    checksum = 0
    for block in _unpacked(data, start, start + info.compress_size, info.compress_type):
        checksum = zlib.crc32(block, checksum)
        yield block
    if checksum != info.CRC:
        raise DamagedError


def _numbers(data: bytes, header: int, places: Sequence[int]) -> list[int]:
    """Numbers of two bytes that stand at places of a local header."""
    return [int.from_bytes(data[header + place : header + place + 2], "little") for place in places]


def _stranded(data: bytes) -> Iterator[Member]:
    """The members that follow one another from the beginning, by the headers in front of each."""
    place = data.find(_LOCAL)
    while place >= 0 and len(data) >= place + _LOCAL_SIZE:
        flags, method, name_length, extra_length = _numbers(data, place, (*_FLAGS_AND_METHOD, *_LENGTHS))
        packed = int.from_bytes(data[place + 18 : place + 22], "little")
        start = place + _LOCAL_SIZE + name_length + extra_length
        name = _slashed(data[place + _LOCAL_SIZE : start - extra_length].decode("utf-8", "surrogateescape"))
        end = start + packed
        if flags & _HAS_DESCRIPTOR or not packed:
            following = data.find(_LOCAL, start)
            end = following if following >= 0 else len(data)
        refusal = _PASSWORD if flags & _IS_ENCRYPTED else None if method in (_STORED, _DEFLATED) else _METHOD
        if name:
            yield Member(name, end - start, partial(_unpacked, data, start, end, method), refusal)
        place = data.find(_LOCAL, end)


def _unpacked(data: bytes, start: int, end: int, method: int) -> Iterator[bytes]:
    whole = end <= len(data)
    packed = memoryview(data)[start : min(end, len(data))]
    if method == _STORED:
        yield from (bytes(packed[place : place + BLOCK]) for place in range(0, len(packed), BLOCK))
    else:
        try:
            whole = yield from (_inflated(packed) if method == _DEFLATED else _decompressed(packed, method))
        except DAMAGES as error:
            raise DamagedError from error
    if not whole:
        raise DamagedError


def _inflated(packed: memoryview) -> Generator[bytes, None, bool]:
    """What was deflated; whether its end was there."""
    decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), BLOCK):
        rest = bytes(packed[place : place + BLOCK])
        while rest and not decompressor.eof:
            yield decompressor.decompress(rest, _STEP)
            rest = decompressor.unconsumed_tail
    yield decompressor.flush()  # what the limit of the last block has held back
    return decompressor.eof


def _decompressed(packed: memoryview, method: int) -> Generator[bytes, None, bool]:
    """What was packed by bzip2 or LZMA; whether all of it was there. `zipfile` unfolds it without any limit."""
    decompressor: bz2.BZ2Decompressor | lzma.LZMADecompressor = bz2.BZ2Decompressor()
    start = b""
    if method == zipfile.ZIP_LZMA:
        # A version, the length of the properties, and these (APPNOTE, 5.8.8); the format of its own has them first, and
        # then the size, which may be unknown.
        start, packed = bytes(packed[4:9]) + b"\xff" * 8, packed[9:]
        decompressor = lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=MOST_MEMORY)
    place = 0
    while not decompressor.eof:
        given = b""
        if decompressor.needs_input:
            given = start or bytes(packed[place : place + BLOCK])
            place += 0 if start else BLOCK
            start = b""
            if not given:
                return method == zipfile.ZIP_LZMA  # of which the end need not be marked
        block = decompressor.decompress(given, BLOCK)
        if block:
            yield block
    return True
