"""How many processes a run takes, and how much memory each may use for the segment that it builds."""

from __future__ import annotations

import os

import msgspec

from searchtui.indexing.workers import can_start

__all__ = ["DEFAULT_MEMORY", "Resources", "resources_for"]

DEFAULT_MEMORY = 512 << 20
"""Bytes that a run may take where nothing else is said."""

_PARENT = 96 << 20
"""What the process that leads a run takes, with the records of some ten thousand articles."""

_WORKER = 80 << 20
"""What another process takes for its modules and the articles at hand."""

_LEAST = 32 << 20
"""The least memory that building a segment makes sense with: less would leave very many small segments."""


class Resources(msgspec.Struct, frozen=True):
    """What a run takes.

    Args:
        jobs: how many processes read and write.
        builder: bytes that each of them may use for a segment.
        merging: bytes that one process may use to merge segments, when the others have ended.
        memory: bytes that the run takes, about; more than what was allowed where that was too little.
    """

    jobs: int
    builder: int
    merging: int
    memory: int


def cores() -> int:
    """How many processes of ours can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def resources_for(jobs: int | None, memory: int | None) -> Resources:
    """Divide what there is.

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
        jobs = max(1, min(cores(), (allowed - _PARENT) // (_WORKER + _LEAST)))
    if not can_start():
        jobs = 1
    base = _PARENT + (jobs * _WORKER if jobs > 1 else 0)
    builder = max(_LEAST, (allowed - base) // jobs)
    return Resources(jobs, builder, max(_LEAST, allowed - _PARENT), base + jobs * builder)
