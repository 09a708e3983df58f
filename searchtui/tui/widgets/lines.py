"""The base of every pane: a box of finished lines, of which only those that changed are painted again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.geometry import Region, Size
from textual.strip import Strip

from searchtui.tui.painter import Painter
from searchtui.tui.strips import Row
from searchtui.tui.style import TEXT, style_of
from searchtui.tui.widgets.ground import Ground

__all__ = ["Lines"]


class Lines(Ground):
    """A box of finished lines. It has no border, padding or children: they would bring layout into every key."""

    DEFAULT_CSS = "Lines { background: $background; }"

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
            self._repaint([Region(0, 0, width, height)])
            return
        dirty = [y for y, (before, now) in enumerate(zip(old, strips, strict=True)) if before is not now]
        if dirty:
            self._repaint([Region(0, first, width, last - first) for first, last in _runs(dirty)])

    def _repaint(self, regions: Sequence[Region]) -> None:
        if self._is_mounted and isinstance(self.screen, Painter):
            self.screen.repaint(self, regions)
        else:
            self.refresh(*regions)

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines within `crop`."""
        if self.size != self._laid_out:
            # The paint at a new size comes before the event that says so; without this all would be painted twice.
            self._painting = True
            try:
                self._lay_out(self.size)
            finally:
                self._painting = False
        return super().render_lines(crop)

    def finished_lines(self, first: int, last: int, width: int) -> list[Strip]:
        """The lines from `first` up to `last`, blank below the last one that there is."""
        shown = [
            strip if strip.cell_length == width else strip.adjust_cell_length(width, style_of(TEXT))
            for strip in self._strips[first:last]
        ]
        return shown + super().finished_lines(first + len(shown), last, width)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first of each run of numbers that follow each other, and one past its last.

    Args:
        numbers: rising, one at least.
    """
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last + 1
            first = number
        last = number
    yield first, last + 1
