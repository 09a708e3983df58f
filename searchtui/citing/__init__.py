"""Citing: what was found, written for other programs and for other people.

Rows go in and lines come out, whatever they were found by; nothing here knows an index, a terminal or a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.citing.cited import Cited, Found, Line, Passage, Reference

if TYPE_CHECKING:
    from searchtui.citing.formats import FORMATS, ExportFormat, lines_of

__all__ = [
    "FORMATS",
    "Cited",
    "ExportFormat",
    "Found",
    "Line",
    "Passage",
    "Reference",
    "lines_of",
]


def __getattr__(name: str) -> object:
    """Import the formats only when something is written: every search passes by here, and few of them write."""
    if name in __all__:
        from searchtui.citing import formats

        return getattr(formats, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
