"""Who does the tasks of a run: this process, or several others where there is enough to do."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from searchtui.errors import IndexFolderError, ReindexError
from searchtui.indexing.frames import Begin, FromWorker, Ready, Refused, read_frames, write_frame
from searchtui.indexing.tasks import Answer, Setup, Step, Task, Worker

__all__ = ["SHARE", "Workers", "can_start"]

SHARE = 1 << 20
"""Bytes of text that make it worth while to start a process, which takes some tenths of a second."""

_MODULE = "searchtui.indexing.worker"
_LAST_WORDS = 4096
_PATIENCE = 5.0
"""Seconds that a process is given to end by itself when nothing is left to do."""


def can_start() -> bool:
    """Whether this process knows how to start Python; one that is embedded in another program may not."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


class Workers:
    """Does tasks in as many processes as wanted. Those are started when they are needed and end with the block.

    Args:
        setup: of the run.
        jobs: how many processes; with 1, everything is done in this one.
    """

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._setup, self._jobs = setup, jobs
        self._processes: list[_Process] = []
        self._messages: queue.SimpleQueue[tuple[_Process, FromWorker | None]] = queue.SimpleQueue()
        self._here: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(at_once=kind is not None)

    def close(self, *, at_once: bool = False) -> None:
        """End all processes.

        Args:
            at_once: in the middle of their work.
        """
        if self._here is not None:
            self._here.close()
        for process in self._processes:
            process.end(at_once=at_once)
        self._here, self._processes = None, []

    def count(self, size: int) -> int:
        """How many workers there are for work of this size.

        Args:
            size: bytes of text to be read or written.
        """
        return max(1, min(self._jobs, size // SHARE))

    def run(self, tasks: Iterable[Task], size: int, say: Callable[[int, Step], None]) -> Iterator[tuple[int, Answer]]:
        """Do tasks; yields the number of each and its answer, in the order in which they are done.

        Args:
            tasks: each is asked for when there is somebody to do it.
            size: bytes of text in all of them together.
            say: is told the number of a task and how far it is, in this thread.

        Raises:
            IndexFolderError: a task could not be done, for instance because the disk is full.
            ReindexError: a process ended that should not have.
        """
        if (count := self.count(size)) > 1:
            self._start(count)
            yield from self._run_elsewhere(tasks, say)
            return
        if self._here is None:
            self._here = Worker(self._setup, 0)
        for number, task in enumerate(tasks):
            yield number, self._here.perform(task, partial(say, number))

    def _run_elsewhere(self, tasks: Iterable[Task], say: Callable[[int, Step], None]) -> Iterator[tuple[int, Answer]]:
        waiting = enumerate(tasks)
        idle = [process for process in self._processes if process.is_ready]
        busy: dict[_Process, int] = {}
        more = True
        while True:
            while idle and more:
                following = next(waiting, None)
                if following is None:
                    more = False
                else:
                    process = idle.pop()
                    busy[process], task = following
                    process.send(task)
            if not busy and not more:
                return
            process, message = self._messages.get()
            if message is None:
                raise self._death(process)
            if isinstance(message, Step):
                say(busy[process], message)
            elif isinstance(message, Refused):
                raise IndexFolderError(message.message)
            elif isinstance(message, Ready):
                process.is_ready = True
                process.send(Begin(self._setup, process.number))
                idle.append(process)
            else:
                idle.append(process)
                yield busy.pop(process), message

    def _start(self, count: int) -> None:
        """Have at least so many processes."""
        for number in range(len(self._processes) + 1, count + 1):
            try:
                self._processes.append(_Process(number, Path(os.fsdecode(self._setup.spool)), self._messages))
            except OSError as error:
                raise ReindexError(
                    f"No process can be started ({error.strerror}); the index is as it was before."
                    " Run `searchtui reindex --jobs 1`."
                ) from error

    def _death(self, process: _Process) -> ReindexError:
        return ReindexError(
            f"A process of this run ended unexpectedly ({process.reason()}); the index is as it was before."
            " Where memory is short, `--jobs 1` needs least."
        )


class _Process:
    """One process that does tasks.

    Args:
        number: of it, from 1.
        folder: for what it says on stderr.
        messages: takes what it answers; None when it ended.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(
        self, number: int, folder: Path, messages: queue.SimpleQueue[tuple[_Process, FromWorker | None]]
    ) -> None:
        self.number = number
        self.is_ready = False
        self._errors = folder / f"errors-{number}"
        with self._errors.open("wb") as errors:
            self._popen = subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
                # Not multiprocessing, which runs the user's main module again, or forks in the middle of threads. In
                # a group of its own, because Ctrl+C reaches all of the terminal's, and only one has to answer it.
                [sys.executable, "-P", "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
                process_group=None if sys.platform == "win32" else 0,
            )
        self._listener = threading.Thread(target=self._listen, args=(messages,), daemon=True)
        self._listener.start()

    def _listen(self, messages: queue.SimpleQueue[tuple[_Process, FromWorker | None]]) -> None:
        assert self._popen.stdout is not None
        # It may be closed, or the process killed, in the middle of a message.
        with contextlib.suppress(OSError, ValueError, msgspec.DecodeError):
            for message in read_frames(self._popen.stdout, msgspec.msgpack.Decoder(FromWorker)):
                messages.put((self, message))
        self._popen.stdout.close()
        messages.put((self, None))

    def send(self, message: Begin | Task) -> None:
        """Send a message; that it is gone is heard from it, not here."""
        assert self._popen.stdin is not None
        with contextlib.suppress(OSError):
            write_frame(self._popen.stdin, message)

    def end(self, *, at_once: bool) -> None:
        """End it.

        Args:
            at_once: in the middle of its work; otherwise it has none and ends by itself.
        """
        assert self._popen.stdin is not None
        if at_once:
            self._popen.kill()
        with contextlib.suppress(OSError):
            self._popen.stdin.close()
        try:
            self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        self._listener.join()

    def reason(self) -> str:
        """Why it ended, in a few words: the last thing that it said, or the signal that ended it."""
        try:
            code = self._popen.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return "it does not answer any more"
        if code < 0:
            return (signal.strsignal(-code) or f"signal {-code}").lower()
        with contextlib.suppress(OSError):
            with self._errors.open("rb") as errors:
                errors.seek(max(0, errors.seek(0, os.SEEK_END) - _LAST_WORDS))
                lines = errors.read().decode("utf-8", "replace").strip().splitlines()
            if lines:
                return lines[-1]
        return f"exit code {code}"


def _environment() -> dict[str, str]:
    """The environment of a worker: it finds every package where this process finds it, and needs no more threads."""
    own = str(Path(__file__).resolve().parents[2])
    places = [str(Path(place).absolute()) for place in sys.path if place]
    places = places if own in places else [own, *places]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "OPENBLAS_NUM_THREADS": "1"}
