"""A process that reads strangers' files takes no more memory than it is given, and leaves no image of itself behind."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import signal
import sys
import threading
from collections.abc import Iterator

from searchtui.corpus.limits import Limits
from searchtui.indexing.processes import OUT_OF_MEMORY
from searchtui.indexing.resources import resident

if sys.platform != "win32":
    import resource

__all__ = ["confined", "end_with_parent", "leave_no_core"]

_IS_ENFORCED = sys.platform not in ("win32", "darwin")
"""Whether the system keeps to a limit of address space; macOS takes it and forgets it (setrlimit(2))."""

_PR_SET_PDEATHSIG = 1

_LOOK = 0.1
"""Seconds between two looks at the memory where the system does not look itself."""


def leave_no_core() -> None:
    """Have no image of this process written to the disk when it crashes: it may be as large as its memory."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """Have the system end this process when the thread that has started it is gone (PR_SET_PDEATHSIG, prctl(2)).

    A process also ends with its stdin, but sees that only where a library lets Python see anything.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@contextlib.contextmanager
def confined(limits: Limits, seconds: float) -> Iterator[None]:
    """Keep this process to its memory; beyond it, whatever asks for more fails, or else the process ends.

    It ends too when it has worked for longer than all files may take together, by the clock of the processor: the
    process that watches it may be gone, and not every system ends it then.

    Args:
        limits: for what it does meanwhile; before and after, it may write segments of any size.
        seconds: that all it reads meanwhile may take.
    """
    if sys.platform == "win32":
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(used.ru_utime + used.ru_stime + seconds + limits.seconds)
    memory = _limited(resource.RLIMIT_AS, limits.memory) if _IS_ENFORCED else _watched(limits.memory)
    with _limited(resource.RLIMIT_CPU, until), memory:
        yield


@contextlib.contextmanager
def _limited(kind: int, wanted: int) -> Iterator[None]:
    """Have the system limit this process, and lift it again (setrlimit(2))."""
    assert sys.platform != "win32"
    before, most = resource.getrlimit(kind)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
    try:
        yield
    finally:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (before, most))


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
