"""A process that does tasks for this one, as this one sees it."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

import msgspec

from searchtui.article import Reason
from searchtui.corpus.limits import size
from searchtui.indexing.frames import Begin, FromWorker, read_frames, write_frame
from searchtui.indexing.marks import Mark, read_mark, remove_mark
from searchtui.indexing.tasks import ReadFiles, ReadPart, Setup, Task

__all__ = ["OUT_OF_MEMORY", "Messages", "Process", "can_start"]

OUT_OF_MEMORY = 88
"""The exit code of a worker that has seen that it takes too much memory."""

_MODULE = "searchtui.indexing.worker"
_LAST_WORDS = 4096
_PATIENCE = 5.0
"""Seconds that a process is given to end by itself when nothing is left to do."""

_LENIENT = 5
"""How many times as long as it may take a file is never waited for, however busy the machine is."""


def can_start() -> bool:
    """Whether this process knows how to start Python; one that is embedded in another program may not."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


class Process:
    """One process that does tasks.

    Args:
        number: of it, from 1; of those that run at the same time, each has another.
        setup: of the run.
        messages: takes what it answers; None when it ended.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, number: int, setup: Setup, messages: Messages) -> None:
        self.number, self._setup = number, setup
        self._spool = Path(os.fsdecode(setup.spool))
        self.is_ready = False
        self.task: tuple[int, Task] | None = None
        """What it is at, and the number of that."""
        self.answered = 0
        """How many files of its task it has handed over."""
        self._given = 0
        self._seen: Mark | None = None
        self._seen_at: float | None = None
        self._held_up = 0.0
        self._waited: float | None = None
        """Seconds after which it was ended for being slow."""
        self._last_words = b""
        remove_mark(self._spool, number)
        self._popen = subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
            # Not multiprocessing, which runs the user's main module again, or forks in the middle of threads. In
            # a group of its own, because Ctrl+C reaches all of the terminal's, and only one has to answer it.
            [sys.executable, "-P", "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            process_group=None if sys.platform == "win32" else 0,
        )
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        assert self._popen.stderr is not None
        self._stdin = self._popen.stdin
        self._threads = [
            threading.Thread(target=self._listen, args=(self._popen.stdout, messages), daemon=True),
            threading.Thread(target=self._overhear, args=(self._popen.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _listen(self, stream: IO[bytes], messages: Messages) -> None:
        # It may be closed, or the process killed, within a message. Whatever it is, others wait to hear of it.
        try:
            with contextlib.suppress(OSError, ValueError, MemoryError):
                for message in read_frames(stream, msgspec.msgpack.Decoder(FromWorker)):
                    messages.put((self, message))
            stream.close()
        finally:
            messages.put((self, None))

    def _overhear(self, stream: IO[bytes]) -> None:
        """Keep the end of what it, or a library in it, says to people: it may be without end."""
        with contextlib.suppress(OSError, ValueError):
            while said := os.read(stream.fileno(), 1 << 16):
                self._last_words = (self._last_words + said)[-_LAST_WORDS:]
        stream.close()

    def begin(self) -> None:
        """Say how to begin, once it is ready."""
        self.is_ready = True
        self._send(Begin(self._setup, self.number))

    def give(self, number: int, task: Task) -> None:
        """Have it do a task."""
        self.task, self.answered = (number, task), 0
        self._given += 1
        self._seen, self._seen_at = None, None
        self._send(task)

    def _send(self, message: Begin | Task) -> None:
        """Send a message; that it is gone is heard from it, not here."""
        with contextlib.suppress(OSError):
            write_frame(self._stdin, message)

    @property
    def is_reading(self) -> bool:
        """Whether it is at something in which any file may hold it up."""
        return self.task is not None and isinstance(self.task[1], ReadFiles | ReadPart)

    @property
    def at(self) -> tuple[int, int] | None:
        """The place in its task of the file that it is at, and the number of a file in that; None between two files."""
        mark = read_mark(self._spool, self.number)
        if mark is None or mark[0] != self._given or mark[1] < self.answered:
            return None
        return mark[1], mark[2]

    def kill_if_slow(self, now: float) -> None:
        """End it where it has been at one file for too long, without the time in which others had the processor.

        A file that is given up is not tried again: that the machine was busy must not be taken for its fault.

        Args:
            now: seconds, by a clock that is never set.
        """
        mark = read_mark(self._spool, self.number)
        if mark != self._seen or self._seen_at is None:
            self._seen, self._seen_at, self._held_up = mark, now, _held_up(self._popen.pid)
        elif mark is not None and mark[0] == self._given:
            taken, most = now - self._seen_at, mark[3]
            own = taken - (_held_up(self._popen.pid) - self._held_up)
            if own > most or taken > most * _LENIENT:
                self._waited = most
                self._popen.kill()

    def end(self, *, at_once: bool) -> None:
        """End it.

        Args:
            at_once: in the middle of its work; otherwise it has none and ends by itself.
        """
        if at_once:
            self._popen.kill()
        with contextlib.suppress(OSError):
            self._stdin.close()
        try:
            self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            # One that waits for a disk which does not answer cannot even be killed; it ends when that does.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(_PATIENCE)
        for thread in self._threads:
            thread.join(_PATIENCE)

    def bury(self) -> None:
        """Clear away what is left of it once it has ended, or says nothing any more."""
        self._exit_code()
        self.end(at_once=True)

    def why(self) -> tuple[Reason, str]:
        """Why it ended, as what is wrong with the file that it was at."""
        limits = self._setup.limits
        code = self._exit_code()
        if self._waited is not None or code is None:
            return Reason.TIMED_OUT, f"It was given up after {self._waited or limits.seconds:.3g} seconds."
        if code == OUT_OF_MEMORY:
            return Reason.CRASHED, f"Reading it took more than {size(limits.memory)} of memory."
        if code == -getattr(signal, "SIGKILL", 9):
            return Reason.CRASHED, "The process that read it was killed, perhaps because memory was short."
        return Reason.CRASHED, f"The process that read it ended unexpectedly ({_in_words(code)})."

    def reason(self) -> str:
        """Why it ended, in a few words: the last thing that it said, or the signal that ended it."""
        code = self._exit_code()
        if code is None:
            return "it does not answer any more"
        lines = self._last_words.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines and code >= 0 else _in_words(code)

    def _exit_code(self) -> int | None:
        """How it ended; None where it has not, though it was given time to."""
        try:
            return self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return None


Messages = queue.SimpleQueue[tuple[Process, FromWorker | None]]


def _held_up(pid: int) -> float:
    """Seconds for which a process was ready to run and others ran; 0 where the system does not say.

    Source: sched-stats.rst of Linux, `/proc/<pid>/schedstat`, second figure.
    """
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_bytes().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def _in_words(code: int) -> str:
    if code < 0:
        return (signal.strsignal(-code) or f"signal {-code}").lower()
    return f"exit code {code}"


def _environment() -> dict[str, str]:
    """The environment of a worker: it finds every package where this process finds it, and needs no more threads."""
    own = str(Path(__file__).resolve().parents[2])
    places = [str(Path(place).absolute()) for place in sys.path if place]
    places = places if own in places else [own, *places]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "OPENBLAS_NUM_THREADS": "1"}
