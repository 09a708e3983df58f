"""What can be done in the reader."""

from __future__ import annotations

from searchtui.tui.actions.action import Action, Where

__all__ = ["READER_ACTIONS"]

READER_ACTIONS: tuple[Action, ...] = (
    Action("reader.back", ("escape",), "Back", "Back to exactly where you were.",
           (Where.READER,), "screen.back", "back", rank=0),
    Action("hit.next", ("n",), "Next hit",
           "Moves to the next paragraph that was found; in the reader, past the last one, into the next article.",
           (Where.READER, Where.COLUMN), "hit(1)", "hits", "n/N"),
    Action("hit.previous", ("N", "shift+n"), "Previous hit", "Moves to the one before.",
           (Where.READER, Where.COLUMN), "hit(-1)"),
    Action("reader.find", ("slash",), "Find in this article",
           "Marks every place of what you type, without case and accents; n and N then go through these.",
           (Where.READER,), "screen.find", "find"),
    Action("find.keep", ("enter",), "Go through the places", "Back to the article; n and N go through what was found.",
           (Where.FIND,), "screen.keep_finding", "to the article"),
    Action("find.end", ("escape",), "End finding", "Nothing but the hits is marked any more.",
           (Where.FIND,), "screen.end_finding", "end"),
    Action("find.next", ("down",), "Next place", "Moves to the next place of what is typed.",
           (Where.FIND,), "screen.find_next(1)", "places", "↑↓"),
    Action("find.previous", ("up",), "Previous place", "Moves to the one before.",
           (Where.FIND,), "screen.find_next(-1)"),
)  # fmt: skip
"""The reader's own actions, and those it shares with columns."""
