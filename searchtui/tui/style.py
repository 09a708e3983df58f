"""Every ink of the screen, by what it says; which colours and attributes it has is up to the theme.

Panes draw with inks. A line is finished with the styles that the inks have at that moment, and made anew when another
theme is worn. The background is always explicit, so that a finished line needs nothing from a style sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rich.color import Color
from rich.style import Style

from searchtui.tui.contrast import AAA, contrast, readable

__all__ = [
    "ACCENT",
    "ACCENT_BAR",
    "ADDED",
    "BACKGROUND",
    "BAR",
    "BAR_CHOSEN",
    "BAR_DIM",
    "BAR_FOCUS",
    "CURSOR",
    "DIFFERENT",
    "DIM",
    "FACE",
    "FAINT",
    "FOUND",
    "FOUND_HERE",
    "FURNITURE",
    "GOOD",
    "HEADING",
    "HERE",
    "MARK",
    "RAISED",
    "REMOVED",
    "SELECTED",
    "SHARED",
    "STRONG",
    "STYLES",
    "TEXT",
    "WARNING",
    "Ink",
    "on",
    "style_of",
    "wear",
]

BACKGROUND = "#0f1319"
RAISED = "#1a212b"
_HERE = "#161d29"
_CURSOR = "#24344d"
_FOCUS = "#2f6f9f"
_CHOSEN = "#23455f"


class Ink:
    """What a stretch of text says by how it looks; each is itself and equal to no other.

    Args:
        name: for reading.
        front: the ink whose letters it has, where it is one ink on the background of another.
        behind: that other.
    """

    __slots__ = ("behind", "front", "name")

    def __init__(self, name: str, front: Ink | None = None, behind: Ink | None = None) -> None:
        self.name, self.front, self.behind = name, front, behind

    def __repr__(self) -> str:
        return f"<{self.name}>"


STYLES: dict[Ink, Style] = {}
"""How the inks look in the theme of the app's own."""


def _ink(name: str, color: str, *attributes: str, background: str = BACKGROUND) -> Ink:
    ink = Ink(name)
    STYLES[ink] = Style.parse(" ".join([*attributes, color, "on", background]))
    return ink


TEXT = _ink("text", "#d3d9e2")
"""Running text."""
STRONG = _ink("strong", "#f1f4f8", "bold")
"""Titles of articles."""
DIM = _ink("dim", "#8b96a5")
"""What accompanies: sources, numbers, explanations."""
FAINT = _ink("faint", "#4a5564")
"""Lines and empty boxes."""
MARK = _ink("mark", "#ffc861", "bold", "underline")
"""A word that was searched."""
SHARED = _ink("shared", "#8fd6c4", "underline")
"""A word that stands in both of two paragraphs."""
ADDED = _ink("added", "#8fce9b", "bold", "underline")
"""A word that only one of two copies has."""
REMOVED = _ink("removed", "#e59a94", "strike")
"""A word of another copy that this one left out."""
DIFFERENT = _ink("different", "#0f1319", "bold", background="#d9b36c")
"""A word in which two copies differ."""
ACCENT = _ink("accent", "#6cb6eb", "bold")
"""The one accent: headings of panes, what is chosen, where one is."""
FOUND = _ink("found", "#0f1319", background="#8fce9b")
"""What one looks for within an article."""
FOUND_HERE = _ink("found-here", "#0f1319", "bold", "underline", background="#6cb6eb")
"""The place of it that one is at."""
GOOD = _ink("good", "#8fce9b")
"""Something is switched on or done."""
WARNING = _ink("warning", "#f0946c")
"""What the user should know."""
HEADING = _ink("heading", "#b9d7f0", "bold")
"""A section heading inside an article."""
FURNITURE = _ink("furniture", "#77828f")
"""Page furniture, shown but never found."""
FACE = _ink("face", "#aab4c2", "italic")
"""Captions and footnotes."""
BAR = _ink("bar", "#aab4c2", background=RAISED)
"""Header, footer and the heads of panes."""
BAR_DIM = _ink("bar-dim", "#8590a0", background=RAISED)
ACCENT_BAR = _ink("accent-bar", "#6cb6eb", "bold", background=RAISED)
BAR_FOCUS = _ink("bar-focus", "#ffffff", "bold", background=_FOCUS)
"""The head of the pane that has the keys."""
BAR_CHOSEN = _ink("bar-chosen", "#ffffff", "bold", background=_CHOSEN)
"""The head of the column that the selected hit is in."""
HERE = _ink("here", "#e8ecf2", background=_HERE)
"""The paragraph that a column or the reader is at."""
CURSOR = _ink("cursor", "#ffffff", background=_CURSOR)
"""The row under the cursor, in the pane that has the keys."""
SELECTED = _ink("selected", "#ffffff", background="#1e2a3d")
"""The row under the cursor, elsewhere."""

_worn: dict[Ink, Style] = dict(STYLES)


@cache
def on(ink: Ink, row: Ink) -> Ink:
    """`ink` as it looks in a row whose background is that of `row`."""
    return Ink(f"{ink.name} on {row.name}", ink, row)


def wear(styles: Mapping[Ink, Style]) -> None:
    """Let the inks look like this from now on; lines that are finished already do not change.

    Args:
        styles: of every ink but those that are one on another.
    """
    _worn.clear()
    _worn.update(styles)


def style_of(ink: Ink) -> Style:
    """How an ink looks now."""
    style = _worn.get(ink)
    if style is None:
        assert ink.front is not None
        assert ink.behind is not None
        style = _worn[ink] = _on(style_of(ink.front), style_of(ink.behind))
    return style


def _on(front: Style, row: Style) -> Style:
    """The letters of `front` on the background of `row`, where they can be read as well as on their own."""
    if row.reverse:
        # In a reversed row the colour of the letters is the background: it is the same all along the row.
        return front + Style(color=row.color, bgcolor=row.bgcolor, reverse=True)
    color = front.color
    if color is not None and color.triplet and front.bgcolor and front.bgcolor.triplet and row.bgcolor:
        background = row.bgcolor.triplet
        if background is not None:
            wanted = min(AAA, contrast(color.triplet, front.bgcolor.triplet))
            color = Color.from_triplet(readable(color.triplet, background, wanted))
    return front + Style(color=color, bgcolor=row.bgcolor, underline=row.underline or None)
