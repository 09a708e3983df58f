"""What can be done where articles stand side by side."""

from __future__ import annotations

from searchtui.tui.actions.action import PARAGRAPHS, Action, Where

__all__ = ["COMPARE_ACTIONS"]

COMPARE_ACTIONS: tuple[Action, ...] = (
    Action("columns.compare", ("c",), "Compare side by side",
           "Columns fill the screen, beginning with the pinned articles; again, or Esc, goes back.",
           PARAGRAPHS, "app.compare", "compare", rank=0),
    Action("columns.align", ("equals_sign",), "Align the other columns on this paragraph",
           "Each goes to its paragraph most like this one and says how much; the words both have are marked, or, in"
           " near copies, those that differ.",
           (Where.HITS, Where.COLUMN), "screen.align", "align", rank=2),
    Action("columns.more", ("plus",), "More columns", "Another article beside the others, as long as all can be read.",
           (Where.HITS, Where.COLUMN), "screen.change_columns(1)", "columns", "+ -", rank=5),
    Action("columns.fewer", ("minus",), "Fewer columns", "The others become wider.",
           (Where.HITS, Where.COLUMN), "screen.change_columns(-1)"),
    Action("column.next-paragraph", ("right_curly_bracket", "shift+down"), "Next paragraph",
           "Moves to the next paragraph of the column, found or not.", (Where.COLUMN,), "paragraph(1)"),
    Action("column.previous-paragraph", ("left_curly_bracket", "shift+up"), "Previous paragraph",
           "Moves to the one before.", (Where.COLUMN,), "paragraph(-1)"),
)  # fmt: skip
"""They work in the strip below the hits as well as on the whole screen."""
