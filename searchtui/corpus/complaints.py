"""What is said of the parts of a file that could not be read: as many sentences as anybody reads."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["MOST_COMPLAINTS", "capped"]

MOST_COMPLAINTS = 100
"""Complaints of one file that are listed."""


def capped(complaints: Sequence[str], more: int = 0) -> tuple[str, ...]:
    """The first complaints of a file, and how many others there are.

    Args:
        complaints: of the file, in order.
        more: how many there are beside these.
    """
    more += max(0, len(complaints) - MOST_COMPLAINTS)
    said = (f"{more} more problems of this kind are not listed.",) if more else ()
    return (*complaints[:MOST_COMPLAINTS], *said)
