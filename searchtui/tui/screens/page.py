"""A page of text on a screen of its own: to read, to scroll, to leave."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.types import CSSPathType

from searchtui.tui.actions import Where, bindings
from searchtui.tui.flow import Flow, Place, Rows
from searchtui.tui.strips import Part, blank, row
from searchtui.tui.style import ACCENT_BAR, BAR, DIM, MARK, TEXT
from searchtui.tui.text import cells, wrap
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.pane import FlowPane

__all__ = ["PagePane", "PageScreen", "paragraph", "side_by_side"]

_WIDEST = 84
_LEFT = 28
"""Cells of the first of two parts side by side."""


class _Wrapped(Rows):
    """Lines that are already wrapped."""

    def __init__(self, lines: list[list[Part]]) -> None:
        super().__init__(len(lines))
        self.lines = lines


class PagePane(FlowPane):
    """A page.

    Args:
        kind: what sort of page it is, for its head.
        title: of the page.
    """

    where = Where.HELP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HELP)]

    def __init__(self, kind: str, title: str) -> None:
        super().__init__(id="help")
        self._kind, self._title = kind, title
        self._made: tuple[int, _Wrapped] | None = None

    @abstractmethod
    def page(self, width: int) -> list[list[Part]]:
        """The lines of the page at this width."""

    @property
    def flow(self) -> Flow:
        """The page at the width that the pane has now."""
        width = max(20, min(_WIDEST, self.box.width - 4))
        if self._made is None or self._made[0] != width:
            self._made = (width, _Wrapped(self.page(width)))
        return self._made[1]

    def head(self, width: int) -> list[Strip]:
        """The title."""
        return [row([(f" {self._kind} ", ACCENT_BAR), (f" {self._title}", BAR)], width, BAR)]

    def line(self, place: Place, width: int) -> Strip:
        """One line in the middle of the screen."""
        flow = self.flow
        assert isinstance(flow, _Wrapped)
        margin = max(1, (width - _WIDEST) // 2)
        parts = flow.lines[place[0]]
        return row([(" " * margin, TEXT), *parts], width, TEXT) if parts else blank(width, TEXT)


class PageScreen(Screen[None]):
    """A page with a footer.

    Args:
        pane: the page.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "help.tcss"

    AUTO_FOCUS = "#help"

    def __init__(self, pane: PagePane) -> None:
        super().__init__()
        self._pane = pane
        self._footer = Lines(id="footer")

    def compose(self) -> ComposeResult:
        """The page and the footer."""
        yield self._pane
        yield self._footer

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self._draw_footer)

    def _draw_footer(self) -> None:
        self._footer.show([footer(Where.HELP, self._footer.size.width)])

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss()


def paragraph(text: str, width: int) -> list[list[Part]]:
    """A text, wrapped, with an empty line behind it."""
    return [*([(text[begin:end], TEXT)] for begin, end in wrap(text, width)), []]


def side_by_side(left: str, right: str, width: int) -> list[list[Part]]:
    """Two texts side by side, one above the other where the width is too small or the first too long."""
    if width < 2 * _LEFT or cells(left) >= _LEFT:
        return [[(left, MARK)], *([("  " + right[begin:end], DIM)] for begin, end in wrap(right, width - 2))]
    lines: list[list[Part]] = []
    for begin, end in wrap(right, width - _LEFT):
        label = left if not lines else ""
        lines.append([(label + " " * max(1, _LEFT - cells(label)), MARK), (right[begin:end], TEXT)])
    return lines
