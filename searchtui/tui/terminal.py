"""The way into the app: find the terminal, or say that there is none."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from searchtui.settings import Configured

if TYPE_CHECKING:
    from searchtui.keeping import Kept
    from searchtui.tui.searchable import Opening, Searchable

__all__ = ["run"]

_FRAMES_PER_SECOND = "250"
"""Textual waits for the rest of a frame before it paints; at its 60 a second that is most of a key's time."""


def run(
    collection: Searchable | Opening,
    query: str = "",
    files: tuple[str, ...] | None = None,
    *,
    configured: Configured | None = None,
    kept: Kept | None = None,
    restore: bool = True,
) -> int:
    """Open the app and stay in it until the user leaves.

    Args:
        collection: the collection to search, or what opens it; that is done after the first paint.
        query: what the query line holds at first.
        files: names of the files that are searched; None for all.
        configured: the settings; None for the defaults.
        kept: where history, saved searches, pins, notes and the session are kept; None for nowhere.
        restore: without a query, begin where the last session ended.

    Returns:
        The exit code: 0, or 2 where there is no terminal.

    Raises:
        ConfigError: a setting has a value that the app does not know.
    """
    sentence = _no_terminal()
    if sentence:
        print(f"searchtui: {sentence}", file=sys.stderr)  # noqa: T201
        return 2
    os.environ.setdefault("TEXTUAL_FPS", _FRAMES_PER_SECOND)
    from searchtui.tui.app import SearchApp

    opening: Opening = collection if callable(collection) else lambda: collection
    app = SearchApp(opening, query, files, configured=configured or Configured(), kept=kept, restore=restore)
    app.run()
    return app.return_code or 0


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
