"""A list of entries of one or more lines each, with a cursor on one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual.strip import Strip

from searchtui.tui.flow import Flow, Place
from searchtui.tui.strips import Part, blank, row, spread
from searchtui.tui.style import ACCENT, DIM, TEXT, Ink, on
from searchtui.tui.text import cells, cut, wrap
from searchtui.tui.widgets.pane import CursorPane

__all__ = ["EntriesPane", "Entry", "EntryLine"]

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of an entry.

    Args:
        left: what stands in it, the part that does not fit cut; nothing for the gap below an entry.
        right: what stands at its end, left out where there is no room.
    """

    left: tuple[Part, ...]
    right: Part | None = None


@dataclass(frozen=True, slots=True)
class Entry(Generic[K]):
    """Something in a list.

    Args:
        key: what it stands for.
        text: by which it is searched.
        lines: how it is shown, at least one.
    """

    key: K
    text: str
    lines: tuple[EntryLine, ...]


class _Entries(Generic[K]):
    """The lines of some entries."""

    def __init__(self, entries: Sequence[Entry[K]]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def height(self, item: int) -> int:
        """Lines of an entry."""
        return len(self._entries[item].lines)


class EntriesPane(CursorPane, Generic[K]):
    """The list. The cursor moves from entry to entry.

    Args:
        title: for the head.
        nothing: said where the list is empty.
        nothing_found: said where the filter leaves none.
    """

    def __init__(self, title: str, nothing: str, nothing_found: str = "Nothing like this is in the list.") -> None:
        super().__init__(id="entries")
        self._title, self._nothing, self._nothing_found = title, nothing, nothing_found
        self.shown: Sequence[Entry[K]] = ()
        self.total = 0

    @property
    def flow(self) -> Flow:
        """The entries."""
        return _Entries(self.shown)

    @property
    def entry(self) -> Entry[K] | None:
        """The one under the cursor."""
        return self.shown[self.cursor[0]] if self.cursor[0] < len(self.shown) else None

    def set_entries(self, shown: Sequence[Entry[K]], total: int, at: int = 0) -> None:
        """Show these entries.

        Args:
            shown: those that the filter leaves.
            total: how many there are without it.
            at: where the cursor is to stand.
        """
        self.shown, self.total = shown, total
        self.top = (0, 0)
        self.stand_at((min(at, max(0, len(shown) - 1)), 0))

    def stop_at(self, place: Place, direction: int) -> Place:
        """Stand on the first line of an entry."""
        del direction
        return place[0], 0

    def reveal(self) -> None:
        """Show all lines of the entry under the cursor."""
        if len(self.shown):
            first, last = self.cursor, (self.cursor[0], self.flow.height(self.cursor[0]) - 1)
            self.cursor = last
            super().reveal()
            self.cursor = first
            super().reveal()

    def action_move(self, lines: int) -> None:
        """Move the cursor by entries."""
        self.go_to((max(0, min(len(self.shown) - 1, self.cursor[0] + lines)), 0))

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many entries as are in sight."""
        height = self.flow.height(self.cursor[0]) if len(self.shown) else 1
        self.action_move(pages * max(1, self.rows // height - 1))

    def head(self, width: int) -> list[Strip]:
        """What is listed, and where one is in it."""
        right = f"{self.cursor[0] + 1:,} of {len(self.shown):,} " if self.shown else ""
        if len(self.shown) != self.total:
            right += f"({self.total:,}) "
        return [spread([(f" {self._title} ", self.head_accent)], [(right, self.head_dim)], width, self.head_style)]

    def body(self, width: int, rows: int) -> list[Strip]:
        """The entries, or why there are none."""
        if self.shown:
            return super().body(width, rows)
        said = self._nothing_found if self.total else self._nothing
        lines = [row([("    ", TEXT), (said[begin:end], DIM)], width, TEXT) for begin, end in wrap(said, width - 8)]
        return [blank(width, TEXT), *lines]

    def line(self, place: Place, width: int) -> Strip:
        """One line of an entry."""
        here = place[0] == self.cursor[0]
        style = self.row_style(self.cursor) if here else TEXT
        line = self.shown[place[0]].lines[place[1]]
        if not line.left:
            return blank(width, TEXT)
        sign: Part = ("▌ " if here else "  ", on(ACCENT, style))
        left, right = line.left, line.right
        wanted = cells(right[0]) + 2 if right is not None else 0
        if right is None or wanted > width // 2:
            return row([sign, *_fitting(left, width - 3, style)], width, style)
        return spread(
            [sign, *_fitting(left, width - wanted - 3, style)], [(right[0] + " ", on(right[1], style))], width, style
        )


def _fitting(parts: Sequence[Part], room: int, style: Ink) -> list[Part]:
    """The parts on a row of this style, the first that does not fit cut and the others left out."""
    shown: list[Part] = []
    for text, face in parts:
        if room <= 0:
            break
        text = cut(text, room)
        shown.append((text, on(face, style)))
        room -= cells(text)
    return shown
