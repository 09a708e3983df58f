"""A process that reads strangers' files takes no more memory than it is given, and leaves no image of itself behind."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator

from searchtui.corpus.limits import Limits
from searchtui.indexing.processes import OUT_OF_MEMORY
from searchtui.indexing.resources import resident

if sys.platform != "win32":
    import resource

__all__ = ["confined", "leave_no_core"]

_IS_ENFORCED = sys.platform not in ("win32", "darwin")
"""Whether the system keeps to a limit of address space; macOS takes it and forgets it (setrlimit(2))."""

_LOOK = 0.1
"""Seconds between two looks at the memory where the system does not look itself."""


def leave_no_core() -> None:
    """Have no image of this process written to the disk when it crashes: it may be as large as its memory."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def confined(limits: Limits) -> Iterator[None]:
    """Keep this process to its memory; beyond it, whatever asks for more fails, or else the process ends.

    Args:
        limits: for what it does meanwhile; before and after, it may write segments of any size.
    """
    if sys.platform == "win32" or not _IS_ENFORCED:
        with _watched(limits.memory):
            yield
        return
    before, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = limits.memory if most == resource.RLIM_INFINITY else min(limits.memory, most)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (before, most))


@contextlib.contextmanager
def _watched(memory: int) -> Iterator[None]:
    """End this process as soon as it is seen to have more memory than this, in bytes."""
    over = threading.Event()
    # What was the most before, where the system says nothing else, is not what is taken now.
    allowed = max(memory, resident())

    def look() -> None:
        while not over.wait(_LOOK):
            if resident() > allowed:
                os._exit(OUT_OF_MEMORY)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
