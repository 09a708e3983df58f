"""What is drawn goes to the terminal at once, not by way of a thread that has to wait for the search.

Textual hands what it draws to a thread. While a search is going on, that thread gets its turn only when the search
lets go of the interpreter, which may take longer than drawing: a letter would wait for the search that comes after it.
So what the terminal takes at once is written at once; only what it does not take goes to the thread.
"""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections import deque
from typing import IO

from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

__all__ = ["PromptDriver", "PromptWriter"]

_MOST_WAITING = 30
"""Writes that may wait; then whoever writes waits too, as with Textual's own thread."""

_PATIENCE = 0.002
"""Seconds that a terminal which is busy is waited for before the thread takes over."""


class PromptWriter(WriterThread):
    """Writes at once what the terminal takes at once, and the rest in a thread, all in its order.

    Args:
        file: of the terminal. It is opened once more, so that only this writer does not wait for it.
    """

    def __init__(self, file: IO[str]) -> None:
        super().__init__(file)
        self._terminal: int | None = _opened_again(file)
        self._waiting: deque[bytes] = deque()
        self._changed = threading.Condition()
        self._ended = False

    def write(self, text: str) -> None:
        """Write text, or hand to the thread what the terminal does not take."""
        data = text.encode("utf-8", "replace")
        with self._changed:
            if not self._waiting:
                data = self._written(data)
            while len(self._waiting) >= _MOST_WAITING and self.is_alive():
                self._changed.wait(1.0)
            if data:
                self._waiting.append(data)
                self._changed.notify_all()

    def _written(self, data: bytes) -> bytes:
        """Write what is taken at once; returns the rest."""
        if self._terminal is None:
            return data
        while data:
            try:
                data = data[os.write(self._terminal, data) :]
            except BlockingIOError:
                if not select.select([], [self._terminal], [], _PATIENCE)[1]:
                    break
            except OSError:
                return b""  # the terminal is gone
        return data

    def run(self) -> None:
        """Write what was not taken at once, until `stop`."""
        output = self._file.buffer  # type: ignore[attr-defined]  # the file is one of text
        while True:
            with self._changed:
                while not self._waiting and not self._ended:
                    self._changed.wait()
                if not self._waiting:
                    return
                data = self._waiting[0]
            with contextlib.suppress(OSError):  # where the terminal is gone
                output.write(data)
                output.flush()
            with self._changed:
                # It has stayed in the queue until now, so that nothing overtakes it.
                self._waiting.popleft()
                self._changed.notify_all()

    def stop(self) -> None:
        """Write what waits, and end."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self.join()
        if self._terminal is not None:
            os.close(self._terminal)
            self._terminal = None


def _opened_again(file: IO[str]) -> int | None:
    """The terminal behind a file, opened so that writing never waits; None where that cannot be done.

    Whether writing waits belongs to what was opened, which the shell and its other programs share.
    """
    try:
        return os.open(os.ttyname(file.fileno()), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return None


class PromptDriver(LinuxDriver):
    """The driver of a terminal, with a writer that does not wait."""

    _writer: PromptWriter | None = None

    @property
    def _writer_thread(self) -> WriterThread | None:
        return self._writer

    @_writer_thread.setter
    def _writer_thread(self, thread: WriterThread | None) -> None:
        # Textual makes the thread itself and starts it afterwards.
        assert self._file is not None
        self._writer = None if thread is None else PromptWriter(self._file)
