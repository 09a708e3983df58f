"""What is the same in two texts that differ in nothing but case, spaces and punctuation."""

from __future__ import annotations

__all__ = ["letters_of"]


def letters_of(text: str) -> str:
    """The letters and digits of a text, without regard to case."""
    return "".join(filter(str.isalnum, text.casefold()))
