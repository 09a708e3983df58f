"""Which file a worker is at, noted where it outlives the worker: whatever ends that, the file is known.

A message would have to be sent for each file, and would be lost with the process that was about to send it.
"""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path
from typing import BinaryIO

from searchtui.errors import IndexFolderError

__all__ = ["Mark", "MarkWriter", "read_mark", "remove_mark"]

_MARK = struct.Struct("<IIId")

Mark = tuple[int, int, int, float]
"""The number of a task among those that the process was given, from 1, that of a file in it, from 0, and that
of a file in that one, from 1, where it is an archive, or of a message in a mailbox; 0 before the first. Last the
seconds that what is at hand may take."""


def _file(folder: Path, worker: int) -> Path:
    return folder / f"at-{worker}"


class MarkWriter:
    """Notes where one worker is.

    Args:
        folder: of the run's spool.
        worker: number of the worker.
    """

    def __init__(self, folder: Path, worker: int) -> None:
        self._path = _file(folder, worker)
        self._file: BinaryIO | None = None

    def put(self, mark: Mark) -> None:
        """Note where it is.

        Raises:
            IndexFolderError: it cannot be written, for instance because the disk is full.
        """
        try:
            if self._file is None:
                # Not buffered, so that what was written is there when the process is not.
                self._file = self._path.open("wb", buffering=0)
            self._file.seek(0)
            self._file.write(_MARK.pack(*mark))
        except OSError as error:
            message = f"A temporary file cannot be written in {self._path.parent}: {error.strerror}."
            raise IndexFolderError(message) from error

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()


def read_mark(folder: Path, worker: int) -> Mark | None:
    """Where a worker is, or was when it ended; None where it has begun nothing."""
    try:
        data = _file(folder, worker).read_bytes()
    except OSError:
        return None
    if len(data) != _MARK.size:
        return None
    task, place, begun, seconds = _MARK.unpack(data)
    return task, place, begun, seconds


def remove_mark(folder: Path, worker: int) -> None:
    """Forget where a worker was that has ended; another one takes its number."""
    with contextlib.suppress(OSError):
        _file(folder, worker).unlink()
