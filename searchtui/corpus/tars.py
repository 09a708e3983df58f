"""The members of a tar archive, from beginning to end, without going back.

The headers are walked here and not by `tarfile`, which holds any header in memory, however long it says that it is.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator, Mapping

from searchtui.article import Reason
from searchtui.corpus.members import Member, safe_name
from searchtui.corpus.taking import Taker
from searchtui.corpus.unfolding import DamagedError

__all__ = ["tar_members"]

_BLOCK = 512
_LONGEST_HEADER = 1 << 20
"""Bytes of the largest extended header; they hold a name of up to some kilobytes."""

_EXTENDED = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_LINKS = (tarfile.SYMTYPE, tarfile.LNKTYPE)
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_LINK = (Reason.UNREADABLE, "It is a link and is not followed.")
_DEVICE = (Reason.UNREADABLE, "It is no ordinary file.")
_SPARSE = (Reason.NOT_TEXT, "It is stored with gaps, which is not read.")


def tar_members(taker: Taker) -> Iterator[Member]:
    """The members, in order (POSIX.1-2001 pax, GNU and ustar).

    Args:
        taker: of the archive's bytes.

    Raises:
        DamagedError: the archive goes on with what is no header, or ends within a member.
    """
    named: dict[str, str] = {}
    while (header := _header(taker)) is not None:
        if header.size < 0:
            raise DamagedError
        padding = -header.size % _BLOCK
        if header.type in (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, *_EXTENDED, tarfile.XGLTYPE):
            if header.size > _LONGEST_HEADER:
                raise DamagedError
            said = taker.take(header.size + padding)[: header.size]
            if header.type == tarfile.GNUTYPE_LONGNAME:
                named["path"] = said.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")
            elif header.type in _EXTENDED:
                named |= _extended(said)
            continue
        size = _size(named.get("size"), header.size if header.isreg() else 0)
        member = _Stretch(taker, size)
        yield _member(header, named, member)
        member.pass_over()
        taker.take(-size % _BLOCK)
        named = {}


def _header(taker: Taker) -> tarfile.TarInfo | None:
    """The next header, None at the end; some programs leave out the two empty blocks there."""
    block = taker.take(_BLOCK)
    if not block:
        return None
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        if not block.strip(b"\0"):
            return None
        raise DamagedError from error


def _extended(said: bytes) -> dict[str, str]:
    """The records of an extended header, `length keyword=value` (POSIX.1-2001, pax)."""
    found = {}
    while said:
        length, _, _ = said.partition(b" ")
        if not length.isdigit() or not len(length) < int(length[:8]) <= len(said):
            break
        record, said = said[len(length) + 1 : int(length) - 1], said[int(length) :]
        keyword, _, value = record.partition(b"=")
        found[keyword.decode("utf-8", "replace")] = value.decode("utf-8", "surrogateescape")
    return found


def _size(said: str | None, size: int) -> int:
    if said is None:
        return size
    if not (said.isascii() and said.isdigit() and len(said) < 20):
        raise DamagedError
    return int(said)


def _member(header: tarfile.TarInfo, named: Mapping[str, str], stretch: _Stretch) -> Member:
    name = safe_name(named.get("path", header.name).removeprefix("./"))
    if header.isdir():
        name = f"{name.rstrip('/')}/"
    refusal = None
    if header.type in _LINKS:
        refusal = _LINK
    elif header.type == tarfile.GNUTYPE_SPARSE or any(keyword.startswith("GNU.sparse") for keyword in named):
        refusal = _SPARSE
    elif not header.isdir() and header.type not in _FILES:
        refusal = _DEVICE
    return Member(name, None, stretch.blocks, refusal)


class _Stretch:
    """The bytes of one member.

    Args:
        taker: that is at its first byte.
        size: how many there are.
    """

    def __init__(self, taker: Taker, size: int) -> None:
        self._taker = taker
        self.left = size

    def blocks(self) -> Iterator[bytes]:
        """The rest of them."""
        for block in self._taker.blocks(self.left):
            self.left -= len(block)
            yield block
        if self.left:
            self.left = 0
            raise DamagedError

    def pass_over(self) -> None:
        """Go to the end."""
        for _ in self.blocks():
            pass
