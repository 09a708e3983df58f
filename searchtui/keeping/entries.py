"""A file of entries, one a line, that several programs may change at once without losing each other's entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from searchtui.errors import KeepingError
from searchtui.keeping.files import copy_aside, locked, shown, write_whole

__all__ = ["VERSION", "EntryFile"]

VERSION = 1
"""Of the files; one with a higher version is left alone."""

T = TypeVar("T", bound=msgspec.Struct)


class _Head(msgspec.Struct):
    """The first line of a file: what it holds.

    Args:
        searchtui: which entries.
        version: of the format.
    """

    searchtui: str
    version: int


class _Content(Generic[T]):
    """What a file holds.

    Args:
        entries: those that could be read.
        damaged: how many lines could not.
    """

    def __init__(self, entries: list[T], damaged: int) -> None:
        self.entries, self.damaged = entries, damaged


class EntryFile(Generic[T]):
    """Entries of one kind in a file of JSON lines.

    Nothing is kept in memory: a change reads what is there by now, so that what another program has added stays.

    Args:
        path: of the file; its folder is made when the first entry is written.
        kind: of the entries.
        report: takes sentences for the user about what was found damaged.
    """

    def __init__(self, path: Path, kind: type[T], report: Callable[[str], object]) -> None:
        self.path, self._kind, self._report = path, kind, report
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(kind)

    def read(self) -> list[T]:
        """The entries, in the order in which they stand there.

        Raises:
            KeepingError: the file cannot be read, or a newer version of searchtui has written it.
        """
        content = self._content()
        if content.damaged:
            try:
                with locked(self.path.parent):
                    content = self._mended()
            except OSError:
                self._report(f"{shown(self.path)} is damaged: {_lines(content.damaged)} could not be read.")
        return content.entries

    def change(self, change: Callable[[list[T]], Sequence[T]]) -> list[T]:
        """Change the entries while nobody else does.

        Args:
            change: is given the entries as they are by now, and gives them as they are to be.

        Returns:
            The entries as they are now.

        Raises:
            KeepingError: the file cannot be read or written; it is as it was.
        """
        try:
            with locked(self.path.parent):
                entries = self._mended().entries
                changed = list(change(list(entries)))
                if changed != entries:
                    self._write(changed)
                return changed
        except OSError as error:
            raise KeepingError(f"{shown(self.path)} cannot be written: {error.strerror or error}.") from error

    def _write(self, entries: Sequence[T]) -> None:
        head = _Head(self.path.stem, VERSION)
        write_whole(self.path, b"".join(self._encoder.encode(line) + b"\n" for line in (head, *entries)))

    def _mended(self) -> _Content[T]:
        """The content; lines that cannot be read are set aside with the whole file as it was."""
        content = self._content()
        if content.damaged:
            aside = copy_aside(self.path)
            self._write(content.entries)
            damaged = f"{_lines(content.damaged)} of {self.path.name}"
            self._report(f"{damaged} could not be read; the file as it was is {shown(aside)}.")
        return content

    def _content(self) -> _Content[T]:
        try:
            lines = self.path.read_bytes().splitlines()
        except FileNotFoundError:
            return _Content([], 0)
        except OSError as error:
            raise KeepingError(f"{shown(self.path)} cannot be read: {error.strerror or error}.") from error
        entries: list[T] = []
        damaged = 0
        for number, line in enumerate(lines):
            if not line.strip():
                continue
            try:
                if number == 0:
                    head = msgspec.json.decode(line, type=_Head)
                    if head.version > VERSION:
                        raise KeepingError(f"A newer searchtui has written {shown(self.path)}; it is left alone.")
                else:
                    entries.append(self._decoder.decode(line))
            except (msgspec.MsgspecError, ValueError, RecursionError):  # bytes that are no UTF-8 are a ValueError
                damaged += 1
        return _Content(entries, damaged)


def _lines(number: int) -> str:
    return f"{number:,} {'line' if number == 1 else 'lines'}"
