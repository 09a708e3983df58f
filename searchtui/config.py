"""Where a collection is, and which settings file decides about it.

`searchtui.toml` lies in the folder that was named or in one above it, but not above the home folder, not on another
file system, and only where the user owns it: a file that somebody else put there decides nothing.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from searchtui.errors import CollectionError, ConfigError, SearchtuiError
from searchtui.settings import SETTINGS_FILE, Configured, Settings, SettingsFile, configured, read_settings, users_file

__all__ = ["COLLECTION_VARIABLE", "MARKER_FILE", "Places", "enclosing", "for_app", "locate"]

COLLECTION_VARIABLE = "SEARCHTUI_COLLECTION"

MARKER_FILE = "searchtui.json"
"""Lies in each index folder of ours."""

_SEEDS = "seeds"
_INDEX = "index"
_HIDDEN_INDEX = ".searchtui/index"


class Places(msgspec.Struct, frozen=True):
    """Where a collection is.

    Args:
        folder: of the collection.
        articles: folder of its articles.
        index: folder of its index.
        settings: from its file, or the defaults.
        file: where they are from, None where there is no such file.
    """

    folder: Path
    articles: Path
    index: Path
    settings: Settings
    file: SettingsFile | None = None


def locate(folder: str | Path | None) -> Places:
    """Find the places of a collection.

    Args:
        folder: as named by the user; None for SEARCHTUI_COLLECTION, or else the working directory.

    Raises:
        CollectionError: the folder is missing or is no folder.
        ConfigError: its settings file cannot be used.
    """
    try:
        named = Path(folder or os.environ.get(COLLECTION_VARIABLE) or ".").expanduser()
        start = named.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise CollectionError(f"The folder {str(folder or '.')!a} does not exist or cannot be reached.") from error
    if not start.is_dir():
        raise CollectionError(f"{str(named)!a} is a file; name the folder that it is in.")
    path = _settings_file(start)
    home = path.parent if path else start
    file = read_settings(path, of_collection=True) if path else None
    settings = configured(file).settings
    seeds = home / _SEEDS
    articles = home / settings.articles if settings.articles else seeds if seeds.is_dir() else home
    if not articles.is_dir():
        raise CollectionError(f"The folder of articles {str(articles)!a} does not exist; correct it in {path}.")
    if settings.index:
        index = home / settings.index
    else:
        index = _default_index(home, home / (_INDEX if articles == seeds else _HIDDEN_INDEX))
    try:
        return Places(home, articles.resolve(), index.resolve(), settings, file)
    except (OSError, RuntimeError, ValueError) as error:
        raise ConfigError(f"The folder of the articles or of the index cannot be reached: {error}.") from error


def enclosing(folder: Path) -> Path | None:
    """The nearest folder, this one or one above it, with an index of the articles that this one is among.

    Args:
        folder: an absolute path.
    """
    for candidate in _upwards(folder):
        with contextlib.suppress(SearchtuiError):  # what cannot be used is no collection that the folder is in
            places = locate(candidate)
            within = folder.is_relative_to(places.articles) or folder == places.folder
            if within and (places.index / MARKER_FILE).is_file():
                return places.folder
    return None


def _default_index(home: Path, wanted: Path) -> Path:
    """Where the index goes: beside the articles, or into the user's cache where nothing can be written there."""
    if _is_writable(wanted):
        return wanted
    # Few collections need these two, or the reader of settings below, and importing them takes as long as opening an
    # index.
    import hashlib

    import platformdirs

    name = hashlib.blake2b(os.fsencode(home), digest_size=8).hexdigest()
    cached = platformdirs.user_cache_path("searchtui") / "indexes" / f"{home.name[:40]}-{name}"
    return wanted if wanted.is_dir() and not cached.is_dir() and any(wanted.glob("*.toc")) else cached


def _is_writable(path: Path) -> bool:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)


def _upwards(start: Path) -> Iterator[Path]:
    """A folder and those above it, up to the home folder or the end of the file system."""
    home = Path.home().resolve() if "HOME" in os.environ or os.name == "nt" else None
    try:
        device = start.stat().st_dev
        for folder in (start, *start.parents):
            if folder.stat().st_dev != device:
                return
            yield folder
            if folder == home:
                return
    except OSError:
        return


def for_app(file: SettingsFile | None) -> Configured:
    """The settings of the app: the user's, and before them those of the collection that is opened.

    Args:
        file: that of the collection, None where it has none.

    Raises:
        ConfigError: the user's file cannot be used.
    """
    path = users_file()
    return configured(read_settings(path, of_collection=False) if _is_ours(path) else None, file)


def _is_ours(file: Path) -> bool:
    """Whether there is such a file, and the user owns it."""
    try:
        return file.is_file() and (not hasattr(os, "getuid") or file.stat().st_uid == os.getuid())
    except OSError:
        return False


def _settings_file(start: Path) -> Path | None:
    for folder in _upwards(start):
        file = folder / SETTINGS_FILE
        if _is_ours(file):
            return file
    return None
