"""The strip of columns: articles side by side, each at its best paragraph."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.strip import Strip

from searchtui.tui.actions import Where, bindings
from searchtui.tui.answer import Answer, Page
from searchtui.tui.strips import Part, row, spread
from searchtui.tui.style import FAINT, TEXT
from searchtui.tui.text import cells, cut
from searchtui.tui.widgets.article import ArticlePane
from searchtui.tui.widgets.names import short_byline

__all__ = ["MOST_COLUMNS", "NARROWEST", "ColumnPane", "Columns"]

NARROWEST = 38
"""Cells of a column that can still be read."""
MOST_COLUMNS = 6
_TWO_COLUMNS = 90
"""Cells of the screen from which on a second column is worth the room that it takes from the first."""


class ColumnPane(ArticlePane):
    """One article of the strip."""

    where = Where.COLUMN
    head_rows = 2
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.COLUMN)]

    def __init__(self, index: int) -> None:
        super().__init__(id=f"column-{index}")
        self.index = index

    def margin(self) -> list[Part]:
        """A line between columns."""
        return [("│", FAINT)] if self.index else []

    def head(self, width: int) -> list[Strip]:
        """Who says it, and where in the article one is."""
        style, accent, dim = self.head_style, self.head_accent, self.head_dim
        page = self.page
        edge: list[Part] = [("│" if self.index else " ", dim)]
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

    def draw(self) -> None:
        """An empty column has no head either."""
        if self.page is None and self.answer is not None and self.index >= len(self.answer):
            width, height = self.measure()
            self.show([row([], width, TEXT)] * height)
        else:
            super().draw()


class Columns(Horizontal):
    """As many columns as fit. The first shows the selected hit, the others the articles after it."""

    def __init__(self) -> None:
        super().__init__(id="columns")
        self.panes = [ColumnPane(index) for index in range(MOST_COLUMNS)]
        self.active = 0
        self._answer: Answer | None = None
        self._item = 0

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
        """The column that the keys go to."""
        self.active = max(0, min(self.active, self.fitting - 1))
        return self.panes[self.active]

    def on_resize(self) -> None:
        """Show as many columns as fit now."""
        fitting = self.fitting
        for index, pane in enumerate(self.panes):
            pane.display = index < fitting
        self.call_after_refresh(self.fill)

    def set_answer(self, answer: Answer | None, item: int, number: int) -> None:
        """Show the article of a group at a paragraph, and the articles after it at their best.

        Args:
            answer: what was found.
            item: position of the group for the first column.
            number: the paragraph for the first column.
        """
        self._answer, self._item = answer, item
        self.panes[0].set_page(answer, self._page(0), number)
        for pane in self.panes[1 : self.fitting]:
            self._fill(pane)

    def _page(self, index: int) -> Page | None:
        item = self._item + index
        if self._answer is None or item >= len(self._answer):
            return None
        return self._answer.page(self._answer.group(item))

    def fill(self) -> None:
        """Show in each column what is there of its article by now; a column stays at the paragraph it is at."""
        for pane in self.panes[: self.fitting]:
            self._fill(pane)

    def _fill(self, pane: ColumnPane) -> None:
        page = self._page(pane.index)
        number = page.best if page is not None else 0
        if pane.index == 0 or (
            page is not None
            and pane.page is not None
            and pane.page.article == page.article
            and pane.answer is self._answer
        ):
            number = pane.number
        pane.set_page(self._answer, page, number)
