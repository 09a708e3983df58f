"""What can be done with the paragraph that one is at, in whichever view."""

from __future__ import annotations

from searchtui.tui.actions.action import PARAGRAPHS, Action

__all__ = ["PARAGRAPH_ACTIONS"]

PARAGRAPH_ACTIONS: tuple[Action, ...] = (
    Action("hit.similar", ("m",), "More like this", "Finds paragraphs that say the same; typing begins a new search.",
           PARAGRAPHS, "screen.similar", "more like it"),
)  # fmt: skip
"""They act on `View.at`."""
