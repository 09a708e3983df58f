"""Asking for a name."""

from __future__ import annotations

from collections.abc import Container
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.types import CSSPathType

from searchtui.cleaning import clean_line
from searchtui.tui.actions import Where, bindings
from searchtui.tui.strips import row
from searchtui.tui.style import ACCENT_BAR, BAR, BAR_DIM, WARNING, on
from searchtui.tui.text import cut
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.query import Query

__all__ = ["LONGEST_NAME", "NameLine", "NameScreen"]

LONGEST_NAME = 80
"""Characters of a name."""


class NameLine(Query, inherit_bindings=False):
    """Where a name is typed."""

    where: ClassVar[Where] = Where.NAME
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.NAME)]

    def __init__(self) -> None:
        super().__init__("A name", id="name")


class NameScreen(ModalScreen[str | None]):
    """A small window that asks for a name; closing it brings the name.

    Args:
        title: what the name is for.
        name: that is proposed.
        taken: names in lower case that others have.
        replacing: a name that is taken may be used nevertheless, by Enter a second time.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "naming.tcss"

    def __init__(self, title: str, name: str, taken: Container[str], replacing: bool) -> None:
        super().__init__()
        self.name_line = NameLine()
        self.name_line.value = clean_line(name)[:LONGEST_NAME]
        self._title, self._taken, self._replacing = title, taken, replacing
        self._warned = ""
        self._head, self._said = Lines(id="head"), Lines(id="said")

    def compose(self) -> ComposeResult:
        """A title, the line, and what is to be said about the name."""
        with Vertical(id="naming"):
            yield self._head
            yield self.name_line
            yield self._said

    def on_mount(self) -> None:
        """Begin behind the proposed name."""
        self.name_line.focus()
        self.name_line.cursor_position = len(self.name_line.value)
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """The lines are as wide as the window."""
        self.call_after_refresh(self._draw)

    def _draw(self, warning: str = "") -> None:
        width = self._head.size.width
        said = (warning, on(WARNING, BAR)) if warning else ("Enter saves, Esc leaves it.", BAR_DIM)
        self._head.show([row([(" " + cut(self._title, width - 2), ACCENT_BAR)], width, BAR)])
        self._said.show([row([(" " + cut(said[0], width - 2), said[1])], width, BAR)])

    def action_accept(self) -> None:
        """Close with the name, unless another has it."""
        name = self.name_line.value.strip()[:LONGEST_NAME]
        if not name:
            self._draw("A name has at least one character.")
        elif name.casefold() in self._taken and not (self._replacing and self._warned == name):
            self._warned = name
            again = "; Enter again replaces it." if self._replacing else "; give another one."
            self._draw(f"There is a search of this name{again}")
        else:
            self.dismiss(name)

    def action_leave(self) -> None:
        """Close without a name."""
        self.dismiss(None)
