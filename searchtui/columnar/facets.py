"""Facets: columns of few distinct values, of which a document may have none, one or several.

The values of a segment stand once, in order, and so does each set of values that a document has; each document has the
number of its set. So documents are counted by value, and selected by value, without looking at any value.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import columns

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.packing import changes, extents, narrowest, spread, starts_of

__all__ = ["Facet", "FacetCollector", "FacetColumn", "FacetReader", "SegmentFacet", "write_facet"]

_FEW = 4
"""Of fewer documents than a part of the sets, the values are counted without those of all sets."""


_DOCUMENTS_A_RUN = 16
"""From so many documents for each run of neighbours with the same values on, it is looked for where the runs begin."""


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
        self._sets: dict[tuple[int, ...], int] = {}
        self._made: dict[str | bytes, int] = {}
        self._of_docs = array("I")

    def add(self, doc: int, value: str | bytes) -> None:
        """Keep the values of a document that comes after those before."""
        found = self._found(value)
        if len(self._of_docs) != doc:
            self._fill(doc)
        self._of_docs.append(found)

    def extend(self, doc: int, values: Sequence[str | bytes], times: Sequence[int] | None = None) -> None:
        """Keep the values of documents in a row, or each for so many documents in a row."""
        self._fill(doc)
        found = array("I", map(self._found, values))
        self._of_docs.frombytes((found if times is None else np.repeat(found, times)).tobytes())

    def _found(self, value: str | bytes) -> int:
        """The number of the set of these values."""
        found = self._made.get(value)
        if found is None:
            numbers = tuple(self._numbers.setdefault(one, len(self._numbers)) for one in self._column.split(value))
            found = self._made[value] = self._set(numbers)
        return found

    def _set(self, numbers: tuple[int, ...]) -> int:
        return self._sets.setdefault(numbers, len(self._sets))

    def _fill(self, documents: int) -> None:
        missing = documents - len(self._of_docs)
        if missing > 0:
            self._of_docs.extend([self._set(())] * missing)
        elif missing:
            del self._of_docs[missing:]

    def write(self, writer: ArrayFileWriter, name: str, documents: int) -> None:
        """Write the values of so many documents."""
        self._fill(documents)
        values = sorted(self._numbers)
        ranks = np.empty(len(values), np.int64)
        ranks[[self._numbers[value] for value in values]] = np.arange(len(values))
        counts = np.fromiter(map(len, self._sets), np.int64, len(self._sets))
        ordinals = ranks[np.fromiter(itertools.chain.from_iterable(self._sets), np.int64, int(counts.sum()))]
        starts = starts_of(counts)
        write_facet(writer, name, SegmentFacet(values, starts, ordinals, np.frombuffer(self._of_docs, np.uint32)))


class SegmentFacet:
    """A facet of the documents of one segment. Documents with the same values share one set of them.

    Args:
        values: distinct, in order.
        starts: where the ordinals of each set begin, and where the last ones end, shape (sets + 1,).
        ordinals: places in `values`, set after set, shape (n,).
        sets: the set of each document, shape (documents,).
    """

    def __init__(self, values: list[str], starts: NDArray[Any], ordinals: NDArray[Any], sets: NDArray[Any]) -> None:
        self.values, self.starts, self.ordinals, self.sets = values, starts, ordinals, sets

    @classmethod
    def read(cls, file: ArrayFile, name: str) -> SegmentFacet:
        """The facet of this name in a file of documents."""
        offsets = file.array(f"facet:{name}:value-offsets").tolist()
        blob = bytes(file.blob(f"facet:{name}:values"))
        values = [blob[start:end].decode() for start, end in itertools.pairwise(offsets)]
        starts, ordinals, sets = (file.array(f"facet:{name}:{part}") for part in ("starts", "ordinals", "sets"))
        return cls(values, starts, ordinals, sets)

    def of(self, doc: int) -> list[str]:
        """The values of one document."""
        return self.values_of(int(self.sets[doc]))

    def values_of(self, number: int) -> list[str]:
        """The values of one set."""
        start, end = self.starts[number : number + 2].tolist()
        return [self.values[ordinal] for ordinal in self.ordinals[start:end].tolist()]


def write_facet(writer: ArrayFileWriter, name: str, facet: SegmentFacet) -> None:
    """Write a facet to a file of documents, as arrays whose names begin with `name`."""
    values = [value.encode() for value in facet.values]
    writer.add(f"{name}:value-offsets", narrowest(np.cumsum([0, *map(len, values)])))
    writer.add_blob(f"{name}:values", [b"".join(values)])
    writer.add(f"{name}:starts", narrowest(facet.starts))
    writer.add(f"{name}:ordinals", narrowest(facet.ordinals))
    writer.add(f"{name}:sets", narrowest(facet.sets))


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
        starts: where the ordinals of each set of values begin, and where the last ones end, shape (sets + 1,).
        ordinals: places in `values`, set after set, shape (n,).
        sets: the set of each document, deleted ones included, shape (size,).
    """

    def __init__(
        self, values: list[str], starts: NDArray[np.int64], ordinals: NDArray[np.int64], sets: NDArray[Any]
    ) -> None:
        self.values, self.starts, self.ordinals, self.sets = values, starts, ordinals, sets

    @classmethod
    def joined(cls, parts: Sequence[tuple[SegmentFacet | None, int]]) -> Facet:
        """The facet of several segments. The same set of values in two of them remains two.

        Args:
            parts: the facet of each segment, None where no document of it has a value, and how many documents it has.
        """
        values = sorted({value for facet, _ in parts if facet is not None for value in facet.values})
        place = {value: rank for rank, value in enumerate(values)}
        # The first set is the empty one, for the documents of segments that have no such facet.
        counts, ordinals, sets = [np.zeros(1, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.uint8)]
        known = 1
        for facet, documents in parts:
            if facet is None:
                sets.append(np.zeros(documents, np.uint8))
                continue
            counts.append(extents(facet.starts))
            ordinals.append(np.array([place[value] for value in facet.values], np.int64)[facet.ordinals])
            sets.append(facet.sets.astype(np.uint32) + np.uint32(known))
            known += len(facet.starts) - 1
        starts = starts_of(np.concatenate(counts))
        joined = np.concatenate(sets)
        return cls(values, starts, np.concatenate(ordinals), joined.astype(np.min_scalar_type(known), copy=False))

    def of(self, docs: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The ordinals of some documents.

        Args:
            docs: document numbers, shape (n,).

        Returns:
            How many values each has, shape (n,), and their ordinals, one document after the other.
        """
        sets = self.sets.take(docs).astype(np.int64)
        counts = self.starts[sets + 1] - self.starts[sets]
        return counts, self.ordinals[spread(self.starts[sets], counts)]

    def counts(self, docs: NDArray[np.integer]) -> NDArray[np.int64]:
        """How many of these documents have each value, shape (values,).

        Args:
            docs: document numbers, rising, shape (n,).
        """
        if len(docs) * _FEW < len(self.starts):
            return np.bincount(self.of(docs)[1], minlength=len(self.values))
        if len(self._run_starts) * _DOCUMENTS_A_RUN < len(docs):
            begins = np.searchsorted(docs, self._run_starts.astype(docs.dtype))
            of_runs, weights = self.sets[self._run_starts], np.diff(begins, append=len(docs))
            held = np.bincount(of_runs, weights, len(self.starts) - 1).astype(np.int64)
        else:
            held = np.bincount(self.sets.take(docs), minlength=len(self.starts) - 1)
        return np.bincount(self.ordinals, np.repeat(held, extents(self.starts)), len(self.values)).astype(np.int64)

    @cached_property
    def _run_starts(self) -> NDArray[np.int64]:
        """The documents that have another set of values than the one before, the first among them."""
        return np.flatnonzero(changes(self.sets))

    def mask(self, ordinals: Sequence[int]) -> NDArray[np.bool_]:
        """Which documents have one of these values, deleted ones included, shape (size,).

        Args:
            ordinals: places in `values`.
        """
        mask: NDArray[np.bool_] = self._sets_with(ordinals)[self.sets]
        return mask

    def among(self, docs: NDArray[np.integer], ordinals: Sequence[int]) -> NDArray[np.bool_]:
        """Which of these documents have one of these values, shape (n,).

        Args:
            docs: document numbers, shape (n,).
            ordinals: places in `values`.
        """
        mask: NDArray[np.bool_] = self._sets_with(ordinals).take(self.sets.take(docs))
        return mask

    def _sets_with(self, ordinals: Sequence[int]) -> NDArray[np.bool_]:
        wanted = np.zeros(len(self.values), bool)
        wanted[list(ordinals)] = True
        seen = starts_of(wanted[self.ordinals])
        having: NDArray[np.bool_] = seen[self.starts[1:]] > seen[self.starts[:-1]]
        return having
