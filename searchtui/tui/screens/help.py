"""Help for the pane in focus: what it shows, its keys, and the query language."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from searchtui.collection import QUERY_GUIDE
from searchtui.tui.actions import Where, actions, bindings, keys_of
from searchtui.tui.flow import Flow, Place
from searchtui.tui.screens.guide import GUIDES
from searchtui.tui.strips import Part, blank, row
from searchtui.tui.style import ACCENT, ACCENT_BAR, BAR, DIM, HEADING, MARK, TEXT
from searchtui.tui.text import cells, wrap
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.pane import FlowPane

__all__ = ["HelpPane", "HelpScreen"]

_WIDEST = 84
_LEFT = 28
"""Cells of the first of two parts: keys, or examples."""

_SEARCH_PANES = (Where.QUERY, Where.HITS, Where.COLUMN, Where.FACET)


class _Rows:
    """Lines that are already wrapped."""

    def __init__(self, lines: list[list[Part]]) -> None:
        self.lines = lines

    def __len__(self) -> int:
        return len(self.lines)

    def height(self, item: int) -> int:
        """Always one."""
        del item
        return 1


class HelpPane(FlowPane):
    """The help as a page to scroll."""

    where = Where.HELP
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.HELP)]

    def __init__(self, about: Where) -> None:
        super().__init__(id="help")
        self.about = about
        self._made: tuple[int, _Rows] | None = None

    @property
    def flow(self) -> Flow:
        """The page at the width that the pane has now."""
        width = max(20, min(_WIDEST, self.box.width - 4))
        if self._made is None or self._made[0] != width:
            self._made = (width, _Rows(self._page(width)))
        return self._made[1]

    def _page(self, width: int) -> list[list[Part]]:
        title, text = GUIDES[self.about]
        lines: list[list[Part]] = [[], [(title, ACCENT)], []]
        for paragraph in text.strip().replace("\n\n", "\f").replace("\n", " ").split("\f"):
            lines += [[(paragraph[begin:end], TEXT)] for begin, end in wrap(paragraph, width)] + [[]]
        lines += self._keys("Keys here", self.about, width)
        if self.about in (Where.QUERY, Where.HITS):
            lines += self._language(width)
        if self.about in _SEARCH_PANES:
            lines += self._keys("In every pane of this screen", Where.SEARCH, width)
        return lines + self._keys("Everywhere", Where.APP, width)

    @staticmethod
    def _language(width: int) -> list[list[Part]]:
        """What can be typed."""
        lines: list[list[Part]] = []
        for section in QUERY_GUIDE:
            lines += [[(section.title, HEADING)], []]
            if section.text:
                lines += [[(section.text[begin:end], TEXT)] for begin, end in wrap(section.text, width)] + [[]]
            for entry in section.entries:
                lines += _pair(entry.example, entry.meaning, width)
            lines.append([])
        return lines

    def _keys(self, title: str, where: Where, width: int) -> list[list[Part]]:
        lines: list[list[Part]] = [[(title, HEADING)], []]
        for action in actions(where):
            lines += _pair(keys_of(action), f"{action.label}. {action.help}", width)
        return [*lines, []]

    def head(self, width: int) -> list[Strip]:
        """The title."""
        return [row([(" Help ", ACCENT_BAR), (f" {GUIDES[self.about][0]}", BAR)], width, BAR)]

    def line(self, place: Place, width: int) -> Strip:
        """One line in the middle of the screen."""
        flow = self.flow
        assert isinstance(flow, _Rows)
        margin = max(1, (width - _WIDEST) // 2)
        parts = flow.lines[place[0]]
        return row([(" " * margin, TEXT), *parts], width, TEXT) if parts else blank(width, TEXT)


def _pair(left: str, right: str, width: int) -> list[list[Part]]:
    """Two parts side by side, one above the other where the width is too small."""
    if width < 2 * _LEFT:
        below = [[("  " + right[begin:end], DIM)] for begin, end in wrap(right, width - 2)]
        return [[(left, MARK)], *below]
    lines: list[list[Part]] = []
    for begin, end in wrap(right, width - _LEFT):
        label = left if not lines else ""
        lines.append([(label + " " * max(1, _LEFT - cells(label)), MARK), (right[begin:end], TEXT)])
    return lines


class HelpScreen(Screen[None]):
    """The help on its own screen.

    Args:
        about: the pane to explain.
    """

    AUTO_FOCUS = "#help"

    def __init__(self, about: Where) -> None:
        super().__init__()
        self.about = about
        self._footer = Lines(id="footer")

    def compose(self) -> ComposeResult:
        """The page and the footer."""
        yield HelpPane(self.about)
        yield self._footer

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self._draw_footer)

    def _draw_footer(self) -> None:
        self._footer.show([footer(Where.HELP, self._footer.size.width)])

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss()
