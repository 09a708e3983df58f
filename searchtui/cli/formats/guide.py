"""The query language on a terminal or in a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from searchtui.cli.output import is_terminal, terminal_width
from searchtui.collection import QUERY_GUIDE

__all__ = ["guide_as_lines"]

_LEFT = 34
"""Cells of the examples."""

_WIDEST = 100


def guide_as_lines() -> Iterator[str]:
    """The whole guide, section by section."""
    width = min(_WIDEST, terminal_width()) if is_terminal() else _WIDEST
    for section in QUERY_GUIDE:
        yield section.title.upper()
        if section.text:
            yield from textwrap.wrap(section.text, width)
        yield ""
        for entry in section.entries:
            yield from _pair(entry.example, entry.meaning, width)
        yield ""


def _pair(example: str, meaning: str, width: int) -> Iterator[str]:
    """An example with what it finds beside it, or below where the example is too long."""
    beside = len(example) + 4 <= _LEFT and width >= 2 * _LEFT
    lines = textwrap.wrap(meaning, max(20, width - (_LEFT if beside else 6)))
    if beside:
        yield f"  {example:<{_LEFT - 2}}{lines.pop(0)}"
        yield from (" " * _LEFT + line for line in lines)
    else:
        yield f"  {example}"
        yield from (" " * 6 + line for line in lines)
