"""Runs the whole program in a pseudo-terminal and reads what it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyte

from searchtui.cells import cells

QUIET = 0.15
"""Seconds; Esc alone is known to be no part of a longer key after a tenth of one."""

PATIENCE = 60.0
ROOT = Path(__file__).parents[2]


def _own_terminal(terminal: int) -> None:
    """Make this the controlling terminal, so that there is a /dev/tty."""
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


class Screen(pyte.Screen):  # type: ignore[misc]  # pyte has no types
    """A screen that can be read whatever is drawn over half of a wide character."""

    @property
    def display(self) -> list[str]:
        """Its lines."""
        lines = []
        for y in range(self.lines):
            line, is_stub = "", False
            for x in range(self.columns):
                data = self.buffer[y][x].data
                if not (is_stub and not data):
                    line += data or " "
                is_stub = cells(data) == 2
            lines.append(line)
        return lines


class Terminal:
    """A program in a terminal of its own, and a screen that obeys what it writes."""

    def __init__(
        self,
        arguments: list[str],
        columns: int = 120,
        rows: int = 40,
        *,
        stdin: int | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
        cwd: Path | None = None,
        program: list[str] | None = None,
        **variables: str,
    ) -> None:
        self.raw = b""
        self.screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._master, slave = pty.openpty()
        self.resize(columns, rows)
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("COLUMNS", "LINES", "NO_COLOR", "SEARCHTUI_COLLECTION"):
            environment.pop(name, None)
        environment.update(variables)
        self.process = subprocess.Popen(
            program or [sys.executable, "-m", "searchtui", *arguments],
            stdin=slave if stdin is None else stdin,
            stdout=slave if stdout is None else stdout,
            stderr=slave if stderr is None else stderr,
            env={"PYTHONPATH": str(ROOT), **environment},
            cwd=cwd or Path(__file__).parents[2],
            start_new_session=True,
            preexec_fn=partial(_own_terminal, slave),
            pass_fds=(slave,),
        )
        os.close(slave)

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def write(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    @property
    def shown(self) -> str:
        return "\n".join(self.screen.display)

    def _read(self, timeout: float) -> bool:
        if not select.select([self._master], [], [], timeout)[0]:
            return True
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self.raw += data
        # pyte takes what ends a synchronised update, and private colon parameters, for text.
        self._stream.feed(re.sub(rb"\x1b\[\?2026[hl$p]+|\x1b\[[<>=][^a-zA-Z]*[a-zA-Z]", b"", data))
        return bool(data)

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert self._read(0.05), f"the program ended; the screen shows\n{self.shown}"
            assert time.monotonic() < deadline, f"waited in vain; the screen shows\n{self.shown}"

    def until_quiet(self) -> None:
        """Read until nothing has come for a while that is longer than a key takes."""
        deadline = time.monotonic() + PATIENCE
        last, size = time.monotonic(), len(self.raw)
        while time.monotonic() - last < QUIET and time.monotonic() < deadline:
            assert self._read(0.02), f"the program ended; the screen shows\n{self.shown}"
            if len(self.raw) != size:
                last, size = time.monotonic(), len(self.raw)

    def wait(self) -> int:
        """The exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self._read(0.05)
        while self._read(0.05) and select.select([self._master], [], [], 0)[0]:
            pass
        return self.process.wait(timeout=1)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)
