"""Formats that are a ZIP archive of parts: Word, OpenDocument, EPUB. A part is unpacked in memory, never to a disk.

Of an archive that breaks off, or whose list of parts is damaged, the parts are looked for one by one; of a damaged part
all is read that stands before the fault. A text that somebody kept is worth more than a sound archive.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from searchtui.article import Reason
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.members import Member, safe_name
from searchtui.corpus.readers import LARGEST_TEXT
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.taking import TooMuchError, joined, within
from searchtui.corpus.unfolding import DamagedError
from searchtui.corpus.zips import zip_members

__all__ = ["Package", "joined_path"]

_MOST_PARTS = 10_000
"""Parts of a document; a long book has hundreds."""


class Package:
    """The parts of a file.

    Args:
        source: its bytes.

    Raises:
        UnreadableError: it is no archive, or has too many parts.
    """

    def __init__(self, source: Source) -> None:
        self.damaged: list[str] = []
        """The parts that were asked for, and of which only the beginning could be read, or nothing."""
        self._allowance = source.allowance or Allowance()
        self._parts: dict[str, Member] = {}
        self._is_whole = True
        try:
            for number, member in enumerate(zip_members(source.data)):
                if number == _MOST_PARTS:
                    raise TooMuchError(f"It has more than {_MOST_PARTS:,} parts.")
                self._parts[_key(member.name)] = member
        except DamagedError:
            self._is_whole = False
        if not self._parts:
            raise UnreadableError(Reason.BROKEN, "It is damaged or no file of this kind: it is no ZIP archive.")

    @property
    def complaint(self) -> str | None:
        """What is wrong with the archive or with the parts that were read, None where nothing is."""
        if not self._is_whole:
            return "It is damaged: the end of the archive is missing."
        return "It is damaged: not all of its parts can be unpacked." if self.damaged else None

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def names(self, ending: str) -> list[str]:
        """The names of the parts that end in this way, in lower case, in the order of the archive."""
        return [name for name in self._parts if name.endswith(ending)]

    def read(self, name: str) -> bytes | None:
        """All bytes of a part, of a damaged one those before the fault; None where there is no such part.

        Args:
            name: its path in the archive; upper and lower case make no difference.

        Raises:
            UnreadableError: it needs a password, or is larger than the limits.
        """
        part = self._parts.get(_key(name))
        if part is None:
            return None
        if part.refusal is not None and part.refusal[0] is Reason.PASSWORD:
            raise UnreadableError(*part.refusal)
        data, is_sound = b"", False
        if part.refusal is None:
            data, is_sound = joined(within(part.blocks(), self._allowance, part.packed or 0), LARGEST_TEXT)
        if not is_sound:
            self.damaged.append(name)
        return data


def joined_path(base: str, target: str) -> str:
    """The name of the part that a part refers to; what leads out of the archive leads to its top.

    Args:
        base: name of the part that refers.
        target: relative to it, or from the top with a `/` in front; percent-encoded, with or without a fragment.
    """
    target = unquote(re.split("[#?]", target, maxsplit=1)[0]).replace("\\", "/")
    steps = [] if target.startswith("/") else base.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _key(name: str) -> str:
    return safe_name(name.replace("\\", "/")).lstrip("/").casefold()
