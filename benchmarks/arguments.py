"""What the command lines of the benchmarks have in common."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TypeVar

import msgspec

__all__ = ["positive", "report"]

T = TypeVar("T")


def positive(text: str) -> int:
    """A number of things, at least one.

    Raises:
        ValueError: it is no number.
        argparse.ArgumentTypeError: it is less than 1.
    """
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def report(
    measure: Callable[[], T], show: Callable[[T], None], errors: tuple[type[Exception], ...], *, as_json: bool
) -> int:
    """Measure, and print what came out.

    Args:
        measure: brings the figures.
        show: prints them as a table.
        errors: by which `measure` says that nothing could be measured.
        as_json: print JSON instead of a table.

    Returns:
        The exit code: 0, 2 where nothing could be measured, 130 where the user interrupted.
    """
    try:
        result = measure()
    except errors as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    if as_json:
        sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
    else:
        show(result)
    return 0
