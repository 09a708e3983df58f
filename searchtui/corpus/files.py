"""Bytes of a file, whatever the system says to it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from searchtui.article import Reason
from searchtui.corpus.sources import UnreadableError

__all__ = ["LARGEST_FILE", "read_blocks", "read_bytes", "read_range"]

LARGEST_FILE = 512 << 20
"""Bytes of the largest file that is read in one go."""

_BLOCK = 1 << 20

_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Not to wait where a pipe has taken a file's place since it was found, nor to follow a link that has."""


def read_bytes(path: str | Path) -> bytes:
    """All bytes of an ordinary file.

    Nothing else is opened (opening a named pipe waits for a writer, and a device may never end), and nothing that is
    too large is read.

    Raises:
        UnreadableError: the file has vanished, is refused, is none, or is larger than `LARGEST_FILE`.
    """
    with _opened(path, LARGEST_FILE) as (file, size):
        # As much memory is taken as is asked for, so what the file is said to have is asked for first.
        data = os.read(file, size + 1)
        if len(data) != size:
            pieces, length = [data], len(data)
            while length <= LARGEST_FILE and (more := os.read(file, _BLOCK)):
                pieces.append(more)
                length += len(more)
            data = b"".join(pieces)
    if len(data) > LARGEST_FILE:
        raise UnreadableError(Reason.TOO_LARGE, _too_large(len(data)))
    return data


def read_blocks(path: str | Path) -> Iterator[bytes]:
    """All bytes of an ordinary file of any size, some at a time.

    Raises:
        UnreadableError: the file has vanished, is refused or is none.
    """
    with _opened(path) as (file, _):
        while block := os.read(file, _BLOCK):
            yield block


def read_range(path: str | Path, start: int, length: int) -> bytes:
    """Some bytes of an ordinary file of any size; fewer where it ends.

    Raises:
        UnreadableError: the file has vanished, is refused or is none.
    """
    pieces: list[bytes] = []
    with _opened(path) as (file, _):
        os.lseek(file, start, os.SEEK_SET)
        while length and (piece := os.read(file, length)):
            pieces.append(piece)
            length -= len(piece)
    return b"".join(pieces)


@contextlib.contextmanager
def _opened(path: str | Path, largest: int | None = None) -> Iterator[tuple[int, int]]:
    """The descriptor of an ordinary file, and its size; what the system says to that is an UnreadableError.

    Without the objects that Python makes of a file: of very many small ones they take a good part of the time.
    """
    try:
        _check(os.stat(path), largest)  # noqa: PTH116
        descriptor = os.open(path, _HOW)
        try:
            status = os.fstat(descriptor)
            _check(status, largest)
            yield descriptor, status.st_size
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        raise UnreadableError(Reason.CHANGED, "The file has vanished.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(Reason.UNREADABLE, f"The system refuses to read it: {why}.") from None


def _check(status: os.stat_result, largest: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(Reason.UNREADABLE, "It is no ordinary file.")
    if largest is not None and status.st_size > largest:
        raise UnreadableError(Reason.TOO_LARGE, _too_large(status.st_size))


def _too_large(size: int) -> str:
    return f"It has {size / (1 << 20):,.0f} MB; files of up to {LARGEST_FILE >> 20} MB are read."
