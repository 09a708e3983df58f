"""Saved searches: a query under a name."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec

__all__ = ["SavedSearch", "named", "new_id", "renamed", "with_looked", "with_search", "without_search"]


class SavedSearch(msgspec.Struct, frozen=True, omit_defaults=True):
    """A query that is asked again and again.

    Args:
        id: names the file of the paragraphs that it has found; stays when the search is renamed.
        name: for people; no two searches have the same, whatever their case.
        query: what stood in the query line.
        saved: when; ISO 8601 in UTC.
        looked: when its hits were last looked at; ISO 8601 in UTC.
        found: how many paragraphs it had found then.
        exactly: words stand for just the forms that were typed.
        stamp: of the index then; as long as it is the same, nothing is new.
    """

    id: str
    name: str
    query: str
    saved: str
    looked: str = ""
    found: int = 0
    exactly: bool = False
    stamp: str = ""

    def __post_init__(self) -> None:
        # The id becomes the name of a file.
        if not self.id.isalnum() or not self.id.isascii():
            raise ValueError("the id of a saved search is letters and digits")


def new_id() -> str:
    """An id that no other entry has."""
    return os.urandom(6).hex()


def named(entries: Sequence[SavedSearch], name: str) -> SavedSearch | None:
    """The search of this name."""
    return next((entry for entry in entries if entry.name.casefold() == name.strip().casefold()), None)


def with_search(entries: Sequence[SavedSearch], search: SavedSearch) -> list[SavedSearch]:
    """The entries with one more; it takes the place of another one with its name, or with its id."""
    others = [entry for entry in entries if entry.id != search.id and entry is not named(entries, search.name)]
    return [*others, search]


def without_search(entries: Sequence[SavedSearch], search: str) -> list[SavedSearch]:
    """The entries without the one with this id."""
    return [entry for entry in entries if entry.id != search]


def renamed(entries: Sequence[SavedSearch], search: str, name: str) -> list[SavedSearch]:
    """The entries, one of them with another name; as they were where that name is taken or empty."""
    other = named(entries, name)
    if not name.strip() or (other is not None and other.id != search):
        return list(entries)
    return [msgspec.structs.replace(entry, name=name.strip()) if entry.id == search else entry for entry in entries]


def with_looked(
    entries: Sequence[SavedSearch], search: str, when: str, found: int, stamp: str = ""
) -> list[SavedSearch]:
    """The entries, one of them looked at."""
    return [
        msgspec.structs.replace(entry, looked=when, found=found, stamp=stamp) if entry.id == search else entry
        for entry in entries
    ]
