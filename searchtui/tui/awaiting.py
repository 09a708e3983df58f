"""Keys wait for a view that is about to open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen

__all__ = ["Awaiting", "Came", "await_view"]

Came = Callable[[], None]
"""Said when the view is there, or will not come."""


class Awaiting(App[int]):
    """An app that can be told that a view is about to open."""

    def await_view(self) -> Came:
        """A view will open as soon as what it shows is there: keys that are struck from now on are meant for it."""
        return lambda: None


def await_view(screen: Screen[Any]) -> Came:
    """The same, told by a screen."""
    app = screen.app
    return app.await_view() if isinstance(app, Awaiting) else lambda: None
