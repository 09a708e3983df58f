"""How many processes a run takes, and how much memory each may use for the segment that it builds."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import msgspec

from searchtui.indexing.workers import can_start

__all__ = ["DEFAULT_MEMORY", "Resources", "cores", "resident", "resources_for"]

DEFAULT_MEMORY = 512 << 20
"""Bytes that a run may take where nothing else is said."""

_PARENT = 96 << 20
"""What the process that leads a run takes, before it is known how many articles there are."""

_WORKER = 90 << 20
"""What another process takes for its modules and the articles at hand."""

_LEAST = 40 << 20
"""The least memory that building a segment makes sense with: less would leave very many small segments."""

_OVER = 1.25
"""What a segment takes while it is written, for each byte that it took before."""


class Resources(msgspec.Struct, frozen=True):
    """What a run may take.

    Args:
        jobs: how many processes read, compare and write.
        allowed: bytes for all of them together.
    """

    jobs: int
    allowed: int

    @property
    def _others(self) -> int:
        """What the processes beside the leading one take when they build nothing."""
        return self.jobs * _WORKER if self.jobs > 1 else 0

    def builder(self, taken: int) -> int:
        """Bytes that each process may use for the segment that it builds.

        Args:
            taken: bytes that the leading process takes, with what is known of the articles.
        """
        return max(_LEAST, int((self.allowed - taken - self._others) / self.jobs / _OVER))

    def needed(self, taken: int) -> int:
        """Bytes that the run takes, about; more than what is allowed where that is too little for any segment.

        Args:
            taken: bytes that the leading process takes.
        """
        return taken + self._others + int(self.jobs * self.builder(taken) * _OVER)

    def merging(self, taken: int) -> int:
        """Bytes for merging segments, when the other processes have ended.

        Args:
            taken: bytes that the leading process takes.
        """
        return max(_LEAST, self.allowed - taken)


def cores() -> int:
    """How many processes of ours can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def resident() -> int:
    """Bytes of memory that this process takes; the most that it took where the system does not say more."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    try:
        import resource
    except ImportError:
        return _PARENT
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def resources_for(jobs: int | None, memory: int | None) -> Resources:
    """What a run may take.

    Args:
        jobs: how many processes; None for all cores, or as many as the memory is enough for.
        memory: bytes for all of them together; None for the default.

    Raises:
        ValueError: one of them is less than 1.
    """
    if (jobs is not None and jobs < 1) or (memory is not None and memory < 1):
        raise ValueError("a run needs at least one job and some memory")
    allowed = DEFAULT_MEMORY if memory is None else memory
    if jobs is None:
        jobs = max(1, min(cores(), (allowed - _PARENT) // int(_WORKER + _LEAST * _OVER)))
    return Resources(jobs if can_start() else 1, allowed)
