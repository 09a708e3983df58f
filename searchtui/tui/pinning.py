"""Pinning the article that one is at, in whichever view."""

from __future__ import annotations

from textual.app import App

from searchtui.tui.pins import Pins
from searchtui.tui.view import View

__all__ = ["Pinning"]


class Pinning(App[int]):
    """The app's part that knows the pins."""

    def __init__(self) -> None:
        super().__init__()
        self.pins = Pins()

    def action_pin(self) -> None:
        """Pin the article that one is at, or take its pin out."""
        if isinstance(self.screen, View) and (at := self.screen.at) is not None:
            self.pins.toggle(at)

    def action_unpin_all(self) -> None:
        """Take all pins out."""
        self.pins.replace(())
