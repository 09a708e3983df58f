"""Which colours and attributes the inks have in a theme: our own, one of Textual's, the terminal's, or none at all.

Nothing is said by colour alone: what was found is underlined too, and rows that are chosen or at hand have a sign.
"""

from __future__ import annotations

from dataclasses import replace

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from searchtui.tui import style
from searchtui.tui.contrast import AA, AAA, blend, farthest, readable
from searchtui.tui.style import Ink

__all__ = ["HIGH_CONTRAST", "OWN", "TERMINAL", "THEMES", "colors_of", "without_color"]

OWN = Theme(
    name="searchtui",
    primary="#6cb6eb",
    secondary="#8b96a5",
    accent="#ffc861",
    warning="#f0946c",
    error="#f07878",
    success="#8fce9b",
    foreground="#d3d9e2",
    background=style.BACKGROUND,
    surface=style.RAISED,
    panel=style.RAISED,
    dark=True,
)
"""The theme without settings."""

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#7fd7ff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffb000",
    error="#ff9090",
    success="#60ff60",
    foreground="#ffffff",
    background="#000000",
    surface="#1c1c1c",
    panel="#1c1c1c",
    dark=True,
)
"""Every text at a ratio of 7 to 1 at least."""

TERMINAL = replace(
    BUILTIN_THEMES["ansi-dark"], name="ansi", primary="ansi_magenta", accent="ansi_red", warning="ansi_red"
)
"""The colours that the terminal has been given, on its own background, dark or light."""

THEMES = (OWN, HIGH_CONTRAST, TERMINAL)
"""Themes that Textual does not have."""

_OF_TERMINAL: dict[Ink, str] = {
    style.TEXT: "",
    style.STRONG: "bold",
    style.DIM: "dim",
    style.FAINT: "dim",
    style.MARK: "bold underline red",
    style.SHARED: "underline",
    style.ADDED: "bold underline green",
    style.REMOVED: "strike dim",
    style.DIFFERENT: "bold reverse",
    style.ACCENT: "bold magenta",
    style.FOUND: "reverse green",
    style.FOUND_HERE: "bold underline reverse magenta",
    style.GOOD: "green",
    style.WARNING: "red",
    style.HEADING: "bold",
    style.FURNITURE: "dim",
    style.FACE: "italic",
    style.BAR: "underline",
    style.BAR_DIM: "underline",
    style.ACCENT_BAR: "bold underline magenta",
    style.BAR_FOCUS: "bold reverse",
    style.BAR_CHOSEN: "bold underline",
    style.HERE: "",
    style.CURSOR: "reverse",
    style.SELECTED: "",
}
_APART = 3.0
"""The least ratio between two surfaces that are to be told apart (WCAG 2.2, 1.4.11)."""
_PLAIN = ("bold", "underline", "reverse")
"""What is left where no colour is wanted: attributes that every terminal has."""


def without_color() -> dict[Ink, Style]:
    """The inks by attributes alone, for `NO_COLOR`."""
    return {
        ink: Style.parse(" ".join(word for word in words.split() if word in _PLAIN) or "none")
        for ink, words in _OF_TERMINAL.items()
    }


def colors_of(theme: Theme) -> dict[Ink, Style]:
    """How every ink looks in a theme.

    Args:
        theme: our own, or any other whose colours are those of a terminal, or red, green and blue.
    """
    if theme.name == OWN.name:
        return dict(style.STYLES)
    if theme.ansi:
        own = Style.parse("default on default")
        return {ink: own + Style.parse(words or "none") for ink, words in _OF_TERMINAL.items()}
    return _made(theme, AAA if theme.name == HIGH_CONTRAST.name else AA)


def _made(theme: Theme, ratio: float) -> dict[Ink, Style]:
    """Inks made of the few colours that a theme has, each changed as far as it takes to be read."""
    named = theme.to_color_system().generate()

    def color(name: str) -> ColorTriplet:
        return Color.parse(named[name][:7]).get_truecolor()

    text, back, primary = color("foreground"), color("background"), color("primary")
    raised = blend(back, text, 0.08) if color("panel") == back else color("panel")
    cursor, here = blend(back, primary, 0.3), blend(back, text, 0.05)
    chosen, selected = blend(back, primary, 0.4), blend(back, primary, 0.15)
    focus, end = readable(primary, raised, _APART), farthest(back)

    def ink(letters: ColorTriplet, behind: ColorTriplet, attributes: str = "", least: float = ratio) -> Style:
        return Style.parse(attributes or "none") + Style(
            color=Color.from_triplet(readable(letters, behind, least)), bgcolor=Color.from_triplet(behind)
        )

    return {
        style.TEXT: ink(text, back),
        style.STRONG: ink(blend(text, end, 0.5), back, "bold"),
        style.DIM: ink(blend(text, back, 0.35), back),
        style.FAINT: ink(blend(text, back, 0.65), back, least=ratio * 2 / 3),
        style.MARK: ink(color("accent"), back, "bold underline"),
        style.SHARED: ink(blend(color("success"), text, 0.3), back, "underline"),
        style.ADDED: ink(color("success"), back, "bold underline"),
        style.REMOVED: ink(color("error"), back, "strike"),
        style.DIFFERENT: ink(farthest(color("accent")), color("accent"), "bold"),
        style.ACCENT: ink(primary, back, "bold"),
        style.FOUND: ink(farthest(color("success")), color("success")),
        style.FOUND_HERE: ink(farthest(primary), primary, "bold underline"),
        style.GOOD: ink(color("success"), back),
        style.WARNING: ink(color("warning"), back),
        style.HEADING: ink(blend(primary, text, 0.5), back, "bold"),
        style.FURNITURE: ink(blend(text, back, 0.5), back),
        style.FACE: ink(blend(text, back, 0.2), back, "italic"),
        style.BAR: ink(blend(text, raised, 0.15), raised),
        style.BAR_DIM: ink(blend(text, raised, 0.35), raised),
        style.ACCENT_BAR: ink(primary, raised, "bold"),
        style.BAR_FOCUS: ink(farthest(focus), focus, "bold"),
        style.BAR_CHOSEN: ink(farthest(chosen), chosen, "bold"),
        style.HERE: ink(text, here),
        style.CURSOR: ink(end, cursor),
        style.SELECTED: ink(end, selected),
    }
