"""The base of every pane: a box of finished lines, of which only those that changed are painted again."""

from __future__ import annotations

from collections.abc import Sequence

from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from searchtui.tui.colorless import Colorless
from searchtui.tui.strips import Row, blank
from searchtui.tui.style import TEXT, style_of
from searchtui.tui.widgets.fixed import fixed

__all__ = ["Lines"]


class Lines(Widget):
    """A box of finished lines. It has no border, padding or children: they would bring layout into every key."""

    DEFAULT_CSS = "Lines { background: $background; }"
    virtual_size = fixed()

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._strips: Sequence[Strip] = ()
        self.box = Size(0, 0)
        """Width and height in cells, as of the last draw: Textual's own `size` is worked out anew at each look."""
        self._laid_out = Size(0, 0)
        self._painting = False

    def measure(self) -> Size:
        """Note the size for what is drawn now."""
        self.box = self.size
        return self.box

    @property
    def strips(self) -> Sequence[Strip]:
        """The lines as last shown."""
        return self._strips

    def show(self, strips: Sequence[Strip]) -> None:
        """Show these lines from now on; lines that are the same objects as before are not painted again."""
        old, self._strips = self._strips, strips
        if self._painting:
            return
        width, height = self.box if self.box.area else self.size
        if len(old) != len(strips):
            self.refresh(Region(0, 0, width, height))
            return
        dirty = [
            Region(0, y, width, 1) for y, (before, now) in enumerate(zip(old, strips, strict=True)) if before is not now
        ]
        if dirty:
            self.refresh(*dirty)

    def on_resize(self) -> None:
        """Make the lines anew, unless that was done for a paint."""
        if self.size != self._laid_out:
            self._lay_out(self.size)

    def resized(self) -> None:
        """The lines have another width or height from now on: make them anew."""

    def _lay_out(self, size: Size) -> None:
        self._laid_out = size
        self.resized()

    def renew(self) -> None:
        """Show the same lines in the theme that is worn now."""
        self._strips = [strip.renewed if isinstance(strip, Row) else strip for strip in self._strips]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The line at `y`, blank below the last one and exactly as wide as the widget."""
        return self._line(y, self.size.width)

    def _line(self, y: int, width: int) -> Strip:
        if y >= len(self._strips):
            return blank(width, TEXT)
        strip = self._strips[y]
        return strip if strip.cell_length == width else strip.adjust_cell_length(width, style_of(TEXT))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The app's filters but those that change colours which no finished line has."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor | Colorless)]

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines within `crop`, past Textual's styles cache: there is no border, padding or opacity to add."""
        size = self.size
        if size != self._laid_out:
            # The paint at a new size comes before the event that says so; without this all would be painted twice.
            self._painting = True
            try:
                self._lay_out(size)
            finally:
                self._painting = False
        if self.get_line_filters():
            return super().render_lines(crop)
        width = size.width
        lines = [self._line(y, width) for y in crop.line_range]
        if crop.column_span == (0, width):
            return lines
        return [line.crop(crop.x, crop.right) for line in lines]
