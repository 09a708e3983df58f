"""What a reader is handed: the bytes of a file, or of a part of an archive or of a mail, and what they are called."""

from __future__ import annotations

from pathlib import PurePosixPath

import msgspec

from searchtui.article import Reason
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.decoding import decode

__all__ = ["LOCKED", "Source", "UnreadableError"]

LOCKED = "It can be opened only with a password."
"""What is said of a file, or of one in an archive, whose bytes are encrypted."""


class UnreadableError(Exception):
    """Nothing can be read of it; `str(error)` is a sentence for people that ends with a full stop.

    Args:
        reason: for programs.
        message: for people.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Source(msgspec.Struct, frozen=True):
    """Bytes from anywhere: they may be of any form.

    Args:
        name: of the file, or of the member of an archive, with its suffix; what stands before the last `/` is a folder.
        data: all of its bytes.
        allowance: how much may still be unfolded of the file that it was found in; None where nobody has said.
    """

    name: str
    data: bytes
    allowance: Allowance | None = None

    @property
    def suffix(self) -> str:
        """The last suffix of its name, in lower case, with the dot; empty where there is none."""
        return PurePosixPath(self.name).suffix.lower()

    def text(self, declared: str | None = None) -> str:
        """Its bytes as text, not tidied.

        Args:
            declared: the encoding that the file, or what holds it, says it has.

        Raises:
            NotTextError: it is none.
        """
        return decode(self.data, declared)
