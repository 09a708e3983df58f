"""The lines between panes, drawn with the mouse to where the user wants them."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.screen import Screen
from textual.widget import Widget

from searchtui.settings import Settings

__all__ = ["Splits"]

Split = Literal["facets", "hits"]

_LEAST_WIDTH, _MOST_WIDTH = 16, 80
_LEAST_SHARE, _MOST_SHARE = 10, 90
_LEFT = 40
"""Cells that the facets leave to the other panes."""


class Splits(Screen[None]):
    """Two lines that can be drawn: right of the facets, and between hits and columns. They stay until the app ends."""

    _width = Settings().facets_width
    _share = Settings().hits_share
    _drawn: Split | None = None

    def split(self, settings: Settings) -> None:
        """Begin with the sizes of the settings."""
        self._width, self._share = settings.facets_width, settings.hits_share
        self.divide()

    def _parts(self) -> tuple[Widget, Widget, Widget, Widget]:
        body, facets = self.query_one("#body"), self.query_one("#facets")
        return body, facets, self.query_one("#hits"), self.query_one("#columns")

    def divide(self) -> None:
        """Give the panes their sizes; those that style sheets give to small screens stay."""
        _, facets, hits, columns = self._parts()
        if self.has_class("-tiny") or self._width == Settings().facets_width:
            facets.styles.clear_rule("width")
        else:
            facets.styles.width = self._width
        if self._share == Settings().hits_share:
            hits.styles.clear_rule("height")
            columns.styles.clear_rule("height")
        else:
            hits.styles.height, columns.styles.height = f"{self._share}fr", f"{100 - self._share}fr"

    def _split_at(self, x: int, y: int) -> Split | None:
        _, facets, hits, columns = self._parts()
        if facets.region.area and x == facets.region.right - 1 and facets.region.contains(x, y):
            return "facets"
        if hits.region.area and columns.region.area and y == columns.region.y and columns.region.contains(x, y):
            return "hits"
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a line."""
        self._drawn = self._split_at(event.screen_x, event.screen_y)
        if self._drawn is not None:
            self._parts()[0].capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the line."""
        if self._drawn is None:
            return
        body, facets, _, _ = self._parts()
        if self._drawn == "facets":
            most = max(_LEAST_WIDTH, min(_MOST_WIDTH, body.region.width - _LEFT))
            self._width = max(_LEAST_WIDTH, min(most, event.screen_x - facets.region.x + 1))
        else:
            share = 100 * (event.screen_y - body.region.y) / max(1, body.region.height)
            self._share = max(_LEAST_SHARE, min(_MOST_SHARE, round(share)))
        self.divide()

    def on_mouse_up(self) -> None:
        """Let go of it."""
        if self._drawn is not None:
            self._drawn = None
            self._parts()[0].release_mouse()
