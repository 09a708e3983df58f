"""What can be done in the reader."""

from __future__ import annotations

from searchtui.tui.actions.action import Action, Where

__all__ = ["READER_ACTIONS"]

READER_ACTIONS: tuple[Action, ...] = (
    Action("reader.back", ("escape",), "Back", "Back to exactly where you were.",
           (Where.READER,), "screen.back", "back"),
    Action("hit.next", ("n",), "Next hit",
           "Moves to the next paragraph that was found; in the reader, past the last one, into the next article.",
           (Where.READER, Where.COLUMN), "hit(1)", "hits", "n/N"),
    Action("hit.previous", ("N", "shift+n"), "Previous hit", "Moves to the one before.",
           (Where.READER, Where.COLUMN), "hit(-1)"),
)  # fmt: skip
"""The reader's own actions, and those it shares with columns."""
