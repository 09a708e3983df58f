"""The time that the system lets a process work, by the clock of the processor."""

from __future__ import annotations

import contextlib
import math
import sys

if sys.platform != "win32":
    import resource

__all__ = ["prolong"]


def prolong(seconds: float) -> None:
    """Let this process work for some time more, at least, by the clock of the processor.

    Args:
        seconds: that what it begins may take.
    """
    if sys.platform == "win32":
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted = math.ceil(used.ru_utime + used.ru_stime + 2 * seconds)
    now, most = resource.getrlimit(resource.RLIMIT_CPU)
    if now != resource.RLIM_INFINITY and now < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(
                resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most)
            )
