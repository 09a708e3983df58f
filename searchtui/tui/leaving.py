"""What leaves the app: a paragraph as a quotation, and its file in an editor, a pager or a viewer."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from searchtui.article import paragraph_name
from searchtui.cleaning import clean_line
from searchtui.collection import FilePlace, Like
from searchtui.errors import ArticleNotFoundError, SearchtuiError
from searchtui.tui.background import Background, Task
from searchtui.tui.searchable import Searchable
from searchtui.tui.text import cut
from searchtui.tui.view import View

if TYPE_CHECKING:
    from searchtui.tui.clipboard import Copied

__all__ = ["Leaving"]

_TITLE_CELLS = 32
"""As much of a title as lets one line say what was copied."""
_CONFINED = "In a browser nothing is opened or written: use searchtui in a terminal for that."


class Leaving(App[int]):
    """The app's part that hands things over to other programs."""

    background: Background

    def __init__(self) -> None:
        super().__init__()
        self.confined = False
        """No editor, pager, viewer, export or program is started and no file written: whoever sits at the screen may
        not be who runs the app."""

    def tell(self, sentence: str, warn: bool = False) -> None:
        """Say something in passing."""
        self.notify(clean_line(sentence), severity="warning" if warn else "information", markup=False)

    def may_leave(self) -> bool:
        """Whether other programs and files may be used; where not, that is said."""
        if self.confined:
            self.tell(_CONFINED, warn=True)
        return not self.confined

    @property
    def _paragraph(self) -> Like | None:
        """The paragraph that one is at; where there is none, that is said."""
        at = self.screen.at if isinstance(self.screen, View) else None
        if at is None:
            self.tell("There is no paragraph here.", warn=True)
        return at

    def _warn(self, sentence: str) -> None:
        self.tell(sentence, warn=True)

    # Copying

    def action_copy(self) -> None:
        """Copy the paragraph as a quotation."""
        if (at := self._paragraph) is not None:
            self.background.start(Task("copy", partial(_copy, at, self.confined), self._copied, self._warn))

    def _copied(self, result: tuple[str, Copied]) -> None:
        what, copied = result
        if copied.sequences and self._driver is not None:
            self._driver.write(copied.sequences)
        self.tell(copied.said(what), warn=not (copied.sequences or copied.program))

    # Opening

    def action_edit(self) -> None:
        """Open the file in the editor, at the paragraph."""
        self._open(self._edit)

    def action_view(self) -> None:
        """Open the file in the pager at the paragraph, or in the desktop's viewer."""
        self._open(self._view)

    def _open(self, opened: Callable[[FilePlace], None]) -> None:
        if self.may_leave() and (at := self._paragraph) is not None:

            def find(collection: Searchable, task: Task[FilePlace]) -> FilePlace:
                del task
                return collection.place(at.article, at.paragraph)

            self.background.start(Task("open", find, opened, self._warn))

    # What is needed once somebody leaves is imported then: the first paint does not wait for it.

    def _edit(self, place: FilePlace) -> None:
        from searchtui.tui import programs

        self._run(lambda: programs.editor(os.environ, place.path, place.line))

    def _view(self, place: FilePlace) -> None:
        from searchtui.tui import programs

        try:
            if programs.is_text(place.path):
                self._run(lambda: programs.pager(os.environ, place.path, place.line))
            else:
                self._show(place)
        except OSError as error:
            self._warn(f"{place.path} cannot be read: {error.strerror}.")
        except SearchtuiError as error:
            self._warn(str(error))

    def _show(self, place: FilePlace) -> None:
        """Let the desktop show a file; the app goes on."""
        from searchtui.tui import programs

        command = programs.viewer(place.path, os.environ)
        if command:
            nowhere = subprocess.DEVNULL
            subprocess.Popen(  # noqa: S603  # a fixed command of ours with an absolute path
                command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
            )
        else:
            os.startfile(place.path)  # type: ignore[attr-defined, unused-ignore]  # noqa: S606  # on Windows
        self.tell(f"Opened {place.path.name}.")

    def _run(self, made: Callable[[], list[str]]) -> None:
        """Give the terminal to a program and take it back when it ends."""
        from searchtui.tui import programs

        try:
            command = made()
            # Whatever happens inside, the app must come back.
            failure, code = "", 0
            with self.suspend():
                try:
                    code = programs.run(command)
                except SearchtuiError as error:
                    failure = str(error)
        except SuspendNotSupported:
            self._warn("No other program can be opened from this terminal.")
        except SearchtuiError as error:
            self._warn(str(error))
        else:
            if failure or code:
                ended = f"ended with the exit code {code}" if code > 0 else f"was ended by signal {-code}"
                self._warn(failure or f"{command[0]} {ended}.")
            with contextlib.suppress(AttributeError):
                self.screen_stack[0].thread.look()  # type: ignore[attr-defined]


def _copy(at: Like, confined: bool, collection: Searchable, task: Task[tuple[str, Copied]]) -> tuple[str, Copied]:
    del task
    from searchtui.citing.quotation import quotation
    from searchtui.tui.clipboard import Copied, copy, sequences

    article = collection.article(at.article)
    # Of an article as a whole its title is what can be quoted.
    number = at.paragraph or 1
    found = next((paragraph for paragraph in article.paragraphs if paragraph.number == number), None)
    if found is None:
        raise ArticleNotFoundError(f"{article.name} has no paragraph {number} any more.")
    written = quotation(article, found.text, number, found.page)
    what = f"{paragraph_name(number, found.page)} of “{cut(article.title, _TITLE_CELLS)}”"
    if confined:
        return what, Copied(sequences(written, {}), "the browser", None, too_long=False)
    return what, copy(written, os.environ)
