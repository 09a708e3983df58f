"""The query history: what was asked before, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from searchtui.keeping import Asked
from searchtui.tui.actions import Where, bindings
from searchtui.tui.screens.entries import EntriesScreen, moment
from searchtui.tui.style import DIM, GOOD, TEXT
from searchtui.tui.widgets.entries import EntriesPane, Entry, EntryLine

__all__ = ["HistoryPane", "HistoryScreen"]


class HistoryPane(EntriesPane[Asked]):
    """The queries."""

    where = Where.HISTORY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HISTORY)]


class HistoryScreen(EntriesScreen[Asked]):
    """The query history; closing it brings a query to ask again.

    Args:
        asked: the newest last.
        forget: deletes a query.
    """

    def __init__(self, asked: Sequence[Asked], forget: Callable[[Asked], object]) -> None:
        super().__init__(HistoryPane("HISTORY", "Nothing has been asked yet."), typing=True)
        self._forget = forget
        self.set_entries([_entry(one) for one in reversed(asked)])

    def delete(self, key: Asked) -> None:
        """Delete a query for good."""
        self._forget(key)


def _entry(asked: Asked) -> Entry[Asked]:
    exactly = ((" exactly", GOOD),) if asked.exactly else ()
    return Entry(asked, asked.query, (EntryLine(((asked.query, TEXT), *exactly), (moment(asked.when), DIM)),))
