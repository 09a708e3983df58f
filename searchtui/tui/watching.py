"""When to look whether files have changed.

Who watches says only that a look may be worth its while; what has changed is always found by comparing the files with
the index. So one who is told by the system of each change can take the place of the clock, and nothing else differs.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Protocol

from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from searchtui.errors import CollectionError
from searchtui.tui.searchable import Searchable

__all__ = ["Clock", "FilesChanged", "Messenger", "Watcher"]


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


class FilesChanged(Message):
    """The system says that files may have changed."""


class Messenger:
    """Says it as soon as the system does, in a thread of its own; the clock goes on beside it.

    Args:
        collection: whose files are watched.
        post: takes a `FilesChanged` each time; called from the thread.
    """

    def __init__(self, collection: Searchable, post: Callable[[Message], object]) -> None:
        self._collection, self._post = collection, post
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        # Where the folder is gone, the next search or look says so.
        with contextlib.suppress(CollectionError):
            watch = self._collection.watch()
            # Where the system tells nothing, the clock is as good.
            while watch.is_told and not self._ended.is_set():
                if watch.wait(1.0) and not self._ended.is_set():
                    self._post(FilesChanged())

    def end(self) -> None:
        """Say nothing more."""
        self._ended.set()
