"""The postings of one term behind Whoosh's interface for reading them one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.reading import TermInfo

__all__ = ["ArrayMatcher"]


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """A matcher over arrays; all postings are one block.

    Args:
        ids: document numbers, rising.
        weights: of the postings.
        format_: of the field.
        positions: of each posting, where the field keeps them and nothing more.
        values: what the format keeps with each posting otherwise.
        info: statistics of the term.
        scorer: gives the postings their scores; None where no score is wanted.
        term: field and text.
    """

    def __init__(
        self,
        ids: NDArray[np.int64],
        weights: NDArray[Any],
        format_: Any,
        positions: list[NDArray[Any]] | None,
        values: list[bytes] | None,
        info: TermInfo,
        scorer: Any,
        term: tuple[str, bytes],
    ) -> None:
        self._array = ids
        self._ids: list[int] = ids.tolist()
        self._weights: list[float] = weights.astype(np.float64).tolist()
        self.format = format_
        self._positions, self._values = positions, values
        self._info, self.scorer, self._term = info, scorer, term
        self._at = 0

    def is_active(self) -> bool:
        """Whether there is a posting at hand."""
        return self._at < len(self._ids)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def copy(self) -> ArrayMatcher:
        """Another matcher at the same posting."""
        other = object.__new__(ArrayMatcher)
        other.__dict__.update(self.__dict__)
        return other

    def replace(self, minquality: float = 0) -> Any:
        """This matcher, or none where it cannot reach the quality."""
        if not self.is_active() or (minquality and self.supports_block_quality() and self.max_quality() < minquality):
            return NullMatcher()
        return self

    def id(self) -> int:
        """Document number of the posting at hand; behind the last, still that of the last.

        Whoosh's `AndNotMatcher` asks for it there, and its own postings answer.
        """
        return self._ids[min(self._at, len(self._ids) - 1)]

    def all_ids(self) -> Iterator[int]:
        """Document numbers of all postings."""
        return iter(self._ids)

    def next(self) -> bool:
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def skip_to(self, id: int) -> bool:  # noqa: A002 - the name is Whoosh's
        """Go to the first posting whose document number is not before `id`, if that is further on."""
        if not self.is_active():
            raise ReadTooFar
        if id > self._ids[self._at]:
            self._at += int(np.searchsorted(self._array[self._at :], id))
        return False

    def skip_to_quality(self, minquality: float) -> int:
        """Skip everything where no posting can be good enough."""
        if self.block_quality() <= minquality:
            self._at = len(self._ids)
            return 1
        return 0

    def weight(self) -> float:
        """Weight of the posting at hand."""
        return self._weights[self._at]

    def value(self) -> bytes:
        """What the field's format keeps with the posting at hand."""
        if self._positions is not None:
            return bytes(self.format.encode(self._positions[self._at].tolist()))
        return self._values[self._at] if self._values is not None else b""

    def value_as(self, astype: str) -> Any:
        """The value, read as `positions`, `frequency` and so on."""
        if astype == "positions" and self._positions is not None:
            return self._positions[self._at].tolist()
        return super().value_as(astype)

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """Document number and value of all postings."""
        other = self.copy()
        for other._at in range(len(self._ids)):
            yield other.id(), other.value()

    def block_min_length(self) -> int:
        """The least length of the field in the documents."""
        return int(self._info.min_length() or 0)

    def block_max_length(self) -> int:
        """The greatest length of the field in the documents."""
        return int(self._info.max_length())

    def block_max_weight(self) -> float:
        """The greatest weight of a posting."""
        return float(self._info.max_weight())
