"""A whole segment at once: text to arrays of term numbers without Token objects, inverted by sorting in NumPy.

Whoosh's writer makes a Token for each word, a pickle for each posting and a Python call for each posting again when it
flushes. Here a document's words are looked up in one dictionary, and all postings of a field come out of one sort of
64-bit keys: the term's rank above the number of the occurrence.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

import numpy as np
from whoosh import formats
from whoosh.fields import FieldType, Schema

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.columnar.documents import DocumentWriter
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment
from searchtui.columnar.terms import TERMS_EXT, InvertedField, write_field

__all__ = ["SegmentBuilder", "SurfaceAnalyzer"]


@runtime_checkable
class SurfaceAnalyzer(Protocol):
    """An analyzer whose terms depend on nothing but the piece of text that they are made from."""

    split: Callable[[str], list[str]]
    """Cuts a text into pieces; two analyzers that share it are given the pieces of a text once."""

    def terms(self, surface: str) -> Iterable[tuple[str, int]]:
        """The terms that a piece becomes, each with the number of positions that it stands after the one before.

        An empty term takes its positions and is no term.
        """


class SegmentBuilder:
    """Collects documents and writes them as one segment.

    Args:
        storage: of the index.
        indexname: of the index.
        schema: of the index. Fields with vectors or spelling are not supported.
    """

    def __init__(self, storage: Any, indexname: str, schema: Schema) -> None:
        self._segment = ColumnarCodec().new_segment(storage, indexname)
        self._storage = storage
        self._documents = DocumentWriter(storage, self._segment)
        self._fields = dict(sorted(schema.items()))
        for name, field in self._fields.items():
            if field.vector or field.separate_spelling():
                raise ValueError(f"the field {name!r} has vectors or a spelling, which are not built here")
        self._inverters: dict[str, _Inverter] = {
            name: _Words(field) if _is_fast(field) else _Postings(field)
            for name, field in self._fields.items()
            if field.indexed
        }
        self._doccount = 0

    @property
    def occurrences(self) -> int:
        """How many words have been collected: what the memory that is needed grows with."""
        return sum(inverter.occurrences for inverter in self._inverters.values())

    def __len__(self) -> int:
        return self._doccount

    def add(self, **values: Any) -> None:
        """Add a document.

        Args:
            values: of its fields; a field whose value is None has none.

        Raises:
            KeyError: the schema has no such field.
        """
        self._documents.start_doc(self._doccount)
        pieces: dict[tuple[Any, str], list[str]] = {}
        for name in sorted(values):
            field, value = self._fields[name], values[name]
            if value is None:
                continue
            length = 0
            if name in self._inverters:
                length = self._inverters[name].add(self._doccount, value, pieces)
            self._documents.add_field(name, field, value if field.stored else None, length if field.scorable else 0)
            if field.column_type is not None:
                self._documents.add_column_value(name, field.column_type, field.to_column_value(value))
        self._documents.finish_doc()
        self._doccount += 1

    def finish(self) -> ColumnarSegment:
        """Write the segment; it becomes part of the index when a commit names it."""
        self._documents.close()
        self._segment.set_doc_count(self._doccount)
        file = self._segment.create_file(self._storage, TERMS_EXT)
        writer = ArrayFileWriter(file)
        names = [name for name, inverter in self._inverters.items() if inverter.occurrences]
        for key, name in enumerate(names):
            write_field(writer, key, self._inverters.pop(name).invert(self._doccount))
        writer.finish({"fields": names})
        file.close()
        return self._segment


def _is_fast(field: FieldType) -> bool:
    """Whether a field is one of words with positions, whose postings can come out of a sort."""
    plain = type(field.format) is formats.Positions and field.format.field_boost == 1.0
    return plain and isinstance(field.analyzer, SurfaceAnalyzer)


class _Inverter(Protocol):
    @property
    def occurrences(self) -> int:
        """How many words have been added."""

    def add(self, doc: int, value: Any, pieces: dict[tuple[Any, str], list[str]]) -> int:
        """Add a document's value; returns its length in words."""

    def invert(self, documents: int) -> InvertedField:
        """The postings of all that was added."""


class _Numbers(dict[str, int]):
    """The number of the term that a piece of text becomes; of several, one below zero that stands for them.

    Args:
        analyzer: makes the terms.
    """

    def __init__(self, analyzer: SurfaceAnalyzer) -> None:
        super().__init__()
        self._analyzer = analyzer
        self.terms: dict[str, int] = {}
        self.several: list[list[tuple[int, int]]] = []

    def __missing__(self, surface: str) -> int:
        numbered = [(self._number(term) if term else -1, step) for term, step in self._analyzer.terms(surface)]
        if len(numbered) == 1 and numbered[0][1] == 1:
            found = numbered[0][0]
        else:
            self.several.append(numbered)
            found = -len(self.several)
        self[surface] = found
        return found

    def _number(self, term: str) -> int:
        return self.terms.setdefault(term, len(self.terms))


