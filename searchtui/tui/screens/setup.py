"""The offer to build an index where there is none that can be used, and how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.types import CSSPathType

from searchtui.collection import Progress
from searchtui.tui.actions import Where, bindings, key_of
from searchtui.tui.progress import bar
from searchtui.tui.strips import Part, blank, row
from searchtui.tui.style import ACCENT, DIM, FAINT, STRONG, TEXT, WARNING
from searchtui.tui.text import cells, cut, wrap
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from searchtui.tui.screens.index import IndexScreen

__all__ = ["SetupScreen"]

_WIDEST = 72
_NO_INDEX = "There is no index of these articles yet. Building one makes every paragraph searchable."


class SetupPane(Lines, can_focus=True):
    """A block of lines in the middle of the screen."""

    where = Where.SETUP

    def __init__(self) -> None:
        super().__init__(id="setup")
        self.block: list[Part] = []

    def resized(self) -> None:
        """Lines break elsewhere now."""
        self.draw()

    def draw(self) -> None:
        """Show the block in the middle."""
        width, height = self.size
        if width < 1 or height < 1:
            return
        room = max(2, min(_WIDEST, width - 4))
        margin = (" " * max(0, (width - room) // 2), TEXT)
        lines: list[Strip] = []
        for text, style in self.block:
            for begin, end in wrap(text, room) if text.strip() and not text.startswith("█") else ((0, len(text)),):
                lines.append(row([margin, (text[begin:end], style)], width, TEXT))
        above = max(0, (height - len(lines)) // 3)
        strips = [blank(width, TEXT)] * above + lines
        self.show((strips + [blank(width, TEXT)] * height)[:height])


class SetupScreen(Screen[None]):
    """Offers to build the index; closed by the screen that opened it as soon as searching works."""

    CSS_PATH: ClassVar[CSSPathType | None] = "setup.tcss"

    AUTO_FOCUS = "#setup"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.SETUP)]

    def __init__(self, owner: IndexScreen) -> None:
        super().__init__()
        self._owner = owner
        self._pane = SetupPane()
        self._footer = Lines(id="footer")
        self._possible = False
        self._places: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        """The block and the footer."""
        yield self._pane
        yield self._footer

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self._draw_footer)

    def _draw_footer(self) -> None:
        self._footer.show([footer(Where.SETUP, self._footer.size.width)])

    def offer(self, sentence: str, places: tuple[str, str] | None, possible: bool) -> None:
        """Say what is wrong and what can be done.

        Args:
            sentence: what is wrong; empty where there simply is no index yet.
            places: folder of the articles and of the index.
            possible: building an index would help.
        """
        self._possible, self._places = possible, places
        self._say(sentence or _NO_INDEX, warn=bool(sentence))

    def failed(self, sentence: str) -> None:
        """The index could not be built."""
        self._possible = True
        self._say(sentence, warn=True)

    def _say(self, sentence: str, warn: bool) -> None:
        block: list[Part] = [("searchtui", ACCENT), ("", TEXT), (sentence, WARNING if warn else STRONG), ("", TEXT)]
        if self._places is not None:
            block += [(f"Articles  {self._places[0]}", DIM), (f"Index     {self._places[1]}", DIM), ("", TEXT)]
        quits = f"{key_of('app.quit')} quits."
        block.append((f"{key_of('index.build')} builds the index. {quits}" if self._possible else quits, TEXT))
        self._show(block)

    def progress(self, progress: Progress, words: str) -> None:
        """Show how far the building is."""
        width = max(10, min(_WIDEST, self._pane.size.width - 4))
        share = progress.done / progress.total if progress.total else 0.0
        self._show(
            [
                ("searchtui", ACCENT),
                ("", TEXT),
                ("Building the index", STRONG),
                ("", TEXT),
                ("█" + bar(share, width - 1)[1:] if share else "░" * width, ACCENT if share else FAINT),
                ("", TEXT),
                (words, TEXT),
                (cut(progress.path, width) if cells(progress.path) else "", DIM),
            ]
        )

    def _show(self, block: list[Part]) -> None:
        self._pane.block = block
        self._pane.draw()

    def action_build(self) -> None:
        """Build the index."""
        if self._possible:
            self._owner.action_reindex()
