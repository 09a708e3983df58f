"""A thread that reads and writes what is kept, one thing after the other, so that no key waits for a disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
from textual.message import Message

from searchtui.errors import SearchtuiError
from searchtui.tui.searching import unexpected

__all__ = ["Writer", "Written"]

T = TypeVar("T")


class _Job(msgspec.Struct, frozen=True):
    """Something to read or write, and who takes what comes of it, in the thread of the app."""

    work: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[str], object] | None


class Written(Message):
    """Something was read or written, or could not be: then `sentence` says why."""

    def __init__(self, job: _Job, value: Any, sentence: str = "") -> None:
        super().__init__()
        self.job, self.value, self.sentence = job, value, sentence

    def deliver(self) -> None:
        """Hand it to whoever waits for it; called in the thread of the app."""
        if self.sentence:
            if self.job.failed is not None:
                self.job.failed(self.sentence)
        elif self.job.done is not None:
            self.job.done(self.value)


class Writer:
    """Does jobs in the order in which they were given.

    Args:
        post: takes the messages; called from the thread.
    """

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="keeping", daemon=True)

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Do something after all that was given before.

        Args:
            work: in the thread.
            done: takes what it brought, in the thread of the app.
            failed: takes a sentence about why it brought nothing, in the thread of the app.
        """
        if self._thread.ident is None:
            self._thread.start()
        self._jobs.put(_Job(work, done, failed))

    def close(self, patience: float = 3.0) -> None:
        """Wait until everything is done.

        Args:
            patience: seconds; what takes longer is left to die with the process.
        """
        if self._thread.ident is not None:
            self._jobs.put(None)
            self._thread.join(patience)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                value = job.work()
            except SearchtuiError as error:
                self._post(Written(job, None, str(error)))
            except Exception as error:
                # Nobody would learn of an error that ends the thread, and nothing would be kept after it.
                self._post(Written(job, None, unexpected(error)))
            else:
                self._post(Written(job, value))
