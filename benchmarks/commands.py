"""Commands are run as from a shell, and their time is taken from the start of the process to its end."""

from __future__ import annotations

import os
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec

__all__ = ["CommandFailedError", "Taken", "as_printed", "environment", "run"]

_TOP_FOLDER = Path(__file__).resolve().parent.parent


class CommandFailedError(Exception):
    """A command that was to be measured has failed."""


class Taken(msgspec.Struct, frozen=True):
    """What a command took.

    Args:
        seconds: from its start to its end.
        cpu_seconds: of all cores together, its own and those of the processes that it started and waited for.
    """

    seconds: float
    cpu_seconds: float


def environment() -> dict[str, str]:
    """The variables of this process, with which a command finds this searchtui and keeps what it compiled."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPATH"] = os.pathsep.join(filter(None, [str(_TOP_FOLDER), os.environ.get("PYTHONPATH")]))
    return variables


def run(command: Sequence[str], variables: Mapping[str, str], *, fine: Collection[int] = (0,)) -> Taken:
    """Run a command to its end.

    Args:
        command: the program and its arguments.
        variables: its environment.
        fine: the exit codes with which nothing has gone wrong.

    Raises:
        CommandFailedError: it ended with another one.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    # Into a pipe, since grep leaves off at the first line that it would write to the null device.
    done = subprocess.run(command, env=variables, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in fine:
        raise CommandFailedError(f"{shlex.join(command)}: {done.stderr.decode(errors='replace').strip()}")
    return Taken(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def as_printed(command: Sequence[str]) -> str:
    """A command as it is printed: with `python` for the one that runs this."""
    return shlex.join(["python" if part == sys.executable else part for part in command])
