"""What can be done with the paragraph that one is at, in whichever view."""

from __future__ import annotations

from searchtui.tui.actions.action import PARAGRAPHS, Action, Where

__all__ = ["PARAGRAPH_ACTIONS"]

PARAGRAPH_ACTIONS: tuple[Action, ...] = (
    Action("hit.similar", ("m",), "More like this", "Finds paragraphs that say the same; typing begins a new search.",
           PARAGRAPHS, "screen.similar", "more like it", rank=2),
    Action("concordance.open", ("k",), "Concordance of the query",
           "Every place of its words and phrases on a line of its own, sorted by the words beside it.",
           tuple(place for place in PARAGRAPHS if place is not Where.CONCORDANCE), "app.concordance", "concordance",
           rank=3),
    Action("pin.toggle", ("p",), "Pin the article, or take its pin out",
           "A pinned article stays in the first columns, at this paragraph, while the query changes.",
           PARAGRAPHS, "app.pin", "pin", rank=4),
    Action("pin.drop-all", ("P", "shift+p"), "Take all pins out", "Only what the query finds is shown again.",
           PARAGRAPHS, "app.unpin_all"),
    Action("paragraph.copy", ("y",), "Copy the paragraph as a quotation",
           "With title, authors, source, date, file and number; Markdown that also reads well as plain text.",
           PARAGRAPHS, "app.copy", "copy", rank=5),
    Action("paragraph.edit", ("e",), "Open the file in the editor",
           "In $VISUAL or $EDITOR, at the line of the paragraph; you come back to where you are.",
           PARAGRAPHS, "app.edit"),
    Action("paragraph.view", ("o",), "Open the file in the pager or viewer",
           "Text in $PAGER at the line of the paragraph, everything else in the desktop's viewer.",
           PARAGRAPHS, "app.view"),
    Action("results.export", ("x",), "Export",
           "Writes all hits, the concordance, pins or notes to a file: Markdown, CSV, JSON Lines, BibTeX or CSL-JSON.",
           (*PARAGRAPHS, Where.PINS, Where.NOTES), "app.export", "export", rank=5),
)  # fmt: skip
"""They act on `View.at`."""
