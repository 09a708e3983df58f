"""Which paragraphs a saved search had found when it was last looked at: 8 bytes for each, in order.

A paragraph is known by its article and its text, not by its place in an index, so that rebuilding the index makes
nothing new. Where an article has the same text several times, each time counts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from searchtui.keeping.files import write_whole

__all__ = ["Digests", "Seen", "new_among", "read_seen", "write_seen"]

_MAGIC = b"searchtui seen 1"
_DIGEST = np.dtype("<u8")

Digests = NDArray[np.uint64]


class Seen:
    """Collects the digests of paragraphs."""

    def __init__(self) -> None:
        self._digests: list[bytes] = []
        self._times: Counter[bytes] = Counter()

    def add(self, paragraphs: Iterable[tuple[str, str]]) -> None:
        """Collect some more.

        Args:
            paragraphs: for each the id of its article, which stands for path and item, and its text.
        """
        for article, text in paragraphs:
            key = hashlib.blake2b(
                f"{article}\0{text}".encode("utf-8", "surrogatepass"), digest_size=_DIGEST.itemsize
            ).digest()
            times = self._times[key]
            self._times[key] = times + 1
            if times:
                key = hashlib.blake2b(key + str(times).encode(), digest_size=_DIGEST.itemsize).digest()
            self._digests.append(key)

    @property
    def digests(self) -> Digests:
        """All of them, rising, none twice."""
        return np.unique(np.frombuffer(b"".join(self._digests), _DIGEST))


def new_among(now: Digests, before: Digests) -> int:
    """How many of the digests were not there before."""
    return int(np.count_nonzero(~np.isin(now, before, assume_unique=True)))


def read_seen(path: Path) -> Digests | None:
    """What was written; None where nothing was, or what is there cannot be used.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    if not data.startswith(_MAGIC) or (len(data) - len(_MAGIC)) % _DIGEST.itemsize:
        return None
    return np.frombuffer(data, _DIGEST, offset=len(_MAGIC))


def write_seen(path: Path, digests: Digests) -> None:
    """Write digests.

    Raises:
        OSError: they cannot be written.
    """
    write_whole(path, _MAGIC + digests.astype(_DIGEST).tobytes())
