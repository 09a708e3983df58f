"""Saved searches, each with the number of paragraphs that are new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from searchtui.keeping import SavedSearch
from searchtui.tui.actions import Where, bindings, key_of
from searchtui.tui.screens.entries import EntriesScreen, moment
from searchtui.tui.strips import Part
from searchtui.tui.style import ACCENT, DIM, FAINT, GOOD, STRONG
from searchtui.tui.widgets.bars import counted
from searchtui.tui.widgets.entries import EntriesPane, Entry, EntryLine

__all__ = ["NewCounts", "SearchesPane", "SearchesScreen"]

NewCounts = Mapping[str, int | None]
"""For each id how many paragraphs are new: None where that cannot be known, nothing while it is counted."""

_NOTHING = "No search is saved yet: ask something, then press {}."


class SearchesPane(EntriesPane[SavedSearch]):
    """The saved searches."""

    where = Where.SEARCHES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SEARCHES)]


class SearchesScreen(EntriesScreen[SavedSearch]):
    """The saved searches; closing it brings one to run.

    Args:
        searches: in the order in which they were saved.
        new: paragraphs of each.
        forget: deletes a search.
        rename: asks for another name.
    """

    def __init__(
        self,
        searches: Sequence[SavedSearch],
        new: NewCounts,
        forget: Callable[[SavedSearch], object],
        rename: Callable[[SavedSearch], object],
    ) -> None:
        super().__init__(SearchesPane("SAVED SEARCHES", _NOTHING.format(key_of("search.save"))))
        self._forget, self._rename = forget, rename
        self.update(searches, new)

    def update(self, searches: Sequence[SavedSearch], new: NewCounts) -> None:
        """Show them as they are by now."""
        self.set_entries([_entry(search, new) for search in searches])

    def delete(self, key: SavedSearch) -> None:
        """Delete a search for good."""
        self._forget(key)

    def action_rename(self) -> None:
        """Ask for another name of the search under the cursor."""
        if self.pane.entry is not None:
            self._rename(self.pane.entry.key)


def _entry(search: SavedSearch, new: NewCounts) -> Entry[SavedSearch]:
    found = f"{counted(search.found, 'paragraph')}, looked at {moment(search.looked)}" if search.looked else ""
    exactly = ((" exactly", GOOD),) if search.exactly else ()
    return Entry(
        search,
        f"{search.name} {search.query}",
        (
            EntryLine((_count(search, new), (search.name, STRONG)), (found, DIM)),
            EntryLine((("        ", DIM), (search.query, DIM), *exactly)),
            EntryLine(()),
        ),
    )


def _count(search: SavedSearch, new: NewCounts) -> Part:
    if search.id not in new:
        return "     …  ", FAINT
    count = new[search.id]
    if count is None:
        return "     ?  ", FAINT
    return (f"{f'+{count:,}':>6}  ", ACCENT) if count else ("        ", FAINT)
