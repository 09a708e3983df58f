"""A list of what is kept, on a screen of its own: a line to search it, the list, and what can be done with an entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.types import CSSPathType
from textual.widgets import Input

from searchtui.keeping import Place, ranked
from searchtui.tui.actions import Where, bindings
from searchtui.tui.strips import row
from searchtui.tui.style import ACCENT_BAR, BAR
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.entries import EntriesPane, Entry
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.pane import CursorPane
from searchtui.tui.widgets.query import Query

__all__ = ["EntriesScreen", "FilterLine", "moment"]

K = TypeVar("K")


def moment(when: str) -> str:
    """A time of ours as people read it, in their own time zone, to the minute."""
    try:
        return datetime.fromisoformat(when).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return when


class FilterLine(Query, inherit_bindings=False):
    """Where a few letters of an entry are typed."""

    where: ClassVar[Where] = Where.FILTER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.FILTER)]

    def __init__(self) -> None:
        super().__init__("Type a few letters of it", id="filter")


class EntriesScreen(Screen[K | None], Generic[K]):
    """A list of entries; closing it brings the chosen one.

    Args:
        pane: the list.
        typing: begin in the line, not in the list.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "entries.tcss"

    def __init__(self, pane: EntriesPane[K], typing: bool = False) -> None:
        super().__init__()
        self.pane = pane
        self.filter_line = FilterLine()
        self._prompt = Lines(id="prompt")
        self._footer = Lines(id="footer")
        self._typing = typing
        self._entries: Sequence[Entry[K]] = ()

    def delete(self, key: K) -> None:
        """Delete an entry for good."""
        raise NotImplementedError

    def may_choose(self, key: K) -> bool:
        """Whether there is anything to go to."""
        del key
        return True

    def is_there(self, place: Place | None) -> bool:
        """Whether something was found again; where not, that is said, and the list stays."""
        if place is None:
            self.notify("It is still being looked for; try again in a moment.", markup=False)
        elif not place.article:
            self.notify("It is no longer in the collection; here is its text as it was.", markup=False)
        return place is not None and bool(place.article)

    def compose(self) -> ComposeResult:
        """The line, the list and the footer."""
        with Horizontal(id="line"):
            yield self._prompt
            yield self.filter_line
        yield self.pane
        yield self._footer

    def on_mount(self) -> None:
        """Show the entries as soon as the size is known."""
        self.set_focus(self.filter_line if self._typing else self.pane)
        self.call_after_refresh(self._refilter)

    def set_entries(self, entries: Sequence[Entry[K]]) -> None:
        """Show other entries, the cursor where it was."""
        self._entries = entries
        if self.is_mounted:
            self._refilter(self.pane.cursor[0])

    def _refilter(self, at: int = 0) -> None:
        order = ranked(self.filter_line.value, [entry.text for entry in self._entries])
        self.pane.set_entries([self._entries[place] for place in order], len(self._entries), at)
        self._draw_bars()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._refilter()

    @on(CursorPane.Chosen)
    def _clicked(self) -> None:
        self.action_choose()

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self._draw_bars)

    def on_descendant_focus(self) -> None:
        """The footer shows the keys of the pane that has them."""
        self._draw_bars()

    def _draw_bars(self) -> None:
        where = getattr(self.focused, "where", self.pane.where)
        self._prompt.show([row([(" / ", ACCENT_BAR)], 3, BAR)])
        self._footer.show([footer(where, self._footer.size.width)])

    def action_choose(self) -> None:
        """Close the list with the entry under the cursor."""
        entry = self.pane.entry
        if entry is not None and self.may_choose(entry.key):
            self.dismiss(entry.key)

    def action_delete(self) -> None:
        """Delete the entry under the cursor; the next one takes its place."""
        entry = self.pane.entry
        if entry is not None:
            self.set_entries([one for one in self._entries if one is not entry])
            self.delete(entry.key)

    def action_move(self, entries: int) -> None:
        """Move in the list."""
        self.pane.action_move(entries)

    def action_page(self, pages: int) -> None:
        """Move in the list by screenfuls."""
        self.pane.action_page(pages)

    def action_filter(self) -> None:
        """Go to the line."""
        self.filter_line.focus()

    def action_to_list(self) -> None:
        """Go to the list."""
        self.pane.focus()

    def action_leave_filter(self) -> None:
        """Empty the line; an empty one is left, and with it the list."""
        if self.filter_line.value:
            self.filter_line.value = ""
        elif self._typing:
            self.dismiss(None)
        else:
            self.pane.focus()

    def action_leave(self) -> None:
        """Close the list."""
        self.dismiss(None)
