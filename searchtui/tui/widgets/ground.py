"""What is drawn in finished lines, past Textual's styles cache: there is no border, padding or opacity to add."""

from __future__ import annotations

from collections.abc import Sequence

from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from searchtui.tui.colorless import Colorless
from searchtui.tui.strips import blank
from searchtui.tui.style import TEXT

__all__ = ["Below", "Beside", "Ground"]


class Ground(Widget):
    """A widget of finished lines, all of them empty unless a subclass says otherwise. It never scrolls as a whole."""

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Its size is given from outside and only ever changes in a layout, which paints it too. So the extent of its
    content is no reason to lay out and to paint everything another time, as it is elsewhere."""

    def finished_lines(self, first: int, last: int, width: int) -> list[Strip]:
        """The lines from `first` up to, and without, `last`, exactly `width` cells wide."""
        return [blank(width, TEXT)] * (last - first)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The app's filters but those that change colours which no finished line has."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor | Colorless)]

    def render_line(self, y: int) -> Strip:
        """The line at `y`, as wide as the widget."""
        return self.finished_lines(y, y + 1, self.size.width)[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines within `crop`."""
        if self.get_line_filters():
            return super().render_lines(crop)
        width = self.outer_size.width
        lines = self.finished_lines(crop.y, crop.bottom, width)
        if crop.column_span == (0, width):
            return lines
        return [line.crop(crop.x, crop.right) for line in lines]


class Beside(Ground):
    """Widgets beside each other, with nothing between them but the ground."""

    DEFAULT_CSS = "Beside { layout: horizontal; width: 1fr; height: 1fr; overflow: hidden hidden; }"


class Below(Ground):
    """Widgets below each other, with nothing between them but the ground."""

    DEFAULT_CSS = "Below { layout: vertical; width: 1fr; height: 1fr; overflow: hidden hidden; }"
