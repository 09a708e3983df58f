"""How long a concordance becomes, and what it is sorted by."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["MOST_MATCHES", "Sorting"]

MOST_MATCHES = 200_000
"""So many matches are gathered where nobody asks for more."""


class Sorting(StrEnum):
    """What a concordance is sorted by. What is equal stays in the order of the collection.

    Lines that have no such word, because their paragraph begins or ends before it, are the last.
    """

    COLLECTION = "collection"
    """By path, then paragraph, then place."""
    DATE = "date"
    """The oldest article first, undated ones last."""
    KEYWORD = "keyword"
    """By the keyword itself, which has many forms where it is a prefix, then by the words right of it."""
    L1 = "l1"
    """By the first word left of the keyword, then the second, then the third."""
    L2 = "l2"
    """By the second word left of it, then the third, then the first."""
    L3 = "l3"
    """By the third word left of it, then the first, then the second."""
    R1 = "r1"
    """The same for the words right of it."""
    R2 = "r2"
    R3 = "r3"

    @property
    def side(self) -> str:
        """`l` or `r` where it is by a word left or right of the keyword, else empty."""
        return self[0] if self[1:].isdigit() else ""

    @property
    def distance(self) -> int:
        """How many words from the keyword that word is, 0 where it is by none."""
        return int(self[1]) if self.side else 0
