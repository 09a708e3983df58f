"""A small editor for a note on a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.types import CSSPathType
from textual.widgets import TextArea

from searchtui.cleaning import clean_text
from searchtui.keeping import Note
from searchtui.tui.actions import Where, bindings
from searchtui.tui.strips import blank, row
from searchtui.tui.style import ACCENT_BAR, BAR, DIM, FAINT, TEXT
from searchtui.tui.text import cells, cut, wrap
from searchtui.tui.widgets.bars import footer
from searchtui.tui.widgets.lines import Lines

__all__ = ["NoteArea", "NoteScreen"]

_QUOTED = 6
"""Lines of the paragraph that are shown above the note."""


class NoteArea(TextArea):
    """Where the note is written: plain text, taken for Markdown."""

    where: ClassVar[Where] = Where.NOTE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.NOTE)]

    def __init__(self, text: str) -> None:
        super().__init__(clean_text(text), id="note", soft_wrap=True, tab_behavior="focus")
        self.cursor_blink = False
        self.highlight_cursor_line = False

    async def _on_paste(self, event: events.Paste) -> None:
        """Insert what was pasted, without what a terminal would obey."""
        event.prevent_default()
        event.stop()
        text = clean_text(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        self._replace_via_keyboard(text, *self.selection)

    async def action_keep(self) -> None:
        """Keep the note and close."""
        await self.screen.run_action("screen.keep")


class NoteScreen(Screen[None]):
    """The paragraph, and below it the note.

    Args:
        note: as it is, or a blank one.
        keep: keeps the text; told what to do when that is done.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "note.tcss"

    AUTO_FOCUS = "#note"

    def __init__(self, note: Note, keep: Callable[[Note, str, Callable[[], object]], object]) -> None:
        super().__init__()
        self.note = note
        self.area = NoteArea(note.text)
        self._keep = keep
        self._quoted, self._footer = Lines(id="quoted"), Lines(id="footer")

    def compose(self) -> ComposeResult:
        """The paragraph, the note, the footer."""
        yield self._quoted
        yield self.area
        yield self._footer

    def on_mount(self) -> None:
        """Begin behind what is written already."""
        self.area.move_cursor(self.area.document.end)

    def on_resize(self) -> None:
        """Everything is as wide as the screen."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        width, height = self._quoted.size
        if width < 1 or height < 1:
            return
        anchor = self.note.anchor
        where = f"  ¶{anchor.number}" if anchor.number else ""
        name = cut(anchor.title or anchor.name, max(8, width - cells(where) - 8))
        lines = wrap(anchor.text, max(20, width - 4))
        shown = [anchor.text[begin:end] for begin, end in lines[: height - 2]]
        if len(lines) > len(shown) and shown:
            shown[-1] = cut(anchor.text[lines[len(shown) - 1][0] :], max(20, width - 4))
        strips = [row([(" Note ", ACCENT_BAR), (f" {name}{where}", BAR)], width, BAR)]
        strips += [row([(" ▏", FAINT), (text, DIM)], width, TEXT) for text in shown]
        self._quoted.show((strips + [blank(width, TEXT)] * height)[:height])
        self._footer.show([footer(Where.NOTE, self._footer.size.width)])

    @property
    def text(self) -> str:
        """The note as it is written so far."""
        return self.area.text

    def action_keep(self) -> None:
        """Keep what is written, and close as soon as that is done: what cannot be kept stays in sight."""
        self._keep(self.note, self.text, self._close)

    def _close(self) -> None:
        if self.is_current:
            self.dismiss()
