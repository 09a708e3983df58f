"""Facets: columns of few distinct values, of which a document may have none, one or several.

The values of a segment stand once, in order; each document has their ordinals. So documents are counted by value, and
selected by value, without looking at any value.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import columns

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.packing import extents, narrowest

__all__ = ["Facet", "FacetCollector", "FacetColumn", "FacetReader", "SegmentFacet", "write_facet"]


class FacetColumn(columns.Column):  # type: ignore[misc]
    """A column of a schema that holds the values of a facet; only the columnar codec can write it.

    Args:
        separator: stands between the values of a document that has several.
    """

    _default = b""

    def __init__(self, separator: str = "\n") -> None:
        self.separator = separator

    def default_value(self, reverse: bool = False) -> bytes:  # noqa: ARG002 - Whoosh's
        """What a document without a value has."""
        return self._default

    def split(self, value: str | bytes) -> list[str]:
        """The distinct values of a document, in order of appearance."""
        text = value.decode() if isinstance(value, bytes) else value
        return list(dict.fromkeys(part for part in text.split(self.separator) if part))


class FacetCollector:
    """Collects the values of documents in order.

    Args:
        column: of the schema.
    """

    def __init__(self, column: FacetColumn) -> None:
        self._column = column
        self._numbers: dict[str, int] = {}
        self._made: dict[str | bytes, tuple[int, ...]] = {}
        self._ordinals, self._counts = array("I"), array("I")

    def add(self, doc: int, value: str | bytes) -> None:
        """Keep the values of a document that comes after those before."""
        numbers = self._made.get(value)
        if numbers is None:
            numbers = tuple(self._numbers.setdefault(one, len(self._numbers)) for one in self._column.split(value))
            self._made[value] = numbers
        self._fill(doc)
        self._ordinals.extend(numbers)
        self._counts.append(len(numbers))

    def _fill(self, documents: int) -> None:
        missing = documents - len(self._counts)
        if missing > 0:
            self._counts.extend([0] * missing)
        while len(self._counts) > documents:
            if dropped := self._counts.pop():
                del self._ordinals[-dropped:]

    def write(self, writer: ArrayFileWriter, name: str, documents: int) -> None:
        """Write the values of so many documents."""
        self._fill(documents)
        values = sorted(self._numbers)
        ranks = np.empty(len(values), np.int64)
        ranks[[self._numbers[value] for value in values]] = np.arange(len(values))
        counts = np.frombuffer(self._counts, np.uint32)
        starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        ordinals = ranks[np.frombuffer(self._ordinals, np.uint32)]
        write_facet(writer, name, SegmentFacet(values, None if (counts == 1).all() else starts, ordinals))


class SegmentFacet:
    """A facet of the documents of one segment.

    Args:
        values: distinct, in order.
        starts: where the ordinals of each document begin, and where the last ones end, shape (documents + 1,); None
            where each document has exactly one.
        ordinals: places in `values`, document after document, shape (n,).
    """

    def __init__(self, values: list[str], starts: NDArray[Any] | None, ordinals: NDArray[Any]) -> None:
        self.values, self.starts, self.ordinals = values, starts, ordinals

    @classmethod
    def read(cls, file: ArrayFile, name: str) -> SegmentFacet:
        """The facet of this name in a file of documents."""
        offsets = file.array(f"facet:{name}:value-offsets").tolist()
        blob = bytes(file.blob(f"facet:{name}:values"))
        values = [blob[start:end].decode() for start, end in itertools.pairwise(offsets)]
        starts = file.array(f"facet:{name}:starts") if f"facet:{name}:starts" in file else None
        return cls(values, starts, file.array(f"facet:{name}:ordinals"))

    def of(self, doc: int) -> list[str]:
        """The values of one document."""
        start, end = (doc, doc + 1) if self.starts is None else self.starts[doc : doc + 2].tolist()
        return [self.values[ordinal] for ordinal in self.ordinals[start:end].tolist()]


def write_facet(writer: ArrayFileWriter, name: str, facet: SegmentFacet) -> None:
    """Write a facet to a file of documents, as arrays whose names begin with `name`."""
    values = [value.encode() for value in facet.values]
    writer.add(f"{name}:value-offsets", narrowest(np.cumsum([0, *map(len, values)])))
    writer.add_blob(f"{name}:values", [b"".join(values)])
    if facet.starts is not None:
        writer.add(f"{name}:starts", narrowest(facet.starts))
    writer.add(f"{name}:ordinals", narrowest(facet.ordinals))


class FacetReader(columns.ColumnReader):  # type: ignore[misc]
    """A facet behind Whoosh's interface for columns: what `FacetColumn` was given, repeated values apart.

    Args:
        column: of the schema.
        facet: of the segment.
        documents: how many the segment has.
    """

    def __init__(self, column: FacetColumn, facet: SegmentFacet, documents: int) -> None:
        self._column, self._facet, self._documents = column, facet, documents

    def __len__(self) -> int:
        return self._documents

    def __getitem__(self, docnum: int) -> bytes:
        return self._column.separator.join(self._facet.of(docnum)).encode()


class Facet:
    """A facet of all documents of a generation.

    Args:
        values: distinct, in order; those of deleted documents are among them.
        starts: where the ordinals of each document begin, and where the last ones end, shape (size + 1,); None where
            each document has exactly one.
        ordinals: places in `values`, document after document, shape (n,).
    """

    def __init__(self, values: list[str], starts: NDArray[np.int64] | None, ordinals: NDArray[Any]) -> None:
        self.values, self.starts, self.ordinals = values, starts, ordinals

    @classmethod
    def joined(cls, parts: Sequence[tuple[SegmentFacet | None, int]]) -> Facet:
        """The facet of several segments.

        Args:
            parts: the facet of each segment, None where no document of it has a value, and how many documents it has.
        """
        if len(parts) == 1 and parts[0][0] is not None:
            only = parts[0][0]
            return cls(only.values, None if only.starts is None else only.starts.astype(np.int64), only.ordinals)
        values = sorted({value for facet, _ in parts if facet is not None for value in facet.values})
        place = {value: rank for rank, value in enumerate(values)}
        counts, ordinals = [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
        for facet, documents in parts:
            if facet is None:
                counts.append(np.zeros(documents, np.int64))
                continue
            counts.append(np.ones(documents, np.int64) if facet.starts is None else extents(facet.starts))
            ordinals.append(narrowest(np.array([place[value] for value in facet.values], np.int64))[facet.ordinals])
        held = np.concatenate(counts)
        starts = None if (held == 1).all() else np.concatenate([np.zeros(1, np.int64), np.cumsum(held)])
        return cls(values, starts, np.concatenate(ordinals))

    def of(self, docs: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The ordinals of some documents.

        Args:
            docs: document numbers, shape (n,).

        Returns:
            How many values each has, shape (n,), and their ordinals, one document after the other.
        """
        if self.starts is None:
            return np.ones(len(docs), np.int64), self.ordinals[docs].astype(np.int64)
        first = self.starts[docs]
        counts = self.starts[docs + 1] - first
        before = np.cumsum(counts) - counts
        return counts, self.ordinals[np.repeat(first - before, counts) + np.arange(counts.sum())].astype(np.int64)

    def counts(self, docs: NDArray[np.integer]) -> NDArray[np.int64]:
        """How many of these documents have each value, shape (values,).

        Args:
            docs: document numbers, no two alike, shape (n,).
        """
        return np.bincount(self.of(docs)[1], minlength=len(self.values))

    def mask(self, ordinals: Sequence[int]) -> NDArray[np.bool_]:
        """Which documents have one of these values, deleted ones included, shape (size,).

        Args:
            ordinals: places in `values`.
        """
        wanted = np.zeros(len(self.values), bool)
        wanted[list(ordinals)] = True
        having: NDArray[np.bool_] = wanted[self.ordinals]
        if self.starts is None:
            return having
        seen = np.concatenate([np.zeros(1, np.int64), np.cumsum(having)])
        return seen[self.starts[1:]] > seen[self.starts[:-1]]
