"""Rule `url-line`: the address of the article on a line of its own."""

from __future__ import annotations

import re

__all__ = ["url_line"]

_LINE = re.compile(
    r"(?:(?:url|link|original|permalink|web)\s*:\s*)?<?(https?://[^\s<>\"]+\.[^\s<>\"]+?)>?", re.IGNORECASE
)


def url_line(text: str) -> str | None:
    """The address that is the whole line, apart from a label."""
    match = _LINE.fullmatch(text)
    return match[1] if match else None
