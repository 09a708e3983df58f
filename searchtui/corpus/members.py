"""A member of an archive, and what of its name is safe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from searchtui.article import Reason
from searchtui.cleaning import clean_line

__all__ = ["Member", "is_hidden", "leaves_archive", "safe_name"]

_DRIVE = re.compile(r"[A-Za-z]:")
_OF_SYSTEMS = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
"""What systems put into archives beside the files."""


class Member(msgspec.Struct, frozen=True):
    """What an archive says of one of its members.

    Args:
        name: with `/` between folders, as text that can be shown.
        packed: bytes that it takes in the archive; None where what is unfolded was counted before.
        blocks: unfolds it, once and before the next member is asked for; raises `DamagedError` where that fails.
        refusal: why it is not read, if so: a reason and a sentence.
    """

    name: str
    packed: int | None = None
    blocks: Callable[[], Iterator[bytes]] = lambda: iter(())
    refusal: tuple[Reason, str] | None = None


def safe_name(name: str) -> str:
    r"""A name on one line without anything that a terminal would obey; bytes that are no UTF-8 are written `\xff`.

    Args:
        name: decoded as UTF-8 with `surrogateescape`.
    """
    return clean_line(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def leaves_archive(name: str) -> bool:
    """Whether a name is that of a file outside: it begins at the root of a disk, or climbs."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or _DRIVE.match(name) is not None


def is_hidden(name: str) -> bool:
    """Whether a name would not be looked at in a folder either."""
    return any(part in _OF_SYSTEMS or (part.startswith(".") and part != ".") for part in name.split("/"))
