"""When to look whether files have changed.

Who watches says only that a look may be worth its while; what has changed is always found by comparing the files with
the index. So one who is told by the system of each change can take the place of the clock, and nothing else differs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.screen import Screen
from textual.timer import Timer

__all__ = ["Clock", "Watcher"]


class Watcher(Protocol):
    """Says when to look."""

    def begin(self, look: Callable[[], object]) -> None:
        """Call `look` in the thread of the app whenever files may have changed."""
        ...

    def end(self) -> None:
        """Never call it again."""
        ...


class Clock:
    """Says it at even intervals.

    Args:
        screen: whose clock it is.
        seconds: between two looks.
    """

    def __init__(self, screen: Screen[None], seconds: float) -> None:
        self._screen, self._seconds = screen, seconds
        self._timer: Timer | None = None

    def begin(self, look: Callable[[], object]) -> None:
        """Call `look` now and then."""
        self._timer = self._screen.set_interval(self._seconds, look)

    def end(self) -> None:
        """Never call it again."""
        if self._timer is not None:
            self._timer.stop()
