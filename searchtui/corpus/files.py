"""Bytes of a file, whatever the system says to it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from searchtui.article import Reason
from searchtui.corpus.sources import UnreadableError

__all__ = ["LARGEST_FILE", "read_blocks", "read_bytes", "read_range"]

LARGEST_FILE = 512 << 20
"""Bytes of the largest file that is read in one go."""

_BLOCK = 1 << 20

_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
"""Not to wait where a pipe has taken a file's place since it was found, nor to follow a link that has."""


def read_bytes(path: Path) -> bytes:
    """All bytes of an ordinary file.

    Nothing else is opened (opening a named pipe waits for a writer, and a device may never end), and nothing that is
    too large is read.

    Raises:
        UnreadableError: the file has vanished, is refused, is none, or is larger than `LARGEST_FILE`.
    """
    with _opened(path, LARGEST_FILE) as file:
        # As much memory is taken as is asked for, so what the file is said to have is asked for first.
        said = min(os.fstat(file.fileno()).st_size, LARGEST_FILE)
        data = file.read(said + 1)
        if len(data) > said:
            data += file.read(LARGEST_FILE + 1 - len(data))
    if len(data) > LARGEST_FILE:
        raise UnreadableError(Reason.TOO_LARGE, _too_large(len(data)))
    return data


def read_blocks(path: Path) -> Iterator[bytes]:
    """All bytes of an ordinary file of any size, some at a time.

    Raises:
        UnreadableError: the file has vanished, is refused or is none.
    """
    with _opened(path) as file:
        while block := file.read(_BLOCK):
            yield block


def read_range(path: Path, start: int, length: int) -> bytes:
    """Some bytes of an ordinary file of any size; fewer where it ends.

    Raises:
        UnreadableError: the file has vanished, is refused or is none.
    """
    with _opened(path) as file:
        file.seek(start)
        return file.read(length)


@contextlib.contextmanager
def _opened(path: Path, largest: int | None = None) -> Iterator[BinaryIO]:
    """An ordinary file, open for reading; what the system says to that is an UnreadableError."""
    try:
        _check(path.stat(), largest)
        descriptor = os.open(path, _HOW)
        with open(descriptor, "rb") as file:  # noqa: PTH123
            _check(os.fstat(descriptor), largest)
            yield file
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
