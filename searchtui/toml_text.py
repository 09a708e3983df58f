"""TOML of a stranger, read in time and memory that grow with its length.

The standard library keeps each beginning of a dotted key: one of 80,000 parts, in a file of 160 KB, takes more memory
than machines have.
"""

from __future__ import annotations

from typing import Any

__all__ = ["read_toml"]

_LONGEST = 16 << 20
"""Characters of the longest text that is read."""

_MOST_WORK = 10_000_000
"""What the squares of the numbers of dots on each line may add up to: a single line may have three thousand."""

_DEEPEST_TABLE = 100
"""Dots in the name of a table, which stands before each of its keys."""


def read_toml(text: str) -> dict[str, Any]:
    """The values of a text.

    Args:
        text: of any kind.

    Raises:
        ValueError: it is no TOML, or more of it than is read.
        RecursionError: it is nested too deeply.
    """
    if len(text) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST >> 20} MB")
    if text.count(".") ** 2 > _MOST_WORK or "[" in text:
        _check(text)
    # Hardly any search needs it.
    import tomllib

    return tomllib.loads(text)


def _check(text: str) -> None:
    """Refuse keys of very many parts. Dots in a text count too: where keys are is known only when all has been read."""
    work = 0
    for line in text.split("\n"):
        dots = line.count(".")
        work += dots * dots
        if work > _MOST_WORK or (dots > _DEEPEST_TABLE and line.lstrip().startswith("[")):
            raise ValueError("a key has too many parts")
