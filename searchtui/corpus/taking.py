"""Bytes that come in blocks are taken as they are wanted, and never more of them than are read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from itertools import repeat

from searchtui.article import Reason
from searchtui.corpus.allowance import DEEPEST, MOST_BYTES, Allowance
from searchtui.corpus.sources import UnreadableError
from searchtui.corpus.unfolding import BLOCK, DamagedError

__all__ = ["Taker", "TooMuchError", "entered", "joined", "within"]

_HIGHEST_RATIO = 200
_ANY_RATIO = 1 << 20
"""Bytes up to which no ratio is suspicious: text that says the same again and again is packed well too."""


class TooMuchError(UnreadableError):
    """It unfolds to more than is read.

    Args:
        message: for people.
    """

    def __init__(self, message: str) -> None:
        super().__init__(Reason.TOO_LARGE, message)


@contextlib.contextmanager
def entered(allowance: Allowance) -> Iterator[None]:
    """While an archive, or what is packed, is being read.

    Raises:
        TooMuchError: it lies in too many others.
    """
    if allowance.depth == DEEPEST:
        raise TooMuchError("It lies in an archive within an archive, and is not unfolded.")
    allowance.depth += 1
    try:
        yield
    finally:
        allowance.depth -= 1


def within(blocks: Iterable[bytes], allowance: Allowance, packed: int) -> Iterator[bytes]:
    """Blocks of what is being unfolded, as long as all together are no more than is read.

    Args:
        blocks: of any number; no one of them is large.
        allowance: which they use up.
        packed: how many bytes they are unfolded from.

    Raises:
        TooMuchError: there are more.
    """
    length = 0
    for block in blocks:
        length += len(block)
        allowance.left -= len(block)
        if allowance.is_spent:
            raise TooMuchError(f"It unfolds to more than {MOST_BYTES >> 20} MB.")
        if length > max(_ANY_RATIO, _HIGHEST_RATIO * packed):
            raise TooMuchError(f"It unfolds to more than {_HIGHEST_RATIO} times its size, as only a trap does.")
        yield block


def joined(blocks: Iterable[bytes], longest: int) -> tuple[bytes, bool]:
    """The bytes of one file, and whether they are all of it: damage ends them.

    Args:
        blocks: of it.
        longest: how many bytes there may be.

    Raises:
        TooMuchError: there are more.
    """
    pieces: list[bytes] = []
    length = 0
    try:
        for block in blocks:
            length += len(block)
            if length > longest:
                raise TooMuchError(f"It unfolds to more than {longest >> 20} MB.")
            pieces.append(block)
    except DamagedError:
        return b"".join(pieces), False
    return b"".join(pieces), True


class Taker:
    """Takes as many bytes as are wanted from blocks.

    Args:
        blocks: of any length.
    """

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = b""

    def take(self, size: int) -> bytes:
        """The next bytes; fewer at the end.

        Raises:
            DamagedError: there are none before the damage.
            TooMuchError: there are more than are read.
        """
        pieces = [self._rest[:size]]
        length = len(pieces[0])
        self._rest = self._rest[size:]
        try:
            while length < size and (block := next(self._blocks, b"")):
                pieces.append(block[: size - length])
                self._rest = block[size - length :]
                length += len(pieces[-1])
        except (DamagedError, TooMuchError) as error:
            self._blocks = map(_fail, repeat(error))
            if not length or isinstance(error, TooMuchError):
                raise
        return b"".join(pieces)

    def begin(self) -> bytes:
        """The first bytes, which are then taken once more."""
        if not self._rest:
            self._rest = next(self._blocks, b"")
        return self._rest

    def blocks(self, size: int | None = None) -> Iterator[bytes]:
        """The next bytes, block by block.

        Args:
            size: how many; None for all.
        """
        while size is None or size > 0:
            block = self.take(BLOCK if size is None else min(size, BLOCK))
            if not block:
                return
            if size is not None:
                size -= len(block)
            yield block


def _fail(error: Exception) -> bytes:
    raise error
