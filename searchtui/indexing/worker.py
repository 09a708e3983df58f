"""`python -m searchtui.indexing.worker`: a process that does tasks for another one, which sends them on its stdin.

It ends with its stdin, at whatever it is: so nothing of it is left when the other process is gone, however that ended.
"""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import signal
import sys
import threading
import time
from typing import BinaryIO

import msgspec

from searchtui.corpus.limits import LIMITS, Limits
from searchtui.errors import IndexFolderError
from searchtui.indexing.confinement import confined, end_with_parent, leave_no_core
from searchtui.indexing.frames import Begin, FromWorker, Ready, Refused, ToWorker, read_frames, write_frame
from searchtui.indexing.resources import resident
from searchtui.indexing.tasks import FilesRead, ReadFiles, ReadPart, Step, Task, Worker

__all__ = ["main"]

_OBJECTS = 50_000
"""New ones, between two looks for garbage."""

_EVERY = 0.05
"""Seconds between two words on how far a task is."""


def main() -> None:
    """Do tasks until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever presses Ctrl+C means the other process
    end_with_parent()
    leave_no_core()
    _collect_rarely()
    tasks, answers = _own_streams()
    messages: queue.SimpleQueue[ToWorker] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(tasks, messages), daemon=True).start()
    try:
        _work(answers, messages)
    except BrokenPipeError:  # nobody waits for the answer any more
        os._exit(0)


def _collect_rarely() -> None:
    """Look for garbage rarely: of the many objects that texts become for a moment, hardly any are in cycles."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Where tasks come from and where answers go; what anything else reads or prints stands nowhere between them."""
    tasks = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout):
        os.dup2(nothing, stream.fileno())
    os.close(nothing)
    return tasks, answers


def _listen(stream: BinaryIO, messages: queue.SimpleQueue[ToWorker]) -> None:
    """Put what comes into the queue; at its end, end the process."""
    for message in read_frames(stream, msgspec.msgpack.Decoder(ToWorker)):
        messages.put(message)
    os._exit(0)


def _work(answers: BinaryIO, messages: queue.SimpleQueue[ToWorker]) -> None:
    worker: Worker | None = None
    limits = LIMITS
    said = 0.0

    def say(step: Step | FilesRead) -> None:
        nonlocal said
        if isinstance(step, FilesRead):
            write_frame(answers, step)
        elif (now := time.monotonic()) - said >= _EVERY:
            said = now
            write_frame(answers, step)

    write_frame(answers, Ready())
    while True:
        message = messages.get()
        if isinstance(message, Begin):
            worker, limits = Worker(message.setup, message.number, apart=True), message.setup.limits
            continue
        if worker is None:
            raise ValueError("a task came before it was said how to begin")
        answer: FromWorker
        try:
            with _confined_for(message, limits):
                answer = worker.perform(message, say)
            if isinstance(answer, FilesRead):
                is_tired = worker.risks >= limits.files or resident() > limits.resident
                answer = msgspec.structs.replace(answer, tired=is_tired)
        except IndexFolderError as error:
            answer = Refused(str(error))
        write_frame(answers, answer)


def _confined_for(task: Task, limits: Limits) -> contextlib.AbstractContextManager[None]:
    """Within the limits where it reads strangers' files."""
    if isinstance(task, ReadFiles | ReadPart):
        return confined(limits, limits.seconds * (len(task.files) if isinstance(task, ReadFiles) else 1))
    return contextlib.nullcontext()


if __name__ == "__main__":
    main()