class _Words:
    """Inverts a field of words with positions.

    Args:
        field: of the schema.
    """

    def __init__(self, field: FieldType) -> None:
        self._split = field.analyzer.split
        self._numbers = _Numbers(field.analyzer)
        self._occurring, self._positions = array("I"), array("I")
        self._docs, self._lengths = array("I"), array("I")

    @property
    def occurrences(self) -> int:
        return len(self._occurring)

    def add(self, doc: int, value: str, pieces: dict[tuple[Any, str], list[str]]) -> int:
        key = (self._split, value)
        surfaces = pieces.get(key)
        if surfaces is None:
            surfaces = pieces[key] = self._split(value)
        numbers = [self._numbers[surface] for surface in surfaces]
        positions: Iterable[int] = range(len(numbers))
        if numbers and min(numbers) < 0:
            numbers, positions = self._expanded(numbers)
        if not numbers:
            return 0
        self._occurring.extend(numbers)
        self._positions.extend(positions)
        self._docs.append(doc)
        self._lengths.append(len(numbers))
        return len(numbers)

    def _expanded(self, numbers: list[int]) -> tuple[list[int], list[int]]:
        """Term numbers and positions where some pieces stand for no term or for several."""
        terms, positions, position = [], [], -1
        for number in numbers:
            for term, step in [(number, 1)] if number >= 0 else self._numbers.several[-number - 1]:
                position += step
                if term >= 0:
                    terms.append(term)
                    positions.append(position)
        return terms, positions

    def invert(self, documents: int) -> InvertedField:
        terms = sorted((term.encode(), number) for term, number in self._numbers.terms.items())
        rank = np.empty(len(terms), np.uint64)
        rank[[number for _, number in terms]] = np.arange(len(terms), dtype=np.uint64)
        occurring = rank[np.frombuffer(self._occurring, np.uint32)]
        keys = np.sort(occurring << np.uint64(32) | np.arange(len(occurring), dtype=np.uint64))
        order = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
        ranks = (keys >> np.uint64(32)).astype(np.int64)
        lengths = np.frombuffer(self._lengths, np.uint32)
        docs = np.repeat(np.frombuffer(self._docs, np.uint32), lengths)[order]
        begins = np.flatnonzero(np.concatenate([[True], (np.diff(ranks) != 0) | (np.diff(docs) != 0)]))
        counts = np.diff(np.append(begins, len(order))).astype(np.uint32)
        posting_ranks, posting_docs = ranks[begins], docs[begins]
        starts = np.searchsorted(posting_ranks, np.arange(len(terms) + 1))
        by_doc = np.zeros(documents, np.uint32)
        by_doc[np.frombuffer(self._docs, np.uint32)] = lengths
        posting_lengths = by_doc[posting_docs]
        return InvertedField(
            terms=[term for term, _ in terms],
            starts=starts,
            docs=posting_docs,
            weights=counts.astype(np.float32),
            least=np.minimum.reduceat(posting_lengths, starts[:-1]),
            most=np.maximum.reduceat(posting_lengths, starts[:-1]),
            positions=np.frombuffer(self._positions, np.uint32)[order],
            counts=counts,
        )


class _Postings:
    """Inverts any other field, from the postings that Whoosh makes of a value; these are kept for equal values.

    Args:
        field: of the schema.
    """

    def __init__(self, field: FieldType) -> None:
        self._field = field
        self._by_term: dict[bytes, list[tuple[int, float, int, bytes]]] = {}
        self._value: Any = None
        self._made: list[tuple[bytes, int, float, bytes]] = []
        self.occurrences = 0

    def add(self, doc: int, value: Any, pieces: dict[tuple[Any, str], list[str]]) -> int:  # noqa: ARG002 - needs none
        if type(value) is not type(self._value) or value != self._value:
            self._value, self._made = value, list(self._field.index(value))
        length = sum(frequency for _, frequency, _, _ in self._made)
        for term, _, weight, kept in self._made:
            self._by_term.setdefault(term, []).append((doc, weight, length, kept))
        self.occurrences += len(self._made)
        return length

    def invert(self, documents: int) -> InvertedField:  # noqa: ARG002 - lengths are kept with the postings
        terms = sorted(self._by_term)
        postings = [self._by_term[term] for term in terms]
        docs, weights, lengths, values = zip(*self._in_order(postings), strict=True)
        starts = np.cumsum([0, *map(len, postings)])
        scored = np.array(lengths if self._field.scorable else [0] * len(docs), np.uint32)
        positions = counts = None
        if type(self._field.format) is formats.Positions:
            decoded = [self._field.format.decode_positions(value) for value in values]
            counts = np.array([len(some) for some in decoded], np.uint32)
            positions = np.array([position for some in decoded for position in some], np.uint32)
        return InvertedField(
            terms=terms,
            starts=starts,
            docs=np.array(docs, np.uint32),
            weights=np.array(weights, np.float32),
            least=np.minimum.reduceat(scored, starts[:-1]),
            most=np.maximum.reduceat(scored, starts[:-1]),
            positions=positions,
            counts=counts,
            values=values,
        )

    @staticmethod
    def _in_order(postings: list[list[Any]]) -> Iterator[Any]:
        for some in postings:
            yield from some
