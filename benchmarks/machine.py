"""What the measurements were made on, and how much memory a process has."""

from __future__ import annotations

import os
import platform
import re
import resource
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

__all__ = ["Machine", "Memory", "PeakMemory"]

_PROC = Path("/proc")
_SECONDS_BETWEEN_LOOKS = 0.02
_MB = 1e6


class Machine(msgspec.Struct, frozen=True):
    """A computer.

    Args:
        cpu: model of its processor.
        cores: that this process may use.
        memory_gb: main memory in units of 10**9 bytes.
    """

    cpu: str
    cores: int
    memory_gb: float

    @classmethod
    def this(cls) -> Machine:
        """The one that this runs on."""
        model = _matched(_PROC / "cpuinfo", r"model name\s*:\s*(.+)") or platform.processor() or platform.machine()
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        return cls(model, cores, round(memory / 1e9, 1))


class Memory(msgspec.Struct, frozen=True):
    """How much memory a process has, in units of 10**6 bytes.

    Args:
        resident: at this time, mapped files included; None where the system does not say.
        anonymous: without mapped files; None where the system does not say.
        peak: the most that it ever had resident.
    """

    resident: float | None
    anonymous: float | None
    peak: float

    @classmethod
    def mine(cls) -> Memory:
        """Of this process."""
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MB
        return cls(_megabytes("self", "VmRSS"), _megabytes("self", "RssAnon"), _megabytes("self", "VmHWM") or peak)


class PeakMemory:
    """The most that a process and those that it started have resident at one time, looked at again and again.

    Args:
        pid: of the process.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        over = False
        while not over:
            together = sum(_megabytes(str(pid), "VmRSS") or 0.0 for pid in _family(self._pid))
            self.megabytes = max(self.megabytes, together)
            over = self._over.wait(_SECONDS_BETWEEN_LOOKS)


def _matched(file: Path, pattern: str) -> str | None:
    try:
        found = re.search(pattern, file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return found[1].strip() if found else None


def _megabytes(process: str, name: str) -> float | None:
    """A line of `/proc/PID/status` (proc_pid_status(5)), in units of 10**6 bytes."""
    found = _matched(_PROC / process / "status", rf"{name}:\s*(\d+) kB")
    return round(int(found) * 1024 / _MB, 1) if found else None


def _family(pid: int) -> Iterator[int]:
    """A process and those that it started."""
    yield pid
    for children in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            started = children.read_text().split()
        except OSError:  # the thread has ended
            continue
        for child in started:
            yield from _family(int(child))
