"""A screen that paints what changed at once.

Textual lets each widget tell the screen of its change by messages; at the next tick of a clock the screen cuts the
lines of all widgets to pieces and puts those together that are in front. For a dozen panes that change at each key and
never lie over each other, this takes longer than everything else that is done for a key beside the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, cast

from rich.console import Console, RenderableType
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._toast import Toast
from textual.widgets._tooltip import Tooltip

from searchtui.tui.widgets.ground import Ground

__all__ = ["Painter"]

R = TypeVar("R")


class _Lines(CompositorUpdate):
    """Finished lines, each with its column and row on the screen."""

    def __init__(self, lines: Sequence[tuple[int, int, Strip]]) -> None:
        self._lines = lines

    def render_segments(self, console: Console) -> str:
        """What the terminal is sent: for each line where it begins (CUP of ECMA-48), and what stands in it."""
        return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self._lines)


class Painter(Screen[R]):
    """Paints panes of finished lines; what else changes is left to Textual.

    This uses names of Textual's that are private in the release that this project is bound to.
    """

    def repaint(self, pane: Widget, regions: Sequence[Region]) -> None:
        """Have lines of a pane painted, at the next tick or by `paint_now`.

        Args:
            pane: a mounted widget of fixed size, without border or padding.
            regions: of it.
        """
        if pane.get_line_filters():
            pane._set_dirty(*regions)
        else:
            pane._repaint_regions.update(regions)
        self._dirty_widgets.add(pane)
        self.check_idle()

    def paint_now(self) -> None:
        """Paint without waiting for the next tick; a change of layout is waited for."""
        if not self._dirty_widgets or self._layout_required or self._scroll_required or self._recompose_required:
            return
        if self._may_paint_lines:
            self._paint_lines()
        else:
            self._on_timer_update()

    @property
    def _may_paint_lines(self) -> bool:
        """Whether all that changed are panes that nothing lies over."""
        app, shown = self.app, self._compositor.visible_widgets
        if app.screen is not self or app.is_inline or app._batch_count or self._repaint_required:
            return False
        if any(isinstance(widget, Toast | Tooltip) for widget in shown):
            return False
        return all(
            isinstance(pane, Ground) and pane in shown and _is_whole(*shown[pane]) and _is_alone(pane)
            for pane in self._dirty_widgets
        )

    def _paint_lines(self) -> None:
        lines: dict[tuple[int, int], Strip] = {}
        for pane in self._dirty_widgets:
            assert isinstance(pane, Ground)
            x, y, width, height = self._compositor.visible_widgets[pane][0]
            for region in pane._exchange_repaint_regions():
                first, last = max(0, region.y), min(height, region.bottom)
                strips = pane.finished_lines(first, last, width)
                lines |= {(y + at, x): strip for at, strip in enumerate(strips, first)}
        self._dirty_widgets.clear()
        update = _Lines([(x, y, lines[y, x]) for y, x in sorted(lines)])
        self.app._display(self, cast(RenderableType, update))
        if self._callbacks:
            self.call_next(self._invoke_and_clear_callbacks)


def _is_whole(region: Region, clip: Region) -> bool:
    return clip.contains_region(region)


def _is_alone(pane: Widget) -> bool:
    """Whether nothing of a pane is drawn by others, who lie in it or see to its colours."""
    return not pane.children and not pane.get_line_filters()
