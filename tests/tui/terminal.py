"""Runs the whole program in a pseudo-terminal and reads what it writes."""

from __future__ import annotations

import codecs
import contextlib
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
from functools import cache, partial
from pathlib import Path

import pyte
from pyte.screens import wcwidth

from searchtui.cells import cells

ESCAPE_DELAY = 10
"""Milliseconds after which Esc alone is known to be no part of a longer key: here each key is written at once."""

REST = 0.06
"""Seconds for which a program does nothing that waits for a key: longer than a repaint is put off."""

ESCAPE_REST = 0.15
"""The same after Esc alone: ten times a second the program looks whether a longer key has come."""

QUIET = 0.15
"""Seconds for which it writes nothing, where it cannot be seen whether it works."""

HARDLY = 1_000_000
"""Nanoseconds of work in that time which are none: a thread looks whether the program is to end, a caret blinks."""

PATIENCE = 60.0
ROOT = Path(__file__).parents[2]


def _own_terminal(terminal: int) -> None:
    """Make this the controlling terminal, so that there is a /dev/tty."""
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def _tasks(process: int) -> list[Path]:
    """The threads of a process and of those that it has started."""
    tasks = []
    with contextlib.suppress(OSError):  # it may end meanwhile
        for task in Path(f"/proc/{process}/task").iterdir():
            tasks.append(task)
            for child in (task / "children").read_text().split():
                tasks.extend(_tasks(int(child)))
    return tasks


def work_of(process: int) -> int | None:
    """How long a process and those that it has started have worked, in nanoseconds; None while one of them works."""
    done = 0
    for task in _tasks(process):
        with contextlib.suppress(OSError):
            if (task / "stat").read_text().rsplit(")", 1)[1].split()[0] in "RD":
                return None
            done += int((task / "schedstat").read_text().split()[0])
    return done


IS_SEEN_AT_WORK = all(Path(f"/proc/self/task/{os.getpid()}/{name}").exists() for name in ("children", "schedstat"))
"""Whether the system tells what a process does."""

UNFINISHED = re.compile(rb"\x1b(\[[0-9;:<=>?$!]*)?\Z")
"""A command to the terminal whose end has not been read."""


COMMAND = re.compile("\x1b\\[([0-9;]*)([A-Za-z@`])")
"""Where the cursor goes, how characters look, what is erased."""


@cache
def _has_one_cell(character: str) -> bool:
    return bool(wcwidth(character) == 1)


class Stream(pyte.Stream):  # type: ignore[misc]  # pyte has no types
    """Reads what is written to a terminal: the usual commands at once, all else character by character."""

    def feed(self, data: str) -> None:
        end = 0
        for command in COMMAND.finditer(data):
            if command.start() > end:
                super().feed(data[end : command.start()])
            numbers, letter = command.groups()
            if letter in self.csi:
                obey = getattr(self.listener, self.csi[letter])
                obey(*(min(int(number or 0), 9999) for number in numbers.split(";")))
            else:
                super().feed(command[0])
            end = command.end()
        super().feed(data[end:])


class Screen(pyte.Screen):  # type: ignore[misc]  # pyte has no types
    """A screen that can be read whatever is drawn over half of a wide character; it is drawn in few steps."""

    def __init__(self, columns: int, lines: int) -> None:
        self._made: dict[tuple[object, str], object] = {}
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Write text, at once where each character has one cell and all of them are in the line."""
        x = self.cursor.x
        if x + len(data) > self.columns or not all(map(_has_one_cell, data)) or pyte.modes.IRM in self.mode:
            super().draw(data)
            return
        line, attributes = self.buffer[self.cursor.y], self.cursor.attrs
        for column, character in enumerate(data, x):
            made = self._made.get((attributes, character))
            if made is None:
                made = self._made[attributes, character] = attributes._replace(data=character)
            line[column] = made
        self.cursor.x = x + len(data)

    @property
    def display(self) -> list[str]:
        """Its lines."""
        lines = []
        for y in range(self.lines):
            row = self.buffer[y]
            line, is_stub = "", False
            written = [row[x].data for x in range(self.columns)]
            if all(written):
                lines.append("".join(written))
                continue
            for data in written:
                if not (is_stub and not data):
                    line += data or " "
                is_stub = cells(data) == 2
            lines.append(line)
        return lines

    def cells(self, y: int) -> list[object]:
        """The characters of a line with their colours and attributes."""
        return list(map(self.buffer[y].__getitem__, range(self.columns)))


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
        self._raw = bytearray()
        self._unfinished = b""
        self._rest = QUIET
        self.screen = Screen(columns, rows)
        self._stream = Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._master, slave = pty.openpty()
        self.resize(columns, rows)
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "ESCDELAY": str(ESCAPE_DELAY)}
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
        self._rest = ESCAPE_REST if keys.endswith("\x1b") else REST if IS_SEEN_AT_WORK else QUIET
        os.write(self._master, keys.encode())

    @property
    def raw(self) -> bytes:
        """All that the program has written."""
        return bytes(self._raw)

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
        self._raw += data
        come = self._unfinished + data
        unfinished = UNFINISHED.search(come)
        end = unfinished.start() if unfinished else len(come)
        self._unfinished = come[end:]
        # pyte takes what ends a synchronised update, and private colon parameters, for text.
        taken = re.sub(rb"\x1b\[\?2026[hl$p]+|\x1b\[[<>=][^a-zA-Z]*[a-zA-Z]", b"", come[:end])
        self._stream.feed(self._decoder.decode(taken))
        return bool(data)

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert self._read(0.05), f"the program ended; the screen shows\n{self.shown}"
            assert time.monotonic() < deadline, f"waited in vain; the screen shows\n{self.shown}"

    def until_settled(self) -> None:
        """Read until the program has done all that the keys before want of it, and waits for the next."""
        deadline = time.monotonic() + PATIENCE
        last, size, before = time.monotonic(), -1, None
        while time.monotonic() - last < self._rest and time.monotonic() < deadline:
            assert self._read(0.01), f"the program ended; the screen shows\n{self.shown}"
            work = work_of(self.process.pid)
            if len(self._raw) != size or work is None or before is None or abs(work - before) > HARDLY:
                last, size, before = time.monotonic(), len(self._raw), work

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
