"""How many of a query's words must be in a paragraph."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Mode"]


class Mode(StrEnum):
    """How many of the words must be in a paragraph."""

    AUTO = "auto"
    """Up to three content words: all, and any where none has all. Four or more: any, those with all first."""
    ALL = "all"
    ANY = "any"
    PLAIN = "plain"
    """Operators are words too; otherwise like `auto`."""
