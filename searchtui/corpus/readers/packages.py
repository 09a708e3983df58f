"""Formats that are a ZIP archive of parts: Word, OpenDocument, EPUB. A part is unpacked in memory, never to a disk."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from urllib.parse import unquote

from searchtui.article import Reason
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["Package", "joined_path"]

_LARGEST_PART = 64 * 1024 * 1024
"""Bytes that one part may unfold to: as many as a file may have."""
_LARGEST_WHOLE = 512 * 1024 * 1024
"""Bytes that all parts that are read may unfold to."""
_HIGHEST_RATIO = 200
"""How many times larger than packed a part may be; markup that people wrote is at most some fifty times larger."""
_RATIO_COUNTS_FROM = 1024 * 1024
_MOST_PARTS = 10_000
_LARGEST_DIRECTORY = 4 * 1024 * 1024
"""Bytes that the list of parts may have; it is read as a whole before anything is known of them."""
_CHUNK = 256 * 1024

_END_OF_DIRECTORY = b"PK\x05\x06"
_ENCRYPTED = 0x1

_TOO_LARGE = "What is packed in it is too large."
_DAMAGED = "It is damaged: its parts cannot be unpacked."
_LOCKED = "It can be opened only with a password."

_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,  # names that are no text are such an error too
    LookupError,
    NotImplementedError,  # a way of packing that nobody uses
    RuntimeError,
)
"""What `zipfile` raises for archives of any form."""


class Package:
    """The parts of a file.

    Args:
        source: its bytes.

    Raises:
        UnreadableError: it is no archive, is damaged, has too many parts, or needs a password.
    """

    def __init__(self, source: Source) -> None:
        data = source.data
        end = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - 65_557))  # with the longest comment behind it
        if end < 0 or len(data) < end + 22:
            raise UnreadableError(Reason.BROKEN, "It is damaged or no file of this kind: it is no ZIP archive.")
        parts, size = struct.unpack_from("<HI", data, end + 10)
        if parts > _MOST_PARTS or size > _LARGEST_DIRECTORY:
            raise UnreadableError(Reason.TOO_LARGE, f"It has more than {_MOST_PARTS:,} parts.")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except _FAULTS as error:
            raise UnreadableError(Reason.BROKEN, _DAMAGED) from error
        self._parts = {_key(info.filename): info for info in infos}
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def names(self, ending: str) -> list[str]:
        """The names of the parts that end in this way, in lower case, in the order of the archive."""
        return [name for name in self._parts if name.endswith(ending)]

    def read(self, name: str) -> bytes | None:
        """All bytes of a part, None where there is no such part.

        Args:
            name: its path in the archive; upper and lower case make no difference.

        Raises:
            UnreadableError: it is damaged, needs a password, or is larger than the limits.
        """
        info = self._parts.get(_key(name))
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError(Reason.PASSWORD, _LOCKED)
        # The sizes that an archive states of itself may be wrong, so what is really unpacked is counted too.
        packed = max(1, info.compress_size)
        limit = min(_LARGEST_PART, _LARGEST_WHOLE - self._unpacked, max(_RATIO_COUNTS_FROM, packed * _HIGHEST_RATIO))
        if info.file_size > limit:
            raise UnreadableError(Reason.TOO_LARGE, _TOO_LARGE)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise UnreadableError(Reason.TOO_LARGE, _TOO_LARGE)
                    chunks.append(chunk)
        except _FAULTS as error:
            raise UnreadableError(Reason.BROKEN, _DAMAGED) from error
        self._unpacked += size
        return b"".join(chunks)


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
    return name.replace("\\", "/").lstrip("/").casefold()
