"""Quotation marks: however they are written, they are read as straight ones."""

from __future__ import annotations

__all__ = ["straight_quotes"]

_STRAIGHT = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


def straight_quotes(text: str) -> str:
    """The same text with straight quotation marks, one character for one character."""
    return text.translate(_STRAIGHT)
