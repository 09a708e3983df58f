"""What runs that did not end have left in the index folder."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from searchtui.columnar import ColumnarIndex
from searchtui.indexing.schema import make_schema
from searchtui.indexing.store import SPOOL_NAME

__all__ = ["find_leftovers", "remove_leftovers", "without_leftovers"]

_TEMPORARY = "MAIN.tmp"
"""The folder in which Whoosh's writer keeps what it has not yet sorted; it makes one whenever it begins."""

_OF_GENERATION = re.compile(r"(?:catalogue|manifest)-(?P<one>\d+)(?P<new>\.new)?|_MAIN_(?P<toc>\d+)\.toc(?P<tmp>.*)")
_OF_SEGMENT = re.compile(r"MAIN_(?!WRITELOCK)(?P<segment>[0-9a-z]+)\..*")


def find_leftovers(folder: Path) -> list[str]:
    """The names of files and folders that no generation needs; only the newest one is needed.

    While the index is being written, what the writer is about to commit is among them.

    Args:
        folder: of an index of ours.
    """
    try:
        toc = ColumnarIndex(FileStorage(str(folder)), make_schema())._read_toc()
    # Where the table of segments cannot be read, and what is raised then has no bounds, nobody knows what it needs.
    except Exception:
        return []
    needed = {segment.segid for segment in toc.segments}
    return sorted(name for name in os.listdir(folder) if _is_left(name, toc.generation, needed))


def _is_left(name: str, generation: int, needed: set[str]) -> bool:
    if name in {SPOOL_NAME, _TEMPORARY}:
        return True
    if match := _OF_SEGMENT.fullmatch(name):
        return match["segment"] not in needed
    if match := _OF_GENERATION.fullmatch(name):
        return int(match["one"] or match["toc"]) != generation or bool(match["new"] or match["tmp"])
    return False


@contextlib.contextmanager
def without_leftovers(folder: Path) -> Iterator[None]:
    """Remove what earlier runs have left before this one begins, and what it leaves itself where it fails.

    Args:
        folder: of an index of ours, which nobody but the caller has the right to write.
    """
    remove_leftovers(folder)
    try:
        yield
    except BaseException:
        remove_leftovers(folder)
        raise


def remove_leftovers(folder: Path) -> None:
    """Remove what no generation needs, as far as it can be removed.

    Args:
        folder: of an index of ours, which nobody but the caller has the right to write.
    """
    lock = FileStorage(str(folder)).lock("MAIN_WRITELOCK")
    with contextlib.suppress(OSError):
        if not lock.acquire():  # another program that uses Whoosh is at work
            return
        try:
            for name in find_leftovers(folder):
                path = folder / name
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    with contextlib.suppress(OSError):
                        path.unlink()
        finally:
            lock.release()
