"""How much may be unfolded of one file: a few kilobytes can hold terabytes, and archives hold archives."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

__all__ = ["DEEPEST", "MOST_BYTES", "MOST_MEMBERS", "Allowance"]

MOST_BYTES = 512 << 20
"""Bytes that all of one file together may unfold to."""

MOST_MEMBERS = 10_000
"""Members of an archive, and of the archives in it, that are looked at."""

DEEPEST = 2
"""How many archives may lie in one another, the file itself counted."""


class Allowance(msgspec.Struct):
    """What may still be unfolded; the same for a file and for all that is found in it.

    Args:
        left: bytes; negative where it is used up.
        members: of archives; negative where it is used up.
        depth: in how many archives what is being read lies.
        step: called before each member, or now and then in a file of many articles, so that whoever waits sees that it
            goes on.
    """

    left: int = MOST_BYTES
    members: int = MOST_MEMBERS
    depth: int = 0
    step: Callable[[], object] = lambda: None

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is to be unfolded."""
        return self.left < 0 or self.members < 0
