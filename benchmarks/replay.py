"""What a terminal shows at each moment, found out afterwards from the bytes and their times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

import pyte

from benchmarks.pseudoterminal import Chunk

__all__ = ["Replay", "Shown", "frames"]

_AT_ONCE = 0.0002
"""Seconds between two chunks that a reader took apart though they were written together."""

_UNKNOWN = re.compile(rb"\x1b\[\?2026[hl$p]+|\x1b\[[<>=][^a-zA-Z]*[a-zA-Z]|\x1b\]22;[^\x07]*\x07")
"""Sequences that pyte takes for text: those of synchronised frames, the keyboard protocol and the mouse pointer."""
_CUT = re.compile(rb"\x1b(?:\[[^a-zA-Z]*|\][^\x07\x1b]*)?$")
_FRAME = b"\x1b[?2026h"


class Shown(NamedTuple):
    """A moment at which the screen became another.

    Args:
        when: seconds.
        text: whether its text did; otherwise only the cursor moved.
    """

    when: float
    text: bool


class Replay:
    """A screen that obeys chunks.

    Args:
        columns, rows: of the screen.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._state = self._look()

    def _look(self) -> tuple[list[str], tuple[int, int]]:
        return list(self._screen.display), (self._screen.cursor.x, self._screen.cursor.y)

    @property
    def lines(self) -> Sequence[str]:
        """What the screen shows."""
        return self._state[0]

    def feed(self, chunks: Sequence[Chunk]) -> Iterator[Shown]:
        """Obey chunks; yields each change at the time at which the last byte of it had come."""
        for chunk, follower in zip_longest(chunks, chunks[1:]):
            data = self._rest + chunk.data
            cut = _CUT.search(data)
            self._rest = data[cut.start() :] if cut else b""
            self._stream.feed(_UNKNOWN.sub(b"", data[: cut.start()] if cut else data))
            if follower is not None and follower.when - chunk.when < _AT_ONCE:
                continue
            before, self._state = self._state, self._look()
            if self._state != before:
                yield Shown(chunk.when, self._state[0] != before[0])


def frames(chunks: Iterable[Chunk]) -> int:
    """How many frames a program has painted that says where each begins."""
    return b"".join(chunk.data for chunk in chunks).count(_FRAME)
