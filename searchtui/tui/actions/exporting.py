"""What can be done in the window that asks what to export."""

from __future__ import annotations

from searchtui.tui.actions.action import Action, Where

__all__ = ["EXPORT_ACTIONS"]

_HERE = (Where.EXPORT,)

EXPORT_ACTIONS: tuple[Action, ...] = (
    Action("export.write", ("enter",), "Write the file",
           "An existing file is replaced, and a missing folder made, by Enter a second time.",
           _HERE, "screen.write", "write"),
    Action("export.what", ("tab",), "What to export", "Hits, concordance, pins or notes.",
           _HERE, "screen.choose_what(1)", "what"),
    Action("export.what-before", ("shift+tab",), "What to export: the one before", "The other way round.",
           _HERE, "screen.choose_what(-1)"),
    Action("export.format", ("down",), "Format", "Markdown, CSV, JSON Lines, BibTeX or CSL-JSON.",
           _HERE, "screen.choose_format(1)", "format", "↑↓"),
    Action("export.format-before", ("up",), "Format: the one before", "The other way round.",
           _HERE, "screen.choose_format(-1)"),
    Action("export.stop", ("ctrl+x",), "Stop the export", "Nothing of it is written.", _HERE, "screen.stop"),
    Action("export.leave", ("escape",), "Leave", "An export that has begun goes on.", _HERE, "screen.leave", "leave"),
)  # fmt: skip
"""Choosing what, how and where; and stopping."""
