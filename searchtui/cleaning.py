"""Text that is safe on a terminal: no character of it is a command.

A terminal obeys control characters (an article with `ESC ]0;...` would rename its window) and bidirectional overrides
(which show words in another order than they are stored). Every such character is replaced by exactly one other, so that
offsets into the text stay true. It is done when an article is read and again where text leaves for a terminal.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["REPLACEMENT", "clean_line", "clean_text"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands where a character was that must not reach a terminal."""

# C0 and DEL and C1; the line and paragraph separators; bidirectional marks, embeddings, overrides and isolates;
# interlinear annotation, invisible tags and lone surrogates, none of which a terminal can show.
_UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u206f"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)


@cache
def _unsafe(blanks: str = "") -> re.Pattern[str]:
    """Compiled when a text is met that has something of the kind, which few texts have."""
    return re.compile(f"[{blanks}{_UNSAFE}]")


def clean_text(text: str) -> str:
    """Replace what a terminal would obey, one character for one character; tabs and newlines stay.

    Args:
        text: any string, lone surrogates included.

    Returns:
        A string of the same length.
    """
    return text if text.isprintable() else _unsafe().sub(REPLACEMENT, text)


def clean_line(text: str) -> str:
    """Like `clean_text`, for what must stay on one line: tabs and newlines become spaces."""
    if text.isprintable():
        return text
    return _unsafe("\t\n").sub(lambda match: " " if match[0] in "\t\n" else REPLACEMENT, text)
