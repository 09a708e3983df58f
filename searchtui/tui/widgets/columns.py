"""The strip of columns: articles side by side, each at its best paragraph."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip

from searchtui.tui.actions import Where, bindings
from searchtui.tui.answer import Answer
from searchtui.tui.strips import Part, blank, row, spread
from searchtui.tui.style import ACCENT_BAR, BAR_CHOSEN, FAINT, TEXT, Ink, on
from searchtui.tui.text import cells, cut
from searchtui.tui.widgets.article import ArticlePane
from searchtui.tui.widgets.names import short_byline

__all__ = ["MOST_COLUMNS", "NARROWEST", "ColumnPane", "Columns"]

NARROWEST = 38
"""Cells of a column that can still be read."""
MOST_COLUMNS = 12
"""Columns on the widest screens."""
_TWO_COLUMNS = 90
"""Cells of the screen from which on a second column is worth the room that it takes from the first."""


class ColumnPane(ArticlePane):
    """One article of the strip."""

    where = Where.COLUMN
    head_rows = 2
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.COLUMN)]

    class Used(Message):
        """The user did something in the column."""

        def __init__(self, pane: ColumnPane) -> None:
            super().__init__()
            self.pane = pane

    class Clicked(Used):
        """The user clicked into the column."""

    class HitChanged(Used):
        """The user went to another hit of the article."""

    def __init__(self, index: int) -> None:
        super().__init__(id=f"column-{index}")
        self.index = index
        self.item: int | None = None
        """Position of its group in the answer; None where there is none for this column."""
        self.chosen = False
        """It is the one of several columns whose article the selected hit is in."""

    def allow_focus(self) -> bool:
        """An empty column has no use for keys."""
        return super().allow_focus() and (self.item is not None or self.index == 0)

    @property
    def head_style(self) -> Ink:
        """The head also shows which article the selected hit is in."""
        return BAR_CHOSEN if self.chosen and not self.has_focus else super().head_style

    @property
    def head_accent(self) -> Ink:
        """Style of the name in the head."""
        return BAR_CHOSEN if self.chosen and not self.has_focus else super().head_accent

    @property
    def head_dim(self) -> Ink:
        """Style of what accompanies the name in the head."""
        return BAR_CHOSEN if self.chosen and not self.has_focus else super().head_dim

    def margin(self) -> list[Part]:
        """A line between columns."""
        return [("│", FAINT)] if self.index else []

    def head(self, width: int) -> list[Strip]:
        """Who says it, and where in the article one is."""
        style, accent, dim = self.head_style, self.head_accent, self.head_dim
        page = self.page
        edge: list[Part] = [("│" if self.index else " ", dim)]
        if self.chosen:
            edge = [("▌", style if self.has_focus else on(ACCENT_BAR, style))]
        if page is None:
            return [row(edge, width, style), row(edge, width, style)]
        at, count = self.hit
        date = f"{page.card.date} " if page.card.date else ""
        name = cut(short_byline(page.card), width - 1)
        if cells(name) + cells(date) + 3 > width:
            date = ""
        where: list[Part] = [*edge, (f"¶{self.number} of {page.length}", style)]
        if count:
            where.append((f"  hit {at}/{count}", dim))
        return [
            spread([*edge, (name, accent)], [(date, dim)], width, style),
            row(where, width, style),
        ]

    def on_click(self) -> None:
        """Say so: the selected hit is in this column from now on."""
        self.post_message(self.Clicked(self))

    def action_hit(self, step: int) -> None:
        """Go to the next or the previous paragraph that was found, and say so."""
        super().action_hit(step)
        self.post_message(self.HitChanged(self))

    def draw(self) -> None:
        """An empty column has no head either."""
        if self.item is None:
            width, height = self.measure()
            self.show([blank(width, TEXT)] * height)
        else:
            super().draw()


class Columns(Horizontal):
    """As many columns as fit: a window on the found articles that holds the one of the selected hit.

    The window moves no further than that takes, and not past the last article as long as there are enough to fill it.
    """

    def __init__(self) -> None:
        super().__init__(id="columns")
        self.panes = [ColumnPane(index) for index in range(MOST_COLUMNS)]
        self._answer: Answer | None = None
        self._item = 0
        self._first = 0
        self._numbers: dict[str, int] = {}
        """By article, the paragraph that its column is or was at."""

    def compose(self) -> ComposeResult:
        """All columns there may be; those that do not fit are not displayed."""
        yield from self.panes

    @property
    def fitting(self) -> int:
        """How many columns the width holds."""
        if self.app.size.width < _TWO_COLUMNS:
            return 1
        return max(1, min(MOST_COLUMNS, self.size.width // NARROWEST))

    @property
    def pane(self) -> ColumnPane:
        """The column of the selected hit."""
        return self.panes[self._item - self._first]

    @property
    def filled(self) -> list[ColumnPane]:
        """The columns in sight that have an article."""
        return [pane for pane in self.panes[: self.fitting] if pane.item is not None]

    def on_resize(self) -> None:
        """Show as many columns as fit now."""
        fitting = self.fitting
        for index, pane in enumerate(self.panes):
            pane.display = index < fitting
        self.call_after_refresh(self.fill)

    def set_answer(self, answer: Answer, item: int, number: int) -> None:
        """Show the article of the selected hit at that hit, and beside it others where they were left.

        Args:
            answer: what was found.
            item: position of the group of the selected hit.
            number: its paragraph.
        """
        self._note()
        if answer is not self._answer:
            self._numbers.clear()
        self._answer, self._item = answer, item
        if item < len(answer):
            self._numbers[answer.group(item).article] = number
        self._show()

    def fill(self) -> None:
        """Show in each column what is there of its article by now."""
        self._note()
        self._show()

    def number_of(self, item: int) -> int:
        """The paragraph that the column of a group is at, was at when it was last in sight, or would begin at."""
        assert self._answer is not None
        self._note()
        group = self._answer.group(item)
        return self._numbers.get(group.article) or group.best

    def _note(self) -> None:
        for pane in self.panes:
            if pane.item is not None and pane.page is not None and pane.answer is self._answer:
                self._numbers[pane.page.article] = pane.number

    def _show(self) -> None:
        answer, fitting = self._answer, self.fitting
        count = len(answer) if answer is not None else 0
        nearest = max(self._item - fitting + 1, min(self._first, self._item))
        self._first = max(0, min(nearest, count - fitting))
        for pane in self.panes[:fitting]:
            item = self._first + pane.index
            pane.chosen = item == self._item and fitting > 1
            if answer is None or item >= count:
                pane.item = None
                pane.set_page(answer, None, 0)
                continue
            pane.item = item
            group = answer.group(item)
            pane.set_page(answer, answer.page(group), self._numbers.get(group.article) or group.best)
        for pane in self.panes[fitting:]:
            pane.item = None
