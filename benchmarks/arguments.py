"""What the command lines of the benchmarks have in common."""

from __future__ import annotations

import argparse

__all__ = ["positive"]


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
