"""Settings of a collection: one typed schema, read from `searchtui.toml`.

The file lies in the folder that was named or in one above it, but not above the home folder, not on another file
system, and only where the user owns it: a file that somebody else put there decides nothing.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from searchtui.errors import CollectionError, ConfigError, SearchtuiError

__all__ = ["COLLECTION_VARIABLE", "MARKER_FILE", "SETTINGS_FILE", "Places", "Settings", "enclosing", "locate"]

SETTINGS_FILE = "searchtui.toml"
COLLECTION_VARIABLE = "SEARCHTUI_COLLECTION"

MARKER_FILE = "searchtui.json"
"""Lies in each index folder of ours."""

_SEEDS = "seeds"
_INDEX = "index"
_HIDDEN_INDEX = ".searchtui/index"
_AUTO = "auto"
_LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl
    sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo
    za zh zu
"""
"""The codes of ISO 639-1."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `searchtui.toml` may say; folders are relative to the file's own.

    Args:
        articles: folder of the articles.
        index: folder of the index.
        include: globs of the files to read; empty for all of a known format.
        exclude: globs of the files and folders to leave out.
        language: by whose rules all articles are stemmed, an ISO 639-1 code; `auto` for each by those of its own.

    Raises:
        ValueError: the language is none.
    """

    articles: str | None = None
    index: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    language: str = _AUTO

    def __post_init__(self) -> None:
        if self.language != _AUTO and self.language not in _LANGUAGES.split():
            raise ValueError(f"`language` is {self.language!a}, which is neither `auto` nor a code such as `de`")

    @property
    def chosen_language(self) -> str | None:
        """The language of all articles; None where each has its own."""
        return None if self.language == _AUTO else self.language


class Places(msgspec.Struct, frozen=True):
    """Where a collection is.

    Args:
        folder: of the collection.
        articles: folder of its articles.
        index: folder of its index.
        settings: from its file, or the defaults.
    """

    folder: Path
    articles: Path
    index: Path
    settings: Settings


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
    file = _settings_file(start)
    home = file.parent if file else start
    settings = _load(file) if file else Settings()
    seeds = home / _SEEDS
    articles = home / settings.articles if settings.articles else seeds if seeds.is_dir() else home
    if not articles.is_dir():
        raise CollectionError(f"The folder of articles {str(articles)!a} does not exist; correct it in {file}.")
    if settings.index:
        index = home / settings.index
    else:
        index = _default_index(home, home / (_INDEX if articles == seeds else _HIDDEN_INDEX))
    try:
        return Places(home, articles.resolve(), index.resolve(), settings)
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


def _settings_file(start: Path) -> Path | None:
    for folder in _upwards(start):
        file = folder / SETTINGS_FILE
        try:
            if file.is_file() and (not hasattr(os, "getuid") or file.stat().st_uid == os.getuid()):
                return file
        except OSError:
            return None
    return None


def _load(file: Path) -> Settings:
    import tomllib

    try:
        with file.open("rb") as opened:
            return msgspec.convert(tomllib.load(opened), Settings)
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError, msgspec.ValidationError) as error:  # TOML and Unicode errors are ValueErrors
        raise ConfigError(f"{file} cannot be used: {error}.") from error
