"""Who does the tasks of a run: this process, or others where there is enough to do or a file may do harm.

Those are watched: one that a file holds up is ended, as is one that takes too much memory, and what a file does to the
process that reads it costs that file alone. Another process takes its place and goes on behind it.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from types import TracebackType
from typing import Self

from searchtui.errors import IndexFolderError, ReindexError
from searchtui.indexing.frames import FromWorker, Ready, Refused
from searchtui.indexing.processes import Messages, Process, can_start
from searchtui.indexing.tasks import Answer, FilesRead, GivenUp, ReadFiles, Setup, Step, Task, Worker

__all__ = ["SHARE", "Workers"]

SHARE = 1 << 20
"""Bytes of text that make it worth while to start a process, which takes some tenths of a second."""

_LOOK = 0.25
"""Seconds between two looks whether a file holds a process up."""

_DEATHS = 3
"""Processes in a row that may end before they have begun any file: then it is not the files."""

Told = Callable[[int, Step], None]


class Workers:
    """Does tasks in as many processes as wanted. Those are started when they are needed and end with the block.

    Args:
        setup: of the run.
        jobs: how many processes; with 1, everything is done in this one that can be done here without fear.
    """

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._setup, self._jobs = setup, jobs
        self._processes: list[Process] = []
        self._messages: Messages = queue.SimpleQueue()
        self._here: Worker | None = None
        self._deaths = 0
        self._looked = 0.0

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

    def run(
        self, tasks: Iterable[Task], size: int, say: Told, *, apart: bool = False
    ) -> Iterator[tuple[int, Answer | GivenUp]]:
        """Do tasks; yields the number of each and its answer, in the order in which they are done.

        Args:
            tasks: each is asked for when there is somebody to do it. They may go on when they seemed to be at an end,
                with what the answers have made necessary.
            size: bytes of text in all of them together.
            say: is told the number of a task and how far it is, in this thread.
            apart: whether no task may be done in this process, if only another can be started.

        Raises:
            IndexFolderError: a task could not be done, for instance because the disk is full.
            ReindexError: a process ended that should not have.
        """
        count = self.count(size)
        numbered = enumerate(tasks)
        if (count > 1 or apart) and self._start(count):
            yield from self._run_elsewhere(numbered, say)
        else:
            yield from self._run_here(numbered, say)

    def _run_here(self, tasks: Iterable[tuple[int, Task]], say: Told) -> Iterator[tuple[int, Answer]]:
        if self._here is None:
            self._here = Worker(self._setup, 0)
        for number, task in tasks:
            yield number, self._here.perform(task, partial(_tell, say, number))

    def _run_elsewhere(self, tasks: Iterator[tuple[int, Task]], say: Told) -> Iterator[tuple[int, Answer | GivenUp]]:
        again: deque[tuple[int, Task]] = deque()
        while True:
            if not self._hand_out(again, tasks):
                return
            process, message = self._next_message()
            if message is None:
                yield from self._buried(process, again)
                if not self._start(len(self._processes) + 1):
                    yield from self._run_here(chain(again, tasks), say)
                    return
            elif isinstance(message, Ready):
                process.begin()
            elif process.task is None:
                continue
            elif isinstance(message, Step):
                say(process.task[0], message)
            elif isinstance(message, Refused):
                raise IndexFolderError(message.message)
            else:
                number = process.task[0]
                self._deaths = 0
                if isinstance(message, FilesRead) and message.more:
                    process.answered += len(message.files)
                else:
                    process.task = None
                if isinstance(message, FilesRead) and message.tired:
                    self._replace(process)
                yield number, message

    def _hand_out(self, again: deque[tuple[int, Task]], tasks: Iterator[tuple[int, Task]]) -> bool:
        """Give those something to do who have nothing; whether there is still anything to wait for."""
        for process in self._processes:
            if process.is_ready and process.task is None:
                following = again.popleft() if again else next(tasks, None)
                if following is None:
                    return any(one.task is not None for one in self._processes)
                process.give(*following)
        return True

    def _next_message(self) -> tuple[Process, FromWorker | None]:
        """Wait for a message of one of the processes, and watch them."""
        while True:
            if (now := time.monotonic()) - self._looked >= _LOOK:
                self._looked = now
                for process in self._processes:
                    if process.is_reading:
                        process.kill_if_slow(now)
            try:
                process, message = self._messages.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if process in self._processes:
                return process, message

    def _buried(self, process: Process, again: deque[tuple[int, Task]]) -> Iterator[tuple[int, GivenUp]]:
        """What the end of a process says of the file that it was at; what else it was to do is done again.

        Args:
            process: that has ended.
            again: takes what is to be done again.

        Raises:
            ReindexError: it was at nothing that explains it.
        """
        self._processes.remove(process)
        process.bury()
        if process.is_reading and process.task is not None and (place := process.at) is not None:
            self._deaths = 0
            number, begun = place
            yield process.task[0], GivenUp(number - process.answered, *process.why(), begun)
            return
        self._deaths += 1
        if self._deaths >= _DEATHS or (process.task is not None and not process.is_reading):
            raise self._death(process)
        if process.task is not None:
            number, task = process.task
            again.append((number, ReadFiles(task.files[process.answered :]) if isinstance(task, ReadFiles) else task))

    def _replace(self, process: Process) -> None:
        """Have a fresh process in the place of one that has done enough."""
        self._processes.remove(process)
        process.end(at_once=False)
        self._start(len(self._processes) + 1)

    def _start(self, count: int) -> bool:
        """Have so many processes, or as many as the system grants; whether there are any."""
        taken = {process.number for process in self._processes}
        free = (number for number in range(1, count + 1) if number not in taken)
        for number in free if can_start() else ():
            try:
                self._processes.append(Process(number, self._setup, self._messages))
            except OSError:
                break
        return bool(self._processes)

    def _death(self, process: Process) -> ReindexError:
        return ReindexError(
            f"A process of this run ended unexpectedly ({process.reason()}); the index is as it was before."
            " Where memory is short, `--jobs 1` needs least."
        )


def _tell(say: Told, number: int, step: Step | FilesRead) -> None:
    """Pass on how far a task is; done here, nothing of it is handed over before it is at its end."""
    if isinstance(step, Step):
        say(number, step)
