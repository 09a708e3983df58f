"""Everything that is kept of one collection, in one folder of the user's own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from searchtui.errors import KeepingError
from searchtui.keeping.entries import VERSION, EntryFile
from searchtui.keeping.files import locked, make_private, set_aside, shown, write_whole
from searchtui.keeping.history import Asked
from searchtui.keeping.notes import Note
from searchtui.keeping.pins import Pin
from searchtui.keeping.searches import SavedSearch
from searchtui.keeping.visit import Visit

if TYPE_CHECKING:
    from searchtui.keeping.seen import Digests

__all__ = ["Kept", "data_folder", "now", "users_folder"]

T = TypeVar("T", bound=msgspec.Struct)

_NAME_LENGTH = 40


def now() -> str:
    """The time, ISO 8601 in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def data_folder(collection: Path) -> Path:
    """Where what is kept of a collection lies: its name for people, and a digest of its whole path.

    Args:
        collection: its folder, resolved.

    Raises:
        KeepingError: the user has no home folder.
    """
    # Importing it takes as long as opening an index.
    import hashlib

    digest = hashlib.blake2b(os.fsencode(collection), digest_size=8).hexdigest()
    name = re.sub(r"[^\w.-]+", "-", collection.name).strip("-.")[:_NAME_LENGTH] or "collection"
    return users_folder() / "collections" / f"{name}-{digest}"


def users_folder() -> Path:
    """Where all lies that is kept of the user.

    Raises:
        KeepingError: the user has no home folder.
    """
    # Importing it takes as long as opening an index.
    import platformdirs

    root = platformdirs.user_data_path("searchtui", appauthor=False)
    if not root.is_absolute():
        raise KeepingError("There is no home folder, so nothing is kept; set HOME to have history, notes and pins.")
    return root


def _say_nothing(sentence: str) -> None:
    del sentence


class _Session(msgspec.Struct, frozen=True):
    """The file of the session.

    Args:
        searchtui: says that it is one.
        version: of the format.
        collection: the folder that it is about, for people.
        visit: where the user was.
    """

    searchtui: str
    version: int
    collection: str
    visit: Visit


class Kept:
    """What is kept of one collection. Nothing is written before there is something to keep.

    Args:
        folder: where it lies.
        collection: the folder of the collection.
        report: takes sentences for the user about what was found damaged; called from whichever thread found it.
    """

    def __init__(self, folder: Path, collection: Path, report: Callable[[str], object] | None = None) -> None:
        self.folder, self.collection = folder, collection
        self.report: Callable[[str], object] = report or _say_nothing
        self.history = self._file("history", Asked)
        self.searches = self._file("searches", SavedSearch)
        self.pins = self._file("pins", Pin)
        self.notes = self._file("notes", Note)
        self._session = folder / "session.json"

    @classmethod
    def of(cls, collection: Path, report: Callable[[str], object] | None = None) -> Kept:
        """What is kept of the collection in this folder."""
        return cls(data_folder(collection), collection, report)

    def _file(self, name: str, kind: type[T]) -> EntryFile[T]:
        return EntryFile(self.folder / f"{name}.jsonl", kind, lambda sentence: self.report(sentence))

    @property
    def is_new(self) -> bool:
        """Nothing was ever kept here: the user has not been here before."""
        return not self.folder.exists()

    # The session

    def session(self) -> Visit | None:
        """Where the user was last; None where that is not known, or not to be understood any more."""
        try:
            data = self._session.read_bytes()
        except OSError:
            return None
        try:
            session = msgspec.json.decode(data, type=_Session)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            self._damaged(self._session)
            return None
        return session.visit if session.version <= VERSION else None

    def keep_session(self, visit: Visit) -> None:
        """Note where the user is.

        Raises:
            KeepingError: it cannot be written.
        """
        session = _Session("session", VERSION, os.fsencode(self.collection).decode("utf-8", "replace"), visit)
        data = msgspec.json.format(msgspec.json.encode(session), indent=2) + b"\n"
        try:
            with locked(self.folder):
                write_whole(self._session, data)
        except OSError as error:
            raise KeepingError(f"{shown(self._session)} cannot be written: {error.strerror or error}.") from error

    # What saved searches had found

    def seen(self, search: SavedSearch) -> Digests | None:
        """What a saved search had found when it was last looked at; None where that is not known."""
        from searchtui.keeping.seen import read_seen  # NumPy takes long to import, and few need it at once

        path = self._seen(search)
        try:
            digests = read_seen(path)
            if digests is None and path.exists():
                self._damaged(path)
        except OSError as error:
            raise KeepingError(f"{shown(path)} cannot be read: {error.strerror or error}.") from error
        return digests

    def keep_seen(self, search: SavedSearch, digests: Digests) -> None:
        """Note what a saved search has found.

        Raises:
            KeepingError: it cannot be written.
        """
        from searchtui.keeping.seen import write_seen

        path = self._seen(search)
        try:
            make_private(path.parent)
            write_seen(path, digests)
        except OSError as error:
            raise KeepingError(f"{shown(path)} cannot be written: {error.strerror or error}.") from error

    def forget_seen(self, search: SavedSearch) -> None:
        """A saved search is deleted: what it had found is of no use any more."""
        try:
            self._seen(search).unlink(missing_ok=True)
        except OSError as error:
            raise KeepingError(f"{shown(self._seen(search))} cannot be deleted: {error.strerror or error}.") from error

    def _seen(self, search: SavedSearch) -> Path:
        return self.folder / "seen" / search.id

    def _damaged(self, path: Path) -> None:
        try:
            aside = set_aside(path)
        except OSError:
            self.report(f"{shown(path)} is damaged and cannot be renamed.")
        else:
            self.report(f"{path.name} was damaged; it is {shown(aside)} now.")
