"""A worker in which Markdown has a reader that does whatever harm a file asks of it: `python -m tests.indexing.rogues`.

Nothing of it is known to the program: the tests that need it have this module started in place of the worker's.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from searchtui.corpus import division, readers
from searchtui.corpus.drafts import Contents
from searchtui.corpus.formats import Format
from searchtui.corpus.readers.json_lines import read_some_lines
from searchtui.corpus.readers.markdown import read_markdown
from searchtui.corpus.sources import Source
from searchtui.indexing import worker

__all__ = ["LINEAR", "LOG"]

LINEAR = frozenset({Format.JSON_LINES, Format.PLAIN})
"""Markdown is none of the formats that are read without fear."""

LOG = "ROGUES_LOG"
"""The variable that names a file in which each file that is read is noted."""


def do_harm(wish: str) -> None:
    """Do what the first word of a file asks for."""
    if wish == "hang":
        time.sleep(600)
    elif wish == "wait":
        time.sleep(1.3)
    elif wish == "hold":
        ctypes.PyDLL(None).sleep(600)  # with the lock of the interpreter, as a library may
    elif wish == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif wish == "abort":
        os.abort()
    elif wish == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif wish == "exit":
        sys.exit(3)
    elif wish == "end":
        os._exit(0)
    elif wish == "allocate":
        held = []
        while True:
            held.append(bytearray(64 << 20))
    elif wish == "recurse":
        do_harm(wish)
    elif wish == "print":
        os.write(1, b"This is no frame.\n" * 1000)
        for _ in range(1600):
            print("x" * (1 << 16))
            os.write(2, b"y" * (1 << 16))
    elif wish == "listen":
        assert sys.stdin.read() == ""


def read_rogue(source: Source) -> Contents:
    """Note which file is read, do harm, and read it as Markdown if that is still possible."""
    with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
        log.write(f"{source.name}\n")
    do_harm(source.data.decode().split()[0])
    return read_markdown(source)


def read_rogue_lines(*arguments: Any) -> Any:
    """The same for lines of JSON, where one of them asks for it."""
    if wish := re.search(r"rogue (\w+)", arguments[0]):
        do_harm(wish[1])
    return read_some_lines(*arguments)


def become_one() -> None:
    """Have these in the place of the readers that there are."""
    reader_of = readers.reader_of
    patch = pytest.MonkeyPatch()  # never undone: the process ends with it
    patch.setattr(readers, "_LINEAR", LINEAR)
    patch.setattr(readers, "_SHORT_MARKDOWN", -1)
    patch.setattr(readers, "reader_of", lambda kind: read_rogue if kind is Format.MARKDOWN else reader_of(kind))
    patch.setattr(division, "read_some_lines", read_rogue_lines)


if __name__ == "__main__":
    become_one()
    worker.main()
