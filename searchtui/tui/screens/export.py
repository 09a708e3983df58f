"""The window that asks what to export, how and where, and shows how far an export is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.types import CSSPathType

from searchtui.citing import FORMATS, ExportFormat
from searchtui.cleaning import clean_line
from searchtui.tui.actions import Where, bindings, key_of
from searchtui.tui.strips import Part, row
from searchtui.tui.style import ACCENT_BAR, BAR, BAR_CHOSEN, BAR_DIM, WARNING, on
from searchtui.tui.text import cells, cut
from searchtui.tui.widgets.lines import Lines
from searchtui.tui.widgets.query import Query

__all__ = ["ExportScreen", "FileLine", "Options"]

_NAMES = {
    ExportFormat.MARKDOWN: "Markdown",
    ExportFormat.CSV: "CSV",
    ExportFormat.JSONL: "JSONL",
    ExportFormat.BIBTEX: "BibTeX",
    ExportFormat.CSL_JSON: "CSL-JSON",
}
_LABEL = 8
"""Cells before the options."""


class FileLine(Query, inherit_bindings=False):
    """Where the name of the file is typed."""

    where: ClassVar[Where] = Where.EXPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Where.EXPORT)]

    def __init__(self) -> None:
        super().__init__("The name of a file", id="file")


class Options(Lines):
    """A line of options, of which one is chosen.

    Args:
        label: what they are.
        id: of the widget.
    """

    class Chosen(Message):
        """An option was clicked."""

        def __init__(self, options: Options, chosen: int) -> None:
            super().__init__()
            self.options, self.chosen = options, chosen

    def __init__(self, label: str, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = label
        self._ends: list[int] = []
        self._first = 0

    def draw(self, options: Sequence[str], chosen: int) -> None:
        """Show them."""
        width = self.size.width
        parts: list[Part] = [(f" {self._label}".ljust(_LABEL), BAR_DIM)]
        texts = [f" {option} " for option in options]
        self._first = 0
        while self._first < chosen and _LABEL + sum(cells(one) + 1 for one in texts[self._first : chosen + 1]) > width:
            self._first += 1
        self._ends = []
        end = _LABEL
        for at, text in enumerate(texts[self._first :], self._first):
            parts += [(text, BAR_CHOSEN if at == chosen else BAR), (" ", BAR)]
            end += cells(text) + 1
            self._ends.append(end)
        self.show([row(parts, width, BAR)])

    def on_click(self, event: events.Click) -> None:
        """Choose the option that was clicked."""
        if event.x >= _LABEL:
            chosen = next((at for at, end in enumerate(self._ends) if event.x < end), None)
            if chosen is not None:
                self.post_message(self.Chosen(self, self._first + chosen))


class ExportScreen(ModalScreen[None]):
    """The window.

    Args:
        options: what can be exported, each by its name and with what to call it.
        name: of the file, without suffix, that is proposed.
        write: begins the export: what, how, where, and whether a file of that name may be replaced.
        stop: ends the one that is going on.
        reads: whether a file would be taken for articles.
        progress: how far that is; empty where there is none.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "export.tcss"

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        name: str,
        write: Callable[[str, ExportFormat, Path, bool], object],
        stop: Callable[[], object],
        reads: Callable[[Path], bool],
        progress: str = "",
    ) -> None:
        super().__init__()
        self.file_line = FileLine()
        self.file_line.value = f"{name}{FORMATS[0].suffix}"
        self.what = self.format = 0
        self._options, self._write, self._stop, self._reads = options, write, stop, reads
        self._progress = progress
        self._warned: tuple[str, str] | None = None
        self._head, self._said = Lines(id="head"), Lines(id="said")
        self._label = Lines(id="label")
        self._whats, self._formats = Options("What", "what"), Options("Format", "format")

    def compose(self) -> ComposeResult:
        """A title, what, how, where, and what is to be said about it."""
        with Vertical(id="export"):
            yield self._head
            yield self._whats
            yield self._formats
            with Horizontal(id="line"):
                yield self._label
                yield self.file_line
            yield self._said

    def on_mount(self) -> None:
        """Begin behind the proposed name."""
        self.file_line.focus()
        self.file_line.cursor_position = len(self.file_line.value)
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """The lines are as wide as the window."""
        self.call_after_refresh(self._draw)

    def _draw(self, warning: str = "") -> None:
        width = self._head.size.width
        if width < 1:
            return
        self._head.show([row([(" Export", ACCENT_BAR)], width, BAR)])
        self._label.show([row([(" File", BAR_DIM)], _LABEL, BAR)])
        self._whats.draw([said for _, said in self._options], self.what)
        self._formats.draw([_NAMES[one] for one in FORMATS], self.format)
        said = (warning, on(WARNING, BAR)) if warning else (self._hint, BAR_DIM)
        self._said.show([row([(" " + cut(said[0], width - 2), said[1])], width, BAR)])

    @property
    def _hint(self) -> str:
        if self._progress:
            return f"{self._progress} · {key_of('export.stop')} stops it, Esc leaves it alone"
        return "Enter writes the file · Tab what · ↑↓ format · Esc leaves"

    def progress(self, words: str) -> None:
        """Show how far the export is; empty where it has ended."""
        self._progress = words
        self._draw()

    def action_choose_what(self, step: int) -> None:
        """Go on to other things to export."""
        self._choose(self.what + step, self.format)

    def action_choose_format(self, step: int) -> None:
        """Go on to another format."""
        self._choose(self.what, self.format + step)

    def on_options_chosen(self, message: Options.Chosen) -> None:
        """The mouse chose."""
        if message.options is self._whats:
            self._choose(message.chosen, self.format)
        else:
            self._choose(self.what, message.chosen)

    def _choose(self, what: int, output_format: int) -> None:
        before = FORMATS[self.format].suffix
        self.what, self.format = what % len(self._options), output_format % len(FORMATS)
        name = self.file_line.value
        if name.endswith(before):
            self.file_line.value = name.removesuffix(before) + FORMATS[self.format].suffix
            self.file_line.cursor_position = len(self.file_line.value)
        self._draw()

    def action_write(self) -> None:
        """Begin to write, if there is nothing to ask before."""
        if self._progress:
            self._draw(f"One export is still going on; {key_of('export.stop')} stops it.")
            return
        name = self.file_line.value.strip()
        if not name:
            self._draw("Name a file.")
            return
        try:
            file = Path(name).expanduser()
            problem, question = _look_at(file, name)
            if not problem and not file.exists() and self._reads(file):
                new = "" if file.parent.exists() else " in a new folder"
                question = f"This would be read as an article{new}; Enter again writes it all the same."
        except (OSError, RuntimeError, ValueError) as error:
            problem, question = f"There can be no such file: {clean_line(str(error))}.", ""
        if problem:
            self._draw(problem)
            return
        if question and self._warned != (name, question):
            self._warned = (name, question)
            self._draw(question)
            return
        if not file.parent.exists():
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                self._draw(f"The folder {file.parent} cannot be made: {error.strerror}.")
                return
        replacing = bool(question) and file.exists()
        what, output_format = self._options[self.what][0], FORMATS[self.format]
        self.dismiss()
        self._write(what, output_format, file, replacing)

    def action_stop(self) -> None:
        """End the export that is going on."""
        if self._progress:
            self._stop()
            self.progress("")

    def action_leave(self) -> None:
        """Close the window."""
        self.dismiss()


def _look_at(file: Path, name: str) -> tuple[str, str]:
    """What stands against writing a file, and what must be asked before."""
    if name.endswith("/") or file.is_dir():
        return f"{name} is a folder; name a file in it.", ""
    if file.exists():
        if not file.is_file():
            return f"{name} is no ordinary file.", ""
        return "", f"{name} is there already; Enter again replaces it."
    if not file.parent.exists():
        return "", f"The folder {file.parent} is not there; Enter again makes it."
    if not file.parent.is_dir():
        return f"{file.parent} is no folder.", ""
    return "", ""
