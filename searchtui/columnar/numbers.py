"""Columns of whole numbers, one a document: lengths, dates, counts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import columns

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.packing import narrowest

__all__ = ["ArrayColumnReader", "NumberCollector", "is_number"]

_TYPES = {"b": "i1", "B": "u1", "h": "<i2", "H": "<u2", "i": "<i4", "I": "<u4", "q": "<i8", "Q": "<u8"}


def is_number(column: columns.Column) -> bool:
    """Whether a column holds whole numbers and so can be an array; a subclass may mean anything."""
    return type(column) is columns.NumericColumn and column._typecode in _TYPES


class NumberCollector:
    """Collects a number of each document.

    Args:
        typecode: of `array`: the numbers that are possible.
        default: of a document without one.
    """

    def __init__(self, typecode: str, default: int = 0) -> None:
        self._values = array(typecode)
        self._default = default

    def add(self, doc: int, value: int) -> None:
        """Keep the number of a document; what was kept for it and those after it is forgotten."""
        if len(self._values) != doc:
            self._fill(doc)
        self._values.append(value)

    def extend(self, doc: int, values: Sequence[int], times: Sequence[int] | None = None) -> None:
        """Keep the numbers of documents in a row, or each for so many documents in a row."""
        self._fill(doc)
        if times is None:
            self._values.extend(values)
        else:
            self._values.frombytes(np.repeat(np.array(values, self._values.typecode), times).tobytes())

    def _fill(self, documents: int) -> None:
        missing = documents - len(self._values)
        if missing > 0:
            self._values.extend([self._default] * missing)
        elif missing:
            del self._values[missing:]

    def write(self, writer: ArrayFileWriter, name: str, documents: int) -> None:
        """Write the numbers of so many documents."""
        self._fill(documents)
        numbers = np.array(self._values, _TYPES[self._values.typecode])
        writer.add(name, narrowest(numbers) if numbers.min(initial=0) >= 0 else numbers)


class ArrayColumnReader(columns.ColumnReader):  # type: ignore[misc]
    """A column of numbers.

    Args:
        values: one a document.
    """

    def __init__(self, values: NDArray[Any]) -> None:
        self.values = values
        self._sign = 1

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, docnum: int) -> int:
        return int(self.values[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter(self.values.tolist())

    def sort_key(self, docnum: int) -> int:
        """The value, negative in a reversed column."""
        return self._sign * self[docnum]

    def load(self) -> list[int]:
        """All values."""
        return list(self)

    def set_reverse(self) -> None:
        """Sort the other way round."""
        self._sign = -1
