"""Every colour and attribute of the screen, by what it says.

The background is always explicit, so that a finished line needs nothing from a style sheet. Where `NO_COLOR` asks for
no colour, what colour says is said by underlining and reversing.
"""

from __future__ import annotations

import os
from functools import cache

from rich.style import Style

__all__ = [
    "ACCENT",
    "ACCENT_BAR",
    "BACKGROUND",
    "BAR",
    "BAR_CHOSEN",
    "BAR_DIM",
    "BAR_FOCUS",
    "CURSOR",
    "DIM",
    "FACE",
    "FAINT",
    "FURNITURE",
    "GOOD",
    "HEADING",
    "HERE",
    "MARK",
    "SELECTED",
    "STRONG",
    "TEXT",
    "WARNING",
    "on",
]

_NO_COLOR = bool(os.environ.get("NO_COLOR"))
_MARKED = ("underline",) if _NO_COLOR else ()
_REVERSED = ("reverse",) if _NO_COLOR else ()

BACKGROUND = "#0f1319"
_RAISED = "#1a212b"
_HERE = "#161d29"
_CURSOR = "#24344d"
_FOCUS = "#2f6f9f"
_CHOSEN = "#23455f"


def _style(color: str, *attributes: str, background: str = BACKGROUND) -> Style:
    return Style.parse(" ".join([*attributes, color, "on", background]))


TEXT = _style("#d3d9e2")
"""Running text."""
STRONG = _style("#f1f4f8", "bold")
"""Titles of articles."""
DIM = _style("#8b96a5")
"""What accompanies: sources, numbers, explanations."""
FAINT = _style("#4a5564")
"""Lines and empty boxes."""
MARK = _style("#ffc861", "bold", *_MARKED)
"""A word that was searched."""
ACCENT = _style("#6cb6eb", "bold")
"""The one accent: headings of panes, what is chosen, where one is."""
GOOD = _style("#8fce9b")
"""Something is switched on or done."""
WARNING = _style("#f0946c", *_MARKED)
"""What the user should know."""
HEADING = _style("#b9d7f0", "bold")
"""A section heading inside an article."""
FURNITURE = _style("#5f6a79")
"""Page furniture, shown but never found."""
FACE = _style("#aab4c2", "italic")
"""Captions and footnotes."""
BAR = _style("#aab4c2", background=_RAISED)
"""Header, footer and the heads of panes."""
BAR_DIM = _style("#7d8897", background=_RAISED)
ACCENT_BAR = _style("#6cb6eb", "bold", background=_RAISED)
BAR_FOCUS = _style("#ffffff", "bold", *_REVERSED, background=_FOCUS)
"""The head of the pane that has the keys."""
BAR_CHOSEN = _style("#ffffff", "bold", background=_CHOSEN)
"""The head of the column that the selected hit is in."""
HERE = _style("#e8ecf2", background=_HERE)
"""The paragraph that a column or the reader is at."""
CURSOR = _style("#ffffff", *_REVERSED, background=_CURSOR)
"""The row under the cursor, in the pane that has the keys."""
SELECTED = _style("#ffffff", background="#1e2a3d")
"""The row under the cursor, elsewhere."""


@cache
def on(style: Style, row: Style) -> Style:
    """`style` as it looks in a row whose background is that of `row`."""
    return style + Style(bgcolor=row.bgcolor, reverse=row.reverse)
