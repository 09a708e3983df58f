"""JSON on one line, safe on a terminal, and rows as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from searchtui.citing.cited import Found, Line, Passage
from searchtui.citing.fields import fields_of
from searchtui.cleaning import clean_text

__all__ = ["as_json", "rows_as_json_lines"]


def rows_as_json_lines(rows: Iterable[Found | Passage | Line]) -> Iterator[str]:
    """One object a row, one row a line."""
    return (as_json(fields_of(row)) for row in rows)


def as_json(value: dict[str, Any]) -> str:
    """Compact JSON on one line, in which characters that a terminal would obey are written as escapes.

    A lone surrogate, as in a file name that is not UTF-8, has no place in UTF-8 and becomes U+FFFD.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    cleaned = clean_text(text)
    if cleaned == text:
        return text
    return "".join(
        character if character == clean else _escape(character) for character, clean in zip(text, cleaned, strict=True)
    )


def _escape(character: str) -> str:
    """A character as a JSON escape (RFC 8259 section 7)."""
    if "\ud800" <= character <= "\udfff":
        return "\\ufffd"
    return json.dumps(character)[1:-1]
