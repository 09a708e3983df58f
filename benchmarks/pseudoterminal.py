"""A program in a terminal of its own: keys go in, and what it writes is kept with the time at which it came."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

__all__ = ["Chunk", "PseudoTerminal"]

_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;c"}
"""What a terminal is asked, and what it answers: it can show a frame at once, and where its cursor is."""

_LEFT_ALONE = (
    *("COLUMNS", "LINES", "NO_COLOR", "TEXTUAL_FPS", "SEARCHTUI_COLLECTION", "FZF_DEFAULT_OPTS"),
    "PYTHONDONTWRITEBYTECODE",
)
"""Variables that would change what is measured."""

_PATIENCE = 2.0
"""Seconds that a program has to end by itself."""


class Chunk(NamedTuple):
    """Bytes that came at once.

    Args:
        when: seconds, of the clock that `time.perf_counter` reads.
        data: what came.
    """

    when: float
    data: bytes


class PseudoTerminal:
    """Runs a program in a terminal that is only drained, so that nothing but the program takes time.

    Args:
        command: of the program.
        columns, rows: of the terminal.
        environment: variables beside those of this process.
    """

    def __init__(
        self, command: Sequence[str], columns: int, rows: int, environment: Mapping[str, str] | None = None
    ) -> None:
        self.columns, self.rows = columns, rows
        self.chunks: list[Chunk] = []
        variables = {name: value for name, value in os.environ.items() if name not in _LEFT_ALONE}
        variables |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
        self.started = time.perf_counter()
        self._child, self._fd = pty.fork()
        if self._child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            try:
                os.execvpe(command[0], list(command), variables)
            finally:
                os._exit(127)
        os.set_blocking(self._fd, False)

    def write(self, keys: str) -> float:
        """Strike keys, all at once; returns when."""
        struck = time.perf_counter()
        os.write(self._fd, keys.encode())
        return struck

    def read(self, timeout: float) -> bool | None:
        """Take what is there.

        Args:
            timeout: seconds to wait for something.

        Returns:
            Whether there was something; None where the program has ended.
        """
        if not select.select([self._fd], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except BlockingIOError:
            return False
        except OSError:
            return None
        if not data:
            return None
        self.chunks.append(Chunk(time.perf_counter(), data))
        for question, answer in _ANSWERS.items():
            if question in data:
                os.write(self._fd, answer)
        return True

    def until_quiet(self, quiet: float, most: float) -> bool:
        """Take what comes until nothing has come for a while.

        Args:
            quiet: seconds without a byte.
            most: seconds after which it is given up.

        Returns:
            Whether the program is still there.
        """
        begun = last = time.perf_counter()
        while (now := time.perf_counter()) - last < quiet and now - begun < most:
            got = self.read(min(quiet, 0.05))
            if got is None:
                return False
            if got:
                last = self.chunks[-1].when
        return True

    def close(self) -> None:
        """End the program: by asking, then by force."""
        deadline = time.perf_counter() + _PATIENCE
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGTERM)
        while os.waitpid(self._child, os.WNOHANG) == (0, 0):
            if time.perf_counter() > deadline:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._child, signal.SIGKILL)
                os.waitpid(self._child, 0)
                break
            self.read(0.02)
        os.close(self._fd)
