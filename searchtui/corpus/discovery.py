"""Which files of a folder are articles."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from searchtui.article import Problem, Reason
from searchtui.corpus.formats import SUFFIXES, is_read
from searchtui.corpus.globs import matches
from searchtui.corpus.saved_pages import belongs_to_page
from searchtui.filenames import shown_name

__all__ = ["OWN_FILES", "SIDECAR_NAME", "FoundFile", "Scan", "scan", "would_be_found"]

SIDECAR_NAME = "metadata.toml"
"""The file in which a user corrects what was read of the articles beside it."""

OWN_FILES = frozenset({SIDECAR_NAME, "searchtui.toml"})
"""Names that are never read as articles."""


class FoundFile(msgspec.Struct, frozen=True, gc=False):
    r"""A file as the folder lists it.

    Args:
        path: relative to the folder, with `/`; bytes that are no UTF-8 are written as escapes, `\xff`.
        location: where it is, as the system names it; where a link leads, as no link is followed later.
        size: in bytes.
        mtime_ns: time of its last change, nanoseconds since the epoch.
    """

    path: str
    location: str | Path
    size: int
    mtime_ns: int

    @property
    def absolute(self) -> Path:
        """Where it is."""
        return Path(self.location)

    @property
    def suffix(self) -> str:
        """The last suffix of its name, in lower case, with the dot; empty where there is none."""
        return _suffix(self.path.rpartition("/")[2])


class Scan(msgspec.Struct, frozen=True):
    """What a folder holds.

    Args:
        files: those that can be read as articles, sorted by path.
        sidecars: the `metadata.toml` of the folder and of folders below it, sorted by path.
        skipped: how many files have a suffix that no reader knows, or belong to a saved page, by suffix.
        skipped_paths: these files themselves, sorted, where they were asked for.
        problems: folders that could not be listed, links that were not followed, files that are no files.
    """

    files: tuple[FoundFile, ...] = ()
    sidecars: tuple[FoundFile, ...] = ()
    skipped: dict[str, int] = {}
    skipped_paths: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


_BITE = 40
"""Files between two pauses."""


def scan(
    folder: Path,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    ignored_folders: Iterable[Path] = (),
    pause: Callable[[], object] | None = None,
    *,
    name_skipped: bool = False,
) -> Scan:
    """List the files of `folder` and of the folders in it.

    Never listed: hidden names (they begin with a dot), our own files, the ignored folders. A link to a file is followed
    where the file lies in `folder` too (git-annex keeps files so); a link to a folder is not: what it leads to either
    lies in `folder` and is listed there, or is a problem. So no loop of links is ever entered. What a saved page loads
    is skipped, whatever its suffix: the frames of a page are no articles.

    Args:
        folder: where the articles are.
        include: patterns (see `searchtui.corpus.globs`), one of which a file must fit; empty for all files.
        exclude: patterns that a file must not fit.
        ignored_folders: folders that are not entered, such as the index.
        pause: called between some files and the next, so that others have their turn.
        name_skipped: list also the files that no reader knows, and not only how many they are.
    """
    root = folder.resolve()
    ignored = {str(path.resolve()) for path in ignored_folders}
    files: list[FoundFile] = []
    sidecars: list[FoundFile] = []
    skipped: Counter[str] = Counter()
    skipped_paths: list[str] = []
    problems: list[Problem] = []
    # Folders as the system names them, how the paths of what is in them begin, and whether they belong to a saved page.
    # No `Path` is made of each file: that takes longer than to look at it.
    waiting = [(str(root), "", False)]
    is_limited = bool(include or exclude)
    while waiting:
        current, beginning, is_loaded = waiting.pop()
        try:
            with os.scandir(current) as listing:
                entries = list(listing)
        except OSError as error:
            relative = beginning[:-1] or "."
            problems.append(Problem(relative, Reason.UNREADABLE, f"The folder cannot be listed: {_why(error)}."))
            continue
        beside = {entry.name for entry in entries}
        for number, entry in enumerate(entries):
            if pause is not None and number % _BITE == 0:
                pause()
            if entry.name.startswith("."):
                continue
            path = beginning + shown_name(entry.name)
            if entry.is_dir(follow_symlinks=False):
                if entry.path not in ignored:
                    waiting.append((entry.path, f"{path}/", is_loaded or belongs_to_page(entry.name, beside)))
                continue
            is_sidecar = entry.name == SIDECAR_NAME and not is_loaded
            if not is_sidecar and (entry.name in OWN_FILES or (is_limited and not _wanted(path, include, exclude))):
                continue
            suffix = _suffix(entry.name)
            if entry.is_symlink() and Path(entry.path).is_dir():
                if not Path(entry.path).resolve().is_relative_to(root):
                    what = "It is a link to a folder elsewhere and is not followed."
                    problems.append(Problem(path, Reason.UNREADABLE, what))
                continue
            if is_loaded or (not is_sidecar and suffix not in SUFFIXES and not is_read(entry.name)):
                skipped[suffix] += 1
                if name_skipped:
                    skipped_paths.append(path)
                continue
            found = _inspect(entry, path, root)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                (sidecars if is_sidecar else files).append(found)
    return Scan(
        files=tuple(sorted(files, key=lambda file: file.path)),
        sidecars=tuple(sorted(sidecars, key=lambda file: file.path)),
        skipped=dict(sorted(skipped.items())),
        skipped_paths=tuple(sorted(skipped_paths)),
        problems=tuple(sorted(problems, key=lambda problem: problem.path)),
    )


def would_be_found(
    file: Path, folder: Path, include: Sequence[str] = (), exclude: Sequence[str] = (), ignored: Iterable[Path] = ()
) -> bool:
    """Whether `scan` would list a file that may not be there yet; the other arguments are those of `scan`."""
    file, root = file.resolve(), folder.resolve()
    if not file.is_relative_to(root) or any(file.is_relative_to(one.resolve()) for one in ignored):
        return False
    inside = file.relative_to(root)
    hidden = any(part.startswith(".") for part in inside.parts)
    for part in inside.parents:
        if part.name and belongs_to_page(part.name, _names_in(root / part.parent)):
            return False
    known = is_read(file.name) and file.name not in OWN_FILES
    return known and not hidden and _wanted(shown_name(inside.as_posix()), include, exclude)


def _names_in(folder: Path) -> set[str]:
    try:
        return set(os.listdir(folder))
    except OSError:
        return set()


def _inspect(entry: os.DirEntry[str], path: str, root: Path) -> FoundFile | Problem:
    location: str | Path = entry.path
    try:
        if entry.is_symlink():
            target = Path(entry.path).resolve(strict=True)
            if not target.is_relative_to(root):
                return Problem(path, Reason.UNREADABLE, "It is a link that leaves the folder and is not followed.")
            location, status = target, target.lstat()
        else:
            status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        what = "It is a link to a file that is not there." if entry.is_symlink() else "It is gone."
        return Problem(path, Reason.UNREADABLE, what)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, on Python before 3.13
        return Problem(path, Reason.UNREADABLE, f"It cannot be looked at: {_why(error)}.")
    if not stat.S_ISREG(status.st_mode):
        return Problem(path, Reason.UNREADABLE, "It is no ordinary file.")
    return FoundFile(path=path, location=location, size=status.st_size, mtime_ns=status.st_mtime_ns)


def _wanted(path: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    if include and not any(matches(pattern, path) for pattern in include):
        return False
    return not any(matches(pattern, path) for pattern in exclude)


def _suffix(name: str) -> str:
    """The suffix of a name, in lower case; the same as that of `PurePath`, which takes several times as long."""
    place = name.rfind(".")
    return name[place:].lower() if 0 < place < len(name) - 1 else ""


def _why(error: OSError | RuntimeError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "a loop of links"
