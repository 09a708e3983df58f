"""Waiting for changes in a folder: the system says of each, or the clock where the system cannot.

What has changed is not asked here, only that something may have: the files are then compared with the index. So no
change is lost that is reported late, twice or not by its right name, and a thousand at once are one.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable
from pathlib import Path

__all__ = ["FolderWatch"]

_LONGEST = 1000
"""Milliseconds for which changes are gathered while more of them come."""
_QUIET = 100
"""Milliseconds without a change after which those that came are told."""
_TURN = 0.5
"""Seconds after which it is seen that nobody waits any more."""
_BY_THE_CLOCK = 2.0
"""Seconds between two looks where the system tells nothing."""


class FolderWatch:
    """Watches a folder and all that is in it, from now on.

    Args:
        folder: that is watched.
        ignored: folders in it that do not count, such as the index.

    Raises:
        OSError: there is no such folder.
    """

    def __init__(self, folder: Path, ignored: Iterable[Path] = ()) -> None:
        self._root = folder.resolve(strict=True)
        self._ignored = tuple(one.resolve() for one in ignored)
        self._stopped = threading.Event()
        self._looked = time.monotonic()
        self.is_told = True
        """Whether the system tells of changes; it may refuse, for instance where a folder has too many others in it."""
        # Half a hundred modules, which only who watches needs.
        from watchfiles._rust_notify import RustNotify

        try:
            self._notify: RustNotify | None = RustNotify([str(self._root)], False, False, 0, True, True)
        except OSError:
            self.is_told, self._notify = False, None

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until something may have changed.

        Args:
            seconds: to wait at most; None for ever.

        Returns:
            Whether something may have; False where time is over or the watch has ended.

        Raises:
            KeyboardInterrupt: the user does not want to wait any more.
        """
        end = time.monotonic() + (seconds if seconds is not None else float("inf"))
        if self._notify is None:
            due = self._looked + _BY_THE_CLOCK
            if self._stopped.wait(max(0.0, min(end, due) - time.monotonic())) or end < due:
                return False
            self._looked = time.monotonic()
            return True
        while not self._stopped.is_set() and (left := end - time.monotonic()) > 0:
            milliseconds = max(1, int(min(left, _TURN) * 1000))
            told = self._notify.watch(_LONGEST, _QUIET, milliseconds, self._stopped)
            if told == "signal":
                raise KeyboardInterrupt
            if isinstance(told, set) and any(self._counts(path) for _, path in told):
                return True
        return False

    def end(self) -> None:
        """Let whoever waits go; may be called from any thread."""
        self._stopped.set()

    def _counts(self, name: str) -> bool:
        path = Path(name)
        with contextlib.suppress(ValueError):
            inside = path.relative_to(self._root)
            hidden = any(part.startswith(".") for part in inside.parts)
            return not hidden and not any(path.is_relative_to(one) for one in self._ignored)
        return True
