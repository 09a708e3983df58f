"""What keeps the app prompt besides its own work: output that does not wait, turns of threads, and garbage."""

from __future__ import annotations

import gc
import sys
import time

from textual import events
from textual.app import App
from textual.driver import Driver

__all__ = ["Prompt"]

_TURN = 0.0005
"""Seconds after which a thread lets another have the interpreter: the search must not hold up a letter. Python's own
5 ms would be longer than all that a letter takes, and there are up to three turns from a key to the screen."""

_THRESHOLDS = (200_000, 1_000, 100_000)
"""When garbage is collected by itself, whoever waits: where so much comes at once that no breath is taken."""

_YOUNG = 10_000
"""From so many new objects on, the garbage among them is collected in the next breath; that takes 1 to 2 ms."""

_BREATH = 0.05
"""Seconds without a key before there is time for that."""

_TIDY_EVERY = 5.0
_QUIET = 2.0
"""Seconds without a key before there is time to look through everything for garbage."""


class Prompt(App[int]):
    """An app in which nothing but its own work comes between a key and the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._touched = 0.0
        self._settled = False
        self._sweeps = False
        self._before = sys.getswitchinterval(), gc.get_threshold()

    def get_driver_class(self) -> type[Driver]:
        """On a terminal, a driver that does not wait for other threads."""
        chosen = super().get_driver_class()
        if chosen.__module__ != "textual.drivers.linux_driver":
            return chosen
        from searchtui.tui.output import PromptDriver

        return PromptDriver

    def on_mount(self) -> None:
        """Begin to be prompt."""
        self._before = sys.getswitchinterval(), gc.get_threshold()
        sys.setswitchinterval(_TURN)
        gc.set_threshold(*_THRESHOLDS)
        gc.freeze()
        self.set_interval(_TIDY_EVERY, self._tidy)

    def on_unmount(self) -> None:
        """Leave the process as it was."""
        interval, thresholds = self._before
        sys.setswitchinterval(interval)
        gc.set_threshold(*thresholds)
        gc.unfreeze()

    async def on_event(self, event: events.Event) -> None:
        """Note when the user does something."""
        if isinstance(event, events.InputEvent):
            self._touched = time.monotonic()
            self._sweep_soon()
        await super().on_event(event)

    def _sweep_soon(self) -> None:
        if not self._sweeps and gc.get_count()[0] > _YOUNG:
            self._sweeps = True
            self.set_timer(_BREATH, self._sweep)

    def _sweep(self) -> None:
        """Collect what is new and garbage between two keys."""
        self._sweeps = False
        if time.monotonic() - self._touched < _BREATH:
            self._sweep_soon()
        else:
            gc.collect(0)

    def _tidy(self) -> None:
        """Collect garbage while nobody waits; what is there the first time lives to the end, and is never looked at."""
        gc.enable()
        if time.monotonic() - self._touched < _QUIET or not any(gc.get_count()[1:]):
            return
        gc.collect()
        if not self._settled:
            self._settled = True
            gc.freeze()
