"""No colour at all, for whoever asks for none with `NO_COLOR` (no-color.org): bold, underlined and reversed remain."""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

__all__ = ["Colorless"]


@lru_cache(maxsize=1_024)
def _plain(style: Style) -> Style:
    return Style(bold=style.bold, underline=style.underline, reverse=style.reverse)


class Colorless(LineFilter):
    """Takes every colour out of what widgets of Textual draw; not even the default ones are named."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments with attributes alone.

        Args:
            segments: of one line.
            background: behind them.
        """
        del background
        return [Segment(text, style and _plain(style), control) for text, style, control in segments]
