"""The way into the app: find the terminal, or say that there is none."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.settings import Configured

if TYPE_CHECKING:
    from searchtui.collection import FilePlace
    from searchtui.keeping import Kept, Preferences
    from searchtui.tui.app import SearchApp
    from searchtui.tui.searchable import Opening, Searchable

__all__ = ["choose", "run"]

_NO_TERMINAL = 2
"""Exit code where there is no terminal."""

_FRAMES_PER_SECOND = "250"
"""Textual waits for the rest of a frame before it paints; at its 60 a second that is most of a key's time."""


def run(
    collection: Searchable | Opening,
    query: str = "",
    files: tuple[str, ...] | None = None,
    *,
    configured: Configured | None = None,
    preferences: Preferences | None = None,
    kept: Kept | None = None,
    restore: bool = True,
) -> int:
    """Open the app and stay in it until the user leaves.

    Args:
        collection: the collection to search, or what opens it; that is done after the first paint.
        query: what the query line holds at first.
        files: names of the files that are searched; None for all.
        configured: the settings; None for the defaults.
        preferences: what was chosen in the app instead of them; None for nothing.
        kept: where history, saved searches, pins, notes and the session are kept; None for nowhere.
        restore: without a query, begin where the last session ended.

    Returns:
        The exit code: 0, or 2 where there is no terminal.

    Raises:
        ConfigError: a setting has a value that the app does not know.
    """
    app = _opened(collection, query, files, configured, preferences, kept, restore)
    if app is None:
        return _NO_TERMINAL
    with _terminal_as_output():
        app.run()
    return app.return_code or 0


def choose(
    collection: Searchable | Opening,
    query: str = "",
    files: tuple[str, ...] | None = None,
    *,
    configured: Configured | None = None,
    preferences: Preferences | None = None,
) -> tuple[int, tuple[FilePlace, ...]]:
    """Open the app so that the user picks paragraphs; the arguments and errors are those of `run`.

    Nothing is kept of it: the next session begins where the last one ended that was none of these.

    Returns:
        The exit code, 0 where something was picked, 130 where the user left, or 2 where there is no terminal; and what
        was picked.
    """
    _draw_on_the_terminal()
    app = _opened(collection, query, files, configured, preferences, choosing=True)
    if app is None:
        return _NO_TERMINAL, ()
    with _terminal_as_output():
        app.run()
    return app.return_code or 0, app.choices


def _opened(
    collection: Searchable | Opening,
    query: str,
    files: tuple[str, ...] | None,
    configured: Configured | None,
    preferences: Preferences | None,
    kept: Kept | None = None,
    restore: bool = False,
    *,
    choosing: bool = False,
) -> SearchApp | None:
    """The app, ready to run; None, and that is said, where there is no terminal."""
    sentence = _no_terminal()
    if sentence:
        print(f"searchtui: {sentence}", file=sys.stderr)  # noqa: T201
        return None
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES_PER_SECOND)
    from searchtui.tui.app import SearchApp

    opening: Opening = collection if callable(collection) else lambda: collection
    settings = configured or Configured()
    return SearchApp(
        opening,
        query,
        files,
        configured=settings,
        preferences=preferences,
        kept=kept,
        restore=restore,
        choosing=choosing,
    )


def _draw_on_the_terminal() -> None:
    """Where standard error leads elsewhere, let the app draw on the terminal that the user sits at, if there is one."""
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        with contextlib.suppress(OSError):
            sys.__stderr__ = open("/dev/tty", "w", encoding="utf-8")  # type: ignore[misc]  # noqa: SIM115, PTH123


@contextlib.contextmanager
def _terminal_as_output() -> Iterator[None]:
    """Let standard output be the terminal for a while, where it is none.

    Textual asks standard output how large the terminal is, and paints without end where that says something else than
    the terminal itself; and the programs that the app opens need one.
    """
    if sys.__stdout__ is None:
        sys.__stdout__ = sys.__stderr__  # type: ignore[misc]
    if sys.__stdout__ is None or sys.__stderr__ is None or sys.__stdout__.isatty():
        yield
        return
    sys.__stdout__.flush()
    output = sys.__stdout__.fileno()
    kept = os.dup(output)
    os.dup2(sys.__stderr__.fileno(), output)
    try:
        yield
    finally:
        sys.__stdout__.flush()
        os.dup2(kept, output)
        os.close(kept)


def _no_terminal() -> str:
    """Why there is no terminal to work in, empty where there is one; the keyboard is made standard input.

    Textual draws on standard error and reads keys from standard input; standard output may well be a pipe.
    """
    if os.environ.get("TERM", "") in ("", "dumb"):
        return "this terminal cannot show the app (TERM is not set, or dumb); `searchtui search QUERY` prints results."
    try:
        if sys.__stderr__ is None or not sys.__stderr__.isatty():
            return "the app needs a terminal; `searchtui search QUERY` prints results without one."
        if sys.__stdin__ is None or not sys.__stdin__.isatty():
            terminal = os.open("/dev/tty", os.O_RDWR)
            os.dup2(terminal, 0)
            os.close(terminal)
            if sys.__stdin__ is None:
                sys.stdin = sys.__stdin__ = os.fdopen(0)  # type: ignore[misc]
    except (OSError, ValueError):
        return "the app needs a terminal to read keys from; `searchtui search QUERY` prints results without one."
    return ""
