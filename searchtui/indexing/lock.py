"""One writer at a time, and a name for the one that is at work."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
from collections.abc import Iterator
from pathlib import Path

import msgspec
from whoosh.util.filelock import FileLock

from searchtui.errors import IndexFolderError, IndexLockedError

__all__ = ["HOLDER_FILE", "LOCK_FILE", "writer_at_work", "writing"]

LOCK_FILE = "reindex.lock"
HOLDER_FILE = "reindex.json"
"""Says who holds the lock."""


class _Holder(msgspec.Struct):
    pid: int
    host: str
    user: str
    since: str


def _user() -> str:
    # A search imports this module, too, and does without.
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no account database, as in some containers
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "somebody"


def _describe(folder: Path) -> str:
    try:
        holder = msgspec.json.decode((folder / HOLDER_FILE).read_bytes(), type=_Holder)
    except (OSError, ValueError, msgspec.MsgspecError):
        return "another process"
    return f"process {holder.pid} of {holder.user} on {holder.host}, since {holder.since}"


def writer_at_work(folder: Path) -> str:
    """Who is writing the index in `folder`; empty where nobody is, or where that cannot be told."""
    if not (folder / LOCK_FILE).is_file():
        return ""
    lock = FileLock(str(folder / LOCK_FILE))
    try:
        if not lock.acquire():
            return _describe(folder)
    except OSError:  # a folder that this user cannot write
        return ""
    lock.release()
    return ""


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the right to write the index in `folder`; it ends with the process, however that ends.

    Raises:
        IndexLockedError: another process, or another thread of this one, holds it; the message says who.
        IndexFolderError: the folder cannot be written.
    """
    lock = FileLock(str(folder / LOCK_FILE))
    try:
        held = lock.acquire()
    except OSError as error:
        raise IndexFolderError(f"The index folder {folder} cannot be written: {error.strerror}.") from error
    if not held:
        raise IndexLockedError(f"The index is being written by {_describe(folder)}; try again when it is done.")
    try:
        now = dt.datetime.now().astimezone().strftime("%H:%M:%S")
        holder = _Holder(os.getpid(), platform.node(), _user(), now)
        with contextlib.suppress(OSError):  # the lock holds without a name beside it
            (folder / HOLDER_FILE).unlink(missing_ok=True)
            with (folder / HOLDER_FILE).open("xb") as file:
                file.write(msgspec.json.encode(holder))
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / HOLDER_FILE).unlink(missing_ok=True)
        lock.release()
