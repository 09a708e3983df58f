"""The same work on several parts at once, each in a process of its own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

__all__ = ["in_processes"]

_Done = TypeVar("_Done")


def in_processes(work: Callable[..., _Done], parts: Sequence[tuple[Any, ...]], jobs: int) -> list[_Done]:
    """What a function of a module makes of each part, in their order; a single part needs no other process.

    Args:
        work: to be done.
        parts: the arguments for each of them.
        jobs: how many of them are done at a time.
    """
    if len(parts) == 1:
        return [work(*parts[0])]
    # As the processes of searchtui itself, which make many objects and hardly any garbage that is in cycles.
    processes = ProcessPoolExecutor(min(jobs, len(parts)), get_context("spawn"), gc.set_threshold, (50_000,))
    with processes as pool:
        return [done.result() for done in [pool.submit(work, *part) for part in parts]]
