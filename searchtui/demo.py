"""The collection of the demo: five articles that come with the program, laid out where the user may write."""

from __future__ import annotations

import contextlib
import os
import tempfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from searchtui.errors import CollectionError

__all__ = ["lay_out"]

_SEEDS = "seeds"


def lay_out(folder: Path | None = None) -> Path:
    """Put the five articles into a folder of the user's, as they were even where somebody has changed them.

    They are copies, so that an editor that is opened on one never writes into the installed program.

    Args:
        folder: the collection's; None for the one in the user's cache.

    Returns:
        The folder, which need not have an index yet.

    Raises:
        CollectionError: the articles are not there, or the folder cannot be written.
    """
    if folder is None:
        import platformdirs

        folder = platformdirs.user_cache_path("searchtui") / "demo"
    try:
        texts = {one.name: one.read_bytes() for one in _seeds().iterdir() if one.name.endswith(".txt")}
        seeds = folder / _SEEDS
        seeds.mkdir(parents=True, exist_ok=True)
        for left in seeds.iterdir():
            if left.name not in texts and left.is_file():
                left.unlink()
        for name, text in texts.items():
            _write(seeds / name, text)
    except OSError as error:
        raise CollectionError(f"The demo cannot be laid out in {str(folder)!a}: {error.strerror or error}.") from error
    return folder


def _seeds() -> Traversable:
    """Where the articles are: in the installed package, or beside it in a copy of the repository."""
    package = files("searchtui")
    installed = package / _SEEDS
    return installed if installed.is_dir() else Path(str(package)).parent / _SEEDS


def _write(path: Path, text: bytes) -> None:
    """Let a file hold a text; one that does already is left alone, so that nothing is read again."""
    with contextlib.suppress(FileNotFoundError):
        if path.read_bytes() == text:
            return
    # Two demos may begin at once, and each must find whole files.
    number, name = tempfile.mkstemp(dir=path.parent.parent)
    try:
        with os.fdopen(number, "wb") as made:
            made.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
