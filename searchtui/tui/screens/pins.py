"""The pinned articles of this and earlier sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from searchtui.keeping import Pin, Place
from searchtui.tui.actions import Where, bindings, key_of
from searchtui.tui.screens.entries import EntriesScreen, moment
from searchtui.tui.screens.notes import whereabouts
from searchtui.tui.style import DIM, FAINT, STRONG, TEXT
from searchtui.tui.widgets.entries import EntriesPane, Entry, EntryLine

__all__ = ["PinsPane", "PinsScreen"]

_NOTHING = "Nothing is pinned: at a paragraph, outside the query line, press {}."


class PinsPane(EntriesPane[Pin]):
    """The pins."""

    where = Where.PINS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.PINS)]


class PinsScreen(EntriesScreen[Pin]):
    """The pins; closing it brings one whose article is to be read.

    Args:
        pins: in the order in which they were put in.
        places: where they are by now, by the ids of the articles that they were put on.
        forget: takes a pin out.
        compare: shows the pinned articles side by side, the keys in the column of one.
    """

    def __init__(
        self,
        pins: Sequence[Pin],
        places: Mapping[str, Place],
        forget: Callable[[Pin], object],
        compare: Callable[[Pin], object],
    ) -> None:
        super().__init__(PinsPane("PINS", _NOTHING.format(key_of("pin.toggle"))))
        self._forget, self._compare = forget, compare
        self.update(pins, places)

    def update(self, pins: Sequence[Pin], places: Mapping[str, Place]) -> None:
        """Show them as they are by now."""
        self._places = places
        self.set_entries([_entry(pin, places.get(pin.anchor.article)) for pin in pins])

    def action_compare(self) -> None:
        """Show the pinned articles side by side."""
        if self.pane.entry is not None and self.may_choose(self.pane.entry.key):
            self._compare(self.pane.entry.key)

    def may_choose(self, key: Pin) -> bool:
        """Whether its article was found again."""
        return self.is_there(self._places.get(key.anchor.article))

    def delete(self, key: Pin) -> None:
        """Take a pin out for good."""
        self._forget(key)


def _entry(pin: Pin, place: Place | None) -> Entry[Pin]:
    (name, _), *rest = whereabouts(pin.anchor, place)
    return Entry(
        pin,
        f"{pin.anchor.title} {pin.anchor.name} {pin.anchor.text}",
        (
            EntryLine(((name, STRONG), *rest), (moment(pin.pinned), DIM)),
            EntryLine((("  ", DIM), (pin.anchor.name, DIM))),
            EntryLine((("  ▏", FAINT), (pin.anchor.text, TEXT))),
            EntryLine(()),
        ),
    )
