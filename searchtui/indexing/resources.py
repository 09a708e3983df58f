"""How many processes a run takes, and how much memory each may use for the segment that it builds."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import msgspec

from searchtui.corpus.limits import LIMITS, Limits
from searchtui.indexing.processes import can_start

__all__ = ["Resources", "cores", "machine_memory", "resident", "resources_for"]

_SHARE = 8
"""What share of the machine's memory, one part in so many, a run may take where nothing else is said."""

_LEAST_SHARE, _LARGEST_SHARE = 512 << 20, 2 << 30
"""Bytes that it may take in any case, and at the most; where the machine's memory is not known, the least."""

_PARENT = 96 << 20
"""What the process that leads a run takes, before it is known how many articles there are."""

_WORKER = 90 << 20
"""What another process takes for its modules and the articles at hand."""

_FOR_OTHERS = 2
"""What share of the machine's memory, one part in so many, a single file may take at the most."""

_LEAST = 40 << 20
"""The least memory that building a segment makes sense with: less would leave very many small segments."""

_PER_FILE = 512 << 20
"""The least memory that a file is given, however small the machine: an ordinary one takes much less."""

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

    def limits(self, wanted: Limits = LIMITS) -> Limits:
        """Limits for one file: less memory where the machine has not enough for all processes.

        Args:
            wanted: where it has.
        """
        shared = (machine_memory() or wanted.memory * self.jobs * _FOR_OTHERS) // (self.jobs * _FOR_OTHERS)
        return msgspec.structs.replace(wanted, memory=max(min(wanted.memory, shared), min(wanted.memory, _PER_FILE)))

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


def machine_memory() -> int | None:
    """Bytes of main memory that this process and others may take together; None where the system does not say."""
    found: list[int] = []
    with contextlib.suppress(AttributeError, OSError, ValueError):
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    # A container may have less than the machine (cgroups(7), version 2).
    with contextlib.suppress(OSError, ValueError):
        found.append(int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return min((number for number in found if number > 0), default=None)


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
        jobs: how many processes; None for all cores, or as many as the memory is enough for, that of the machine too
            if each should meet a file that takes all that a file may.
        memory: bytes for all of them together; None for an eighth of the machine's, within bounds.

    Raises:
        ValueError: one of them is less than 1.
    """
    if (jobs is not None and jobs < 1) or (memory is not None and memory < 1):
        raise ValueError("a run needs at least one job and some memory")
    machine = machine_memory()
    allowed = min(max((machine or 0) // _SHARE, _LEAST_SHARE), _LARGEST_SHARE) if memory is None else memory
    if jobs is None:
        jobs = max(1, min(cores(), (allowed - _PARENT) // int(_WORKER + _LEAST * _OVER)))
        if memory is None and machine is not None:
            jobs = max(1, min(jobs, machine // LIMITS.memory))
    return Resources(jobs if can_start() else 1, allowed)
