"""A word that was taken for another."""

from __future__ import annotations

import msgspec

__all__ = ["SpelledWord"]


class SpelledWord(msgspec.Struct, frozen=True):
    """A word that was corrected.

    Args:
        typed: as it was typed.
        meant: the words that are looked for, the likeliest first.
        known: whether the typed word occurs, so that it is looked for too.
    """

    typed: str
    meant: tuple[str, ...]
    known: bool

    @property
    def said(self) -> str:
        """What the user is told of it."""
        return f"{self.typed} -> {'also ' if self.known else ''}{' or '.join(self.meant)}"
