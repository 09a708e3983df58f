"""Which files of a collection a list of names means."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from searchtui.filenames import shown_name

__all__ = ["ListedFiles", "listed_files"]


class ListedFiles(NamedTuple):
    """What the names of a list mean.

    Args:
        paths: of the files, relative to the folder of articles.
        missing: the names that no file of the collection has.
    """

    paths: frozenset[str]
    missing: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        """A sentence about the names that are missing; empty where none is."""
        if not self.missing:
            return ""
        some = ", ".join(repr(shown_name(name)) for name in self.missing[:3])
        more = f" and {len(self.missing) - 3:,} more" if len(self.missing) > 3 else ""
        return f"Not in the collection: {some}{more}."


def listed_files(names: Iterable[str], base: Path, folder: Path, known: Collection[str]) -> ListedFiles:
    """The files of a collection that names mean.

    Args:
        names: relative to `base`; or, as our own output has them, to `folder`.
        base: the working directory.
        folder: of the articles, resolved.
        known: the paths of all files of the collection.
    """
    paths, missing = set[str](), list[str]()
    candidates = _candidates(str(base), str(folder))
    for name in names:
        path = next((path for path in candidates(name) if path in known), None)
        if path is None:
            missing.append(name)
        else:
            paths.add(path)
    return ListedFiles(frozenset(paths), tuple(dict.fromkeys(missing)))


def _candidates(base: str, folder: str) -> Callable[[str], Iterator[str]]:
    """Gives the paths that a name can mean, the most likely first."""
    beginning = folder.rstrip(os.sep) + os.sep
    # Many names have few folders, and each look at the links in a path asks the system for every part of it.
    real = cache(os.path.realpath)

    def candidates(name: str) -> Iterator[str]:
        absolute = os.path.normpath(os.path.join(base, name))  # noqa: PTH118  # ten times as fast as a Path
        head, tail = os.path.split(absolute)
        if absolute.startswith(beginning):
            yield _path(absolute[len(beginning) :])
        resolved = os.path.join(real(head), tail)  # noqa: PTH118
        if resolved.startswith(beginning):
            yield _path(resolved[len(beginning) :])
        if not os.path.isabs(name):  # noqa: PTH117
            yield _path(os.path.normpath(name))

    return candidates


def _path(name: str) -> str:
    return shown_name(name.replace(os.sep, "/"))
