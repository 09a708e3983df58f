"""The pane of dates: bars for years, in a year for months, in a month for days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from searchtui.collection import DateCounts, DatePart, Unit
from searchtui.dates import PartialDate
from searchtui.tui.actions import Where, bindings
from searchtui.tui.flow import Flow, Place, Rows
from searchtui.tui.progress import bar
from searchtui.tui.question import Facet
from searchtui.tui.strips import Part, once, row, spread
from searchtui.tui.style import ACCENT, DIM, FAINT, STRONG, TEXT, Ink, on
from searchtui.tui.text import cells, cut
from searchtui.tui.times import time_shown, timeline
from searchtui.tui.widgets.facets import UNITS
from searchtui.tui.widgets.pane import CursorPane

__all__ = ["DatePane", "sparkline"]

_BLOCKS = "▁▂▃▄▅▆▇█"
_SPARKS = 12
"""Bars in the head, one for each month of a year."""
_BAR_CELLS = 8
_MONTH, _DAY = len("2020-03"), len("2020-03-05")


def sparkline(counts: Sequence[int], width: int) -> str:
    """Counts in order of time as bars, neighbours added together where there are more than `width`."""
    if not counts:
        return ""
    size = -(-len(counts) // width)
    sums = [sum(counts[start : start + size]) for start in range(0, len(counts), size)]
    highest = max(sums) or 1
    return "".join(_BLOCKS[round(total / highest * (len(_BLOCKS) - 1))] for total in sums)


class DatePane(CursorPane):
    """The times at which what was found was published.

    Where the parts of a year or month are shown, the first row widens that.
    """

    where = Where.DATES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.DATES)]

    class Dated(Message):
        """The user asks for other dates."""

        def __init__(self, wanted: tuple[str, ...], excluded: tuple[str, ...]) -> None:
            super().__init__()
            self.wanted, self.excluded = wanted, excluded

    class Left(Message):
        """The user leaves the pane."""

    def __init__(self) -> None:
        super().__init__(id=Facet.DATE.value)
        self.within: PartialDate | None = None
        """The year or month whose parts are shown; None for the years."""
        self._counts = DateCounts()
        self._unit = Unit.PARAGRAPH
        self._parts: tuple[DatePart, ...] = ()
        self._most = 0
        """What the longest bar stands for."""
        self._asked: tuple[tuple[str, ...], tuple[str, ...]] = (), ()
        self._limits: tuple[str, ...] = ()

    @property
    def flow(self) -> Flow:
        """The row that widens, where there is one, and the parts."""
        return Rows(len(self._parts) + self._before)

    @property
    def _before(self) -> int:
        return 0 if self.within is None else 1

    @property
    def parts(self) -> tuple[DatePart, ...]:
        """What is shown."""
        return self._parts

    @property
    def part(self) -> DatePart | None:
        """The part under the cursor."""
        return self._part_at(self.cursor)

    def _part_at(self, place: Place) -> DatePart | None:
        at = place[0] - self._before
        return self._parts[at] if 0 <= at < len(self._parts) else None

    def set_counts(self, counts: DateCounts, unit: Unit = Unit.PARAGRAPH) -> None:
        """Show these counts; where other dates are asked for than in this pane, what lies around them.

        Args:
            counts: by date.
            unit: what is counted.
        """
        asked = counts.wanted, counts.excluded
        if (asked, counts.limits) != (self._asked, self._limits):
            self._asked, self._limits = asked, counts.limits
            self.within = time_shown(counts)
        self._counts, self._unit = counts, unit
        self._refill()

    def _refill(self) -> None:
        before = self.part.value if self.part is not None else None
        self._parts = self._ordered()
        self._most = max((part.count for part in self._parts if part.value[0].isdigit()), default=0)
        values = [part.value for part in self._parts]
        if self.has_focus and before in values:
            self.cursor = (values.index(before) + self._before, 0)
            self.reveal()
        elif self.cursor[0] >= len(self.flow) or not self.has_focus:
            self.cursor = self.top = (0, 0)
        self.draw()

    def _ordered(self) -> tuple[DatePart, ...]:
        """The newest first; before them, so that they are in sight, those of which less or nothing is known."""
        parts = self._counts.parts(self.within)
        known = [part for part in parts if part.value[0].isdigit()]
        return (*(part for part in parts if not part.value[0].isdigit()), *reversed(known))

    def head(self, width: int) -> list[Strip]:
        """What is counted, how many dates are picked, and a line of bars."""
        left: list[Part] = [(" DATE ", self.head_accent), (UNITS[self._unit], self.head_dim)]
        right = sparkline(timeline(self._parts, self.within), _SPARKS)
        return [spread(left, [(right, self.head_dim)], width, self.head_style)]

    def line(self, place: Place, width: int) -> Strip:
        """A box, the date, a bar and the count; first the row that widens."""
        style = self.row_style(place) if self.has_focus else TEXT
        sign: Part = ("▌" if style is not TEXT else " ", on(ACCENT, style))
        part = self._part_at(place)
        if part is None:
            return row([sign, (f" ‹ {self._wider}", on(ACCENT, style))], width, style)
        return once((DatePane, part, self._most, style, width), lambda: self._drawn(part, sign, style, width))

    def _drawn(self, part: DatePart, sign: Part, style: Ink, width: int) -> Strip:
        mark = "x" if part.selected else "-" if part.excluded else " "
        box: Part = (f"[{mark}] ", on(FAINT if mark == " " else ACCENT, style))
        is_dated = part.value[0].isdigit()
        # The bars begin below each other.
        count = f"{part.count:>{len(f'{self._most:,}')},} " if is_dated else f"{part.count:,} "
        face = on(STRONG, style) if part.selected else style if part.kept else on(DIM, style)
        name: Part = (self._label(part), face)
        right: list[Part] = [(count, on(DIM, style))]
        room = width - cells(sign[0]) - cells(box[0]) - cells(name[0]) - cells(count) - 2
        if room >= _BAR_CELLS and is_dated:
            share = part.count / (self._most or 1)
            right.insert(0, (f"{bar(share, _BAR_CELLS)} ", on(ACCENT if part.kept else FAINT, style)))
        return spread([sign, box, (cut(name[0], max(1, width - 6)), name[1])], right, width, style)

    @property
    def _wider(self) -> str:
        assert self.within is not None
        if self.within.month:
            return f"{self.within.year:04}"
        return "all years"

    def _label(self, part: DatePart) -> str:
        if not part.value.startswith("="):
            return part.value
        return f"{part.value[1:]}, no {'day' if len(part.value) > _MONTH else 'month'}"

    # What the user asks for

    def _ask(self, wanted: Iterable[str], excluded: Iterable[str]) -> None:
        self._asked, self._limits = (tuple(wanted), tuple(excluded)), ()
        self.post_message(self.Dated(*self._asked))

    @property
    def _whole(self) -> tuple[str, ...]:
        """What is asked for where no part is picked: all that is shown."""
        return (str(self.within),) if self.within is not None else ()

    def _pickable(self) -> str | None:
        """The value under the cursor, if it can be asked for."""
        part = self.part
        if part is not None and len(part.value) == _MONTH + 1 and part.value.startswith("="):
            self.app.notify("Those of which no day is known cannot be picked by themselves.", markup=False)
            return None
        return part.value if part is not None else None

    def action_narrow(self) -> None:
        """Search only this year, month or day, and show its parts."""
        if self.part is None:
            self.action_widen()
            return
        value = self._pickable()
        if value is None:
            return
        if value[0].isdigit() and len(value) < _DAY:
            self.within = PartialDate.parse(value)
            self.cursor = self.top = (0, 0)
        self._ask([value], [other for other in self._asked[1] if other != value])
        self._refill()

    def action_widen(self) -> None:
        """Search all that is shown; where that is so already, what lies around it."""
        wanted, excluded = self._asked
        if self.within is None:
            if wanted or excluded or self._limits:
                self._ask((), ())
            return
        if wanted == self._whole:
            before = str(self.within)
            self.within = PartialDate(self.within.year) if self.within.month else None
            self._parts = self._ordered()
            values = [part.value for part in self._parts]
            self.cursor = (values.index(before) + self._before if before in values else 0, 0)
        self._ask(self._whole, excluded)
        self._refill()

    def action_pick(self) -> None:
        """Search this one too, or no longer; where none is picked, all that is shown."""
        value = self._pickable()
        if value is None:
            if self.part is None:
                self.action_widen()
            return
        shown = [part.value for part in self._counts.parts(self.within)]
        wanted = [other for other in self._asked[0] if other in shown]
        wanted = [other for other in shown if (other in wanted) != (other == value)]
        self._ask(wanted or self._whole, [other for other in self._asked[1] if other != value])

    def action_exclude(self) -> None:
        """Leave this one out, or no longer."""
        value = self._pickable()
        if value is None:
            return
        wanted, excluded = self._asked
        excluded = tuple(other for other in excluded if other != value) + (() if value in excluded else (value,))
        wanted = tuple(other for other in wanted if other != value)
        self._ask(wanted or self._whole, excluded)

    def action_leave(self) -> None:
        """Leave the pane."""
        self.post_message(self.Left())

    def clicked(self, again: bool) -> None:
        """A click on a bar narrows."""
        del again
        self.action_narrow()
