"""Bytes of a file, whatever the system says to it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from searchtui.article import Reason

__all__ = ["LARGEST_FILE", "FileError", "read_bytes"]

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of the largest file that is read."""


class FileError(Exception):
    """A file that cannot be read; `str(error)` is a sentence.

    Args:
        reason: for programs.
        message: for people.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def read_bytes(path: Path) -> bytes:
    """All bytes of an ordinary file.

    Nothing else is opened (opening a named pipe waits for a writer, and a device may never end), and nothing that is
    too large is read.

    Raises:
        FileError: the file has vanished, is refused, is none, or is larger than `LARGEST_FILE`.
    """
    try:
        _check(path.stat())
        # Not to wait even where a pipe has taken the file's place since.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123
            _check(os.fstat(descriptor))
            data = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise FileError(Reason.CHANGED, "The file has vanished.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise FileError(Reason.UNREADABLE, f"The system refuses to read it: {why}.") from None
    if len(data) > LARGEST_FILE:
        raise FileError(Reason.TOO_LARGE, _too_large(len(data)))
    return data


def _check(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise FileError(Reason.UNREADABLE, "It is no ordinary file.")
    if status.st_size > LARGEST_FILE:
        raise FileError(Reason.TOO_LARGE, _too_large(status.st_size))


def _too_large(size: int) -> str:
    return f"It has {size / 1024 / 1024:,.0f} MB; files of up to {LARGEST_FILE // 1024 // 1024} MB are read."
