"""The app's part that exports what was found and what is kept."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from searchtui.collection import SearchRequest, Sorting
from searchtui.keeping import Note
from searchtui.tui import screens
from searchtui.tui.answer import Answer
from searchtui.tui.background import Task
from searchtui.tui.leaving import Leaving
from searchtui.tui.pinning import Pinning
from searchtui.tui.searchable import Searchable
from searchtui.tui.view import View

if TYPE_CHECKING:
    from searchtui.citing import ExportFormat
    from searchtui.tui.exports import Export, Exported

__all__ = ["Exporting"]

_NOT_IN_NAMES = re.compile(r"[^\w-]+")
_LONGEST_NAME = 48
_SLOT = "export"


class Exporting(Leaving, Pinning):
    """Asks what is to be exported, and writes it in the background."""

    def __init__(self) -> None:
        super().__init__()
        self._exporting = ""
        """How far the export is that is going on."""

    def action_export(self) -> None:
        """Ask what to export."""
        if not self.may_leave():
            return
        kept = self.kept
        if kept is None:
            self._ask_export(())
        else:

            def read(collection: Searchable, task: Task[tuple[Note, ...]]) -> tuple[Note, ...]:
                del collection, task
                return tuple(kept.notes.read())

            self.background.start(Task("notes to export", read, self._ask_export, self._warn, opens=True))

    def _ask_export(self, notes: tuple[Note, ...]) -> None:
        # Nothing of this is needed before, and the first paint does not wait for it.
        from searchtui.tui.exports import Export

        screen = self.screen
        answer = screen.answer if isinstance(screen, View) else None
        pane = getattr(screen, "pane", None)
        sorting = getattr(pane, "sorting", None)
        options = _options(answer, sorting is not None, len(self.pins), len(notes))
        if not options:
            self._warn("There is nothing to export: nothing was found, and nothing is pinned or noted.")
            return
        request = answer.results.request if answer is not None else SearchRequest()
        order = sorting if isinstance(sorting, Sorting) else Sorting.COLLECTION

        def write(what: str, output_format: ExportFormat, file: Path, replacing: bool) -> None:
            wanted = Export(what, output_format, file, replacing, request, order, tuple(self.pins), notes)
            self._begin_export(wanted)

        def reads(file: Path) -> bool:
            collection = self.search.thread.collection
            return collection is not None and collection.reads(file)

        name = _proposed(request)
        self.push_screen(screens.ExportScreen(options, name, write, self._stop_export, reads, self._exporting))

    def _begin_export(self, wanted: Export) -> None:
        from searchtui.tui.exports import export

        self._exporting = f"Writing {wanted.file.name}"
        told = partial(self._export_told, wanted)
        writing = Task(_SLOT, partial(export, wanted), self._exported, self._not_exported, told, tidies=True)
        self.background.start(writing)

    def _export_told(self, wanted: Export, progress: tuple[int, int]) -> None:
        done, total = progress
        self._show_export(f"Writing {wanted.file.name}: {done:,} of {total:,}")

    def _show_export(self, words: str) -> None:

        self._exporting = words
        for screen in self.screen_stack:
            if isinstance(screen, screens.ExportScreen):
                screen.progress(words)

    def _exported(self, result: Exported) -> None:
        self._show_export("")
        self.tell(f"Exported {result.rows:,} {'row' if result.rows == 1 else 'rows'} to {result.file}.")

    def _not_exported(self, sentence: str) -> None:
        self._show_export("")
        self._warn(sentence)

    def _stop_export(self) -> None:
        self.background.stop(_SLOT)
        self._show_export("")
        self.tell("The export was stopped; nothing was written.")


def _options(answer: Answer | None, in_concordance: bool, pins: int, notes: int) -> list[tuple[str, str]]:
    """What can be exported, the likeliest first: its name, and what to call it."""
    hits = answer.results.paragraphs if answer is not None else 0
    options = [("hits", f"hits {hits:,}")] if hits else []
    if hits and answer is not None and not answer.listing:
        options.insert(0 if in_concordance else 1, ("concordance", "concordance"))
    if pins:
        options.append(("pins", f"pins {pins:,}"))
    if notes:
        options.append(("notes", f"notes {notes:,}"))
    return options


def _proposed(request: SearchRequest) -> str:
    """A name for the file, from what was typed."""
    words = _NOT_IN_NAMES.sub("-", request.text.casefold()).strip("-")
    return words[:_LONGEST_NAME].strip("-") or "searchtui"
