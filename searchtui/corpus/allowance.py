"""How much may be unfolded of one file: a few kilobytes can hold terabytes, and archives hold archives."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping

import msgspec

from searchtui.article import Reason
from searchtui.corpus.limits import LIMITS

__all__ = ["DEEPEST", "MOST_BYTES", "MOST_MEMBERS", "Allowance"]

MOST_BYTES = 512 << 20
"""Bytes that all of one file together may unfold to."""

MOST_MEMBERS = 100_000
"""Members of an archive, and of the archives in it, that are looked at."""

DEEPEST = 2
"""How many archives may lie in one another, the file itself counted."""


class Allowance(msgspec.Struct):
    """What may still be unfolded; the same for a file and for all that is found in it.

    Args:
        left: bytes; negative where it is used up.
        members: of archives; negative where it is used up.
        characters: of text that is kept of the members; negative where it is used up.
        depth: in how many archives what is being read lies.
        step: told the number of each member, or of each message in a mailbox, before it is begun, so that whoever waits
            sees that it goes on, and knows at which it was if it goes on no more; and 0. Told that number once more,
            or 0 for the file itself, with the size in bytes, where it turns out to be a text that no library reads:
            that takes time as it is long. True where the file as a whole has taken too long.
        given_up: the numbers of those by which a process was ended before, and what is said of them.
        begun: how many were begun.
        at: the number of the one at hand, 0 for the file itself.
        is_late: whether the file as a whole has taken too long.
        attached: the same for all archives that are attached to mails in the file; None before the first.
        added: characters of text that were kept of these, beside all others.
        walks: how many archives are being walked through, one in the other.
    """

    left: int = MOST_BYTES
    members: int = MOST_MEMBERS
    characters: int = LIMITS.characters
    depth: int = 0
    step: Callable[[int, int], bool] = lambda _number, _size: False
    given_up: Mapping[int, tuple[Reason, str]] = {}
    begun: int = 0
    at: int = 0
    is_late: bool = False
    attached: Allowance | None = None
    added: int = 0
    walks: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether nothing more is to be unfolded."""
        return self.left < 0 or self.members < 0 or self.characters < 0 or self.is_late

    def begin(self) -> tuple[Reason, str] | None:
        """Note that the next member or message begins; why it is not to be read, if so."""
        self.begun += 1
        self.at = self.begun
        self.is_late = self.step(self.at, 0)
        return self.given_up.get(self.at)

    @contextlib.contextmanager
    def for_attached(self) -> Iterator[Allowance]:
        """What may be unfolded of an archive that is attached to a mail: never at the cost of the mails themselves.

        What comes behind it in its mail is laid to the mail again, and not to the last that was in it.
        """
        if self.attached is None:
            self.attached = msgspec.structs.replace(self, walks=0)
            self.attached.attached = self.attached
        inner, at, begun = self.attached, self.at, self.begun
        inner.depth, inner.at, inner.begun = self.depth, at, begun
        try:
            yield inner
        finally:
            self.at, self.begun, self.is_late = at, inner.begun, inner.is_late
            if self.begun > begun:
                self.step(at, 0)

    def has_text(self, size: int) -> None:
        """Note that what is at hand is a text that no library reads.

        Args:
            size: in bytes.
        """
        self.step(self.at, size)
