"""Files that are whole or not there: written beside, brought to the disk, and then renamed; private to the user."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from searchtui.errors import KeepingError

__all__ = ["copy_aside", "locked", "make_private", "set_aside", "shown", "write_whole"]

_LOCK = "lock"
_PATIENCE = 10.0
"""Seconds to wait for another program, which needs the files for a few milliseconds at a time."""
_EVERY = 0.005


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the user alone.

    Raises:
        OSError: it cannot be made.
    """
    # Those above a folder that `mkdir` makes itself are open to all, and their names are those of collections.
    for missing in [one for one in reversed((folder, *folder.parents)) if not one.exists()]:
        missing.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that whoever reads it, even after a crash, finds the old content or the new one.

    Args:
        path: of the file, in a folder that is there; a link is followed, so that it stays one.
        data: the content.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk as well, on systems that let a folder be opened."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def locked(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Be the only one that changes the files of a folder; made where it is missing.

    The system lets go of the lock when its holder ends, however it ends.

    Args:
        folder: whose files are to be changed.
        patience: seconds to wait for another program.

    Raises:
        OSError: the folder cannot be written.
        KeepingError: another program does not let go of it.
    """
    make_private(folder)
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + patience
        while not _take(descriptor):
            if time.monotonic() >= deadline:
                raise KeepingError(f"Another program holds {folder}; end it and try again, nothing was changed.")
            time.sleep(_EVERY)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    """Take the lock; False where somebody else has it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def shown(path: Path) -> str:
    """A path as it is written for people: what lies in the home folder begins with `~`."""
    home = os.path.expanduser("~")  # noqa: PTH111  # which raises nothing where there is no home
    text = str(path)
    return "~" + text[len(home) :] if len(home) > 1 and text.startswith(home + os.sep) else text


def set_aside(path: Path) -> Path:
    """Give a damaged file another name, under which nothing of ours touches it any more; the new name.

    Raises:
        OSError: it cannot be renamed.
    """
    aside = _free_name(path)
    path.rename(aside)
    return aside


def copy_aside(path: Path) -> Path:
    """Keep a damaged file as it is under another name as well; the new name.

    Raises:
        OSError: it cannot be copied.
    """
    aside = _free_name(path)
    write_whole(aside, path.read_bytes())
    return aside


def _free_name(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    free, count = path.with_name(f"{path.name}.damaged-{stamp}"), 1
    while free.exists():
        count += 1
        free = path.with_name(f"{path.name}.damaged-{stamp}-{count}")
    return free
