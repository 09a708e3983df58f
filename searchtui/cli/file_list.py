"""Lists of files: the names that `--files-from` reads."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

__all__ = ["read_names"]

STANDARD_INPUT = "-"


def read_names(file: str, *, null: bool) -> tuple[str, ...]:
    """The names in a list, empty lines left out.

    Args:
        file: that holds them, `-` for standard input.
        null: they are parted by NUL; so they are, too, where the list has one, since no name can.

    Raises:
        click.ClickException: the list cannot be read.
    """
    try:
        content = _standard_input() if file == STANDARD_INPUT else Path(file).expanduser().read_bytes()
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise click.ClickException(f"The list of files {file!r} cannot be read: {why}.") from None
    if null or b"\0" in content:
        names = content.split(b"\0")
    else:
        names = [line.removesuffix(b"\r") for line in content.split(b"\n")]
    return tuple(os.fsdecode(name) for name in names if name)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return sys.stdin.buffer.read()
