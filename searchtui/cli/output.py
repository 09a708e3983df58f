"""Where output goes and how a command ends: data on stdout, talk on stderr, both UTF-8 and both clean.

Exit codes: 0 found, 1 nothing found, 2 could not do it, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Callable

import click

from searchtui.cleaning import clean_line, clean_text
from searchtui.errors import SearchtuiError

__all__ = [
    "EXIT_ERROR",
    "EXIT_FOUND",
    "EXIT_INTERRUPTED",
    "EXIT_NOTHING",
    "exit_code_of",
    "is_terminal",
    "marks_wanted",
    "prepare_streams",
    "talk",
    "terminal_width",
    "write_line",
    "write_name",
]

EXIT_FOUND = 0
EXIT_NOTHING = 1
EXIT_ERROR = 2
EXIT_INTERRUPTED = 130

MAX_TEXT_WIDTH = 100
"""Lines longer than this, in cells, are hard to read."""


def prepare_streams() -> None:
    """Make stdout and stderr UTF-8 whatever the locale says, and let no character stop the output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Line ends are written as given, so that CSV has its own on every system.
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def write_line(line: str = "", end: str = "\n") -> None:
    """Write one line of data to stdout. What comes from articles or file names must be clean already."""
    if sys.stdout is not None:
        sys.stdout.write(line + end)


def write_name(name: str, end: str) -> None:
    """Write the name of a file to stdout: to a program with the very bytes that it has, to a person clean."""
    if sys.stdout is None:
        return
    if is_terminal():
        write_line(clean_line(name))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(os.fsencode(name + end))


def talk(sentence: str) -> None:
    """Say one sentence on stderr; where nobody listens, that is no reason to stop."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"searchtui: {clean_line(sentence)}\n")
            sys.stderr.flush()


def is_terminal() -> bool:
    """Whether stdout is a terminal, so that people and not programs read it."""
    return sys.stdout is not None and sys.stdout.isatty()


def marks_wanted() -> bool:
    """Whether escape sequences may be used: only on a terminal that knows them, and where NO_COLOR is not set."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """How wide lines for people may be, in cells."""
    return min(shutil.get_terminal_size().columns, MAX_TEXT_WIDTH)


def exit_code_of(command: Callable[[], int | None]) -> int:
    """Run a command and say its exit code; whatever a user can cause becomes one sentence on stderr."""
    try:
        code = command()
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, click.Abort):
        return EXIT_INTERRUPTED
    except click.UsageError as error:
        talk(error.format_message())
        if error.ctx is not None and sys.stderr is not None:
            with contextlib.suppress(OSError):
                sys.stderr.write(
                    clean_text(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n")
                )
                sys.stderr.flush()
    except (SearchtuiError, click.ClickException) as error:
        talk(error.format_message() if isinstance(error, click.ClickException) else str(error))
    except BrokenPipeError:
        _discard_stdout()
        return EXIT_FOUND
    except OSError as error:
        where = f"{os.fspath(error.filename)!r}: " if isinstance(error.filename, str | os.PathLike) else ""
        talk(f"{where}{error.strerror or error}")
    else:
        return code or EXIT_FOUND
    return EXIT_ERROR


def _discard_stdout() -> None:
    """Let what is still buffered go nowhere: whoever read the other end of the pipe has had enough."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, descriptor)
    os.close(devnull)
