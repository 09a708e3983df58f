"""Facet panes: the values of one facet with their counts, to pick from and to filter by typing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from searchtui.collection import UNKNOWN, FacetValue, Pick, Unit
from searchtui.tui.actions import Where, bindings
from searchtui.tui.flow import Flow, Place, Rows
from searchtui.tui.question import Facet
from searchtui.tui.strips import Part, once, row, spread
from searchtui.tui.style import ACCENT, DIM, FAINT, STRONG, TEXT, Ink, on
from searchtui.tui.text import cells, cut, fold
from searchtui.tui.widgets.pane import CursorPane

__all__ = ["UNITS", "FacetPane", "matching"]

UNITS = {Unit.PARAGRAPH: "paragraphs", Unit.ARTICLE: "articles", Unit.STORY: "stories"}
"""What is counted, in words."""
_LEAST = 3
"""Characters from which on a filter may be misspelt."""
_MOST_ALIKE = 20
_ALIKE = 75
"""RapidFuzz's likeness, 0 to 100, from which a value counts as what was meant by a filter that nothing contains."""


_fold = lru_cache(maxsize=1 << 16)(fold)


def matching(values: Sequence[FacetValue], typed: str) -> tuple[FacetValue, ...]:
    """The values that have all words that were typed somewhere in them, without regard to case and accents.

    Where there is none, the most alike. Values that are picked or excluded are always among them, at the end.

    Args:
        values: in the order in which they are shown.
        typed: to filter by.
    """
    words = _fold(typed).split()
    if not words:
        return tuple(values)
    names = list(map(_fold, [value.value for value in values]))
    places = [at for at, name in enumerate(names) if words[0] in name]
    for word in words[1:]:
        places = [at for at in places if word in names[at]]
    if not places and len(wanted := " ".join(words)) >= _LEAST:
        # Imported when a name is misspelt: it brings NumPy, and nothing of that is needed for the first paint.
        from rapidfuzz import fuzz, process

        alike = process.extract(wanted, names, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=_MOST_ALIKE)
        places = [at for _, _, at in alike]
    shown = set(places)
    picked = [at for at, value in enumerate(values) if (value.selected or value.excluded) and at not in shown]
    return tuple(values[at] for at in [*places, *picked])


class FacetPane(CursorPane):
    """The values of one facet. The cursor keeps to its value while the counts change."""

    where = Where.FACET
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.FACET)]

    class Picked(Message):
        """The user picks, excludes or drops a value, or drops all."""

        def __init__(self, facet: Facet, value: str, pick: Pick) -> None:
            super().__init__()
            self.facet, self.value, self.pick = facet, value, pick

    class Left(Message):
        """The user leaves the pane."""

    def __init__(self, facet: Facet) -> None:
        super().__init__(id=facet.value)
        self.facet = facet
        self.filtering = False
        self.typed = ""
        self._unit = Unit.PARAGRAPH
        self._picked = 0
        self._values: tuple[FacetValue, ...] = ()
        self._shown: tuple[FacetValue, ...] = ()

    @property
    def flow(self) -> Flow:
        """The values that the filter leaves."""
        return Rows(len(self._shown))

    @property
    def shown(self) -> tuple[FacetValue, ...]:
        """The values that the filter leaves."""
        return self._shown

    @property
    def value(self) -> FacetValue | None:
        """The value under the cursor."""
        return self._shown[self.cursor[0]] if self.cursor[0] < len(self._shown) else None

    def set_values(self, values: Sequence[FacetValue], unit: Unit = Unit.PARAGRAPH) -> None:
        """Show these values.

        Args:
            values: with their counts.
            unit: what is counted.
        """
        self._values, self._unit = tuple(values), unit
        self._picked = len([value for value in self._values if value.selected or value.excluded])
        self._refilter()

    def _refilter(self) -> None:
        before = self.value
        self._shown = matching(self._values, self.typed)
        at = None
        if self.has_focus and before is not None:
            at = next((at for at, value in enumerate(self._shown) if value.value == before.value), None)
        if at is not None:
            self.cursor = (at, 0)
            self.reveal()
        elif self.cursor[0] >= len(self._shown) or not self.has_focus:
            self.cursor = self.top = (0, 0)
        self.draw()

    def head(self, width: int) -> list[Strip]:
        """The facet's name with what is typed or counted, and how many values are picked or shown."""
        left: list[Part] = [(f" {self.facet.value.upper()} ", self.head_accent)]
        right = ""
        if self.filtering or self.typed:
            left.append((f"/{self.typed}{'▏' if self.filtering else ''}", self.head_style))
        else:
            left.append((UNITS[self._unit], self.head_dim))
        if self._picked:
            right = f"{self._picked:,} picked "
        elif len(self._shown) > self.rows:
            right = f"{len(self._shown):,} "
        return [spread(left, [(right, self.head_dim)], width, self.head_style)]

    def line(self, place: Place, width: int) -> Strip:
        """A box, the value, its count."""
        value = self._shown[place[0]]
        style = self.row_style(place) if self.has_focus else TEXT
        return once((FacetPane, value, style, width), lambda: self._drawn(value, style, width))

    @staticmethod
    def _drawn(value: FacetValue, style: Ink, width: int) -> Strip:
        count = f"{value.count:,} "
        sign_of_pick = "x" if value.selected else "-" if value.excluded else " "
        box: Part = (f"[{sign_of_pick}] ", on(FAINT if sign_of_pick == " " else ACCENT, style))
        sign: Part = ("▌" if style is not TEXT else " ", on(ACCENT, style))
        right: list[Part] = [(count, on(DIM, style))]
        room = width - cells(sign[0]) - cells(box[0]) - cells(count) - 1
        face = on(STRONG, style) if value.selected else style if value.count else on(DIM, style)
        name = (cut(value.value, room), on(DIM, style) if value.value == UNKNOWN and not value.selected else face)
        if room < 4:
            return row([sign, box, name], width, style)
        return spread([sign, box, name], right, width, style)

    def on_key(self, event: events.Key) -> None:
        """While a filter is being typed, letters and Backspace belong to it."""
        if not self.filtering:
            return
        if event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.key == "enter":
            self.filtering = False
        elif event.is_printable and event.character:
            self.typed += event.character
        else:
            return
        event.stop()
        event.prevent_default()
        self._refilter()

    def watch_has_focus(self, focused: bool) -> None:
        """Typing ends when the pane is left; what it filtered stays."""
        self.filtering = self.filtering and focused
        super().watch_has_focus(focused)

    def action_filter(self) -> None:
        """Begin to filter."""
        self.filtering = True
        self.draw()

    def action_leave(self) -> None:
        """Show all values again; where all are shown, leave the pane."""
        if self.filtering or self.typed:
            self.filtering, self.typed = False, ""
            self._refilter()
        else:
            self.post_message(self.Left())

    def action_pick(self) -> None:
        """Pick the value under the cursor, or drop it."""
        if self.value is not None:
            self.post_message(self.Picked(self.facet, self.value.value, Pick.TOGGLE))

    def action_exclude(self) -> None:
        """Exclude the value under the cursor, or admit it again."""
        if self.value is not None:
            self.post_message(self.Picked(self.facet, self.value.value, Pick.EXCLUDE))

    def action_drop(self) -> None:
        """Drop all values."""
        self.post_message(self.Picked(self.facet, "", Pick.DROP))

    def clicked(self, again: bool) -> None:
        """A click on a value picks it."""
        del again
        self.action_pick()
