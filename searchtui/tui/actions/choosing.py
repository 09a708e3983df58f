"""What can be done where the app was opened to choose paragraphs for another program (`searchtui --pick`)."""

from __future__ import annotations

from searchtui.tui.actions.action import PARAGRAPHS, Action, Where

__all__ = ["CHOOSING_ACTIONS", "CHOOSING_KEYS"]

CHOOSING_ACTIONS: tuple[Action, ...] = (
    Action("choose.take", (), "Pick the paragraph",
           "With searchtui --pick: prints where it is, or where all marked ones are.",
           (Where.QUERY, *PARAGRAPHS), "app.take", "pick", rank=0),
    Action("choose.mark", (), "Mark the paragraph, or take the mark off",
           "With searchtui --pick: marked paragraphs are picked together.", PARAGRAPHS, "app.mark", "mark", rank=0),
    Action("choose.leave", (), "Leave without picking", "With searchtui --pick: prints nothing.",
           (Where.QUERY, Where.HITS), "app.leave_without", "leave", rank=1),
)  # fmt: skip
"""They have keys only where one chooses."""

CHOOSING_KEYS: dict[str, tuple[str, ...]] = {
    "choose.take": ("enter",),
    "choose.mark": ("space",),
    "choose.leave": ("escape",),
    "hits.read": ("r",),
    "query.read": (),
    "query.leave": (),
    "hits.leave": (),
    "concordance.read": (),
}
"""The keys of actions where one chooses: Enter picks, and what it does elsewhere has another key."""
