"""What a generation of a columnar index holds, its segments as one: postings, positions, columns, live documents.

Document numbers are global: those of the first segment first. Deleted documents never appear, and all statistics are
of the live ones, so that a score does not depend on how the index came to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader

from searchtui.columnar.field import Field

__all__ = ["IndexArrays", "Positions", "Postings"]

_CACHED_POSTINGS = 4_000_000


class Postings(NamedTuple):
    """Where a term, or several terms taken as one, occurs.

    Args:
        docs: document numbers, rising, shape (n,).
        frequencies: how often in each, shape (n,).
    """

    docs: NDArray[np.int64]
    frequencies: NDArray[np.float32]


class Positions(NamedTuple):
    """Each single occurrence of a term.

    Args:
        docs: document number of each occurrence, rising, shape (n,).
        positions: word number in its document, shape (n,).
    """

    docs: NDArray[np.int64]
    positions: NDArray[np.int64]


NO_POSTINGS = Postings(np.empty(0, np.int64), np.empty(0, np.float32))


class IndexArrays:
    """The arrays of one generation.

    Args:
        reader: of the generation, whose segments are all of the columnar codec.
    """

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self._terms: dict[tuple[str, bytes], Postings] = {}
        self._cached = 0
        self._columns: dict[str, NDArray[Any]] = {}
        self._lengths: dict[str, NDArray[np.float32]] = {}
        self._averages: dict[str, float] = {}
        self.size = int(reader.doc_count_all())
        self.live = np.ones(self.size, bool)
        for leaf, offset in self._leaves():
            for doc in leaf.segment().deleted_docs():
                self.live[offset + doc] = False
        self.documents = int(self.live.sum())

    def _leaves(self) -> list[tuple[IndexReader, int]]:
        return [(leaf, offset) for leaf, offset in self.reader.leaf_readers() if leaf.doc_count_all()]

    def column(self, name: str) -> NDArray[Any]:
        """A numeric column over all documents, deleted ones included, shape (size,)."""
        if name not in self._columns:
            parts = [leaf._perdoc.numbers(name) for leaf, _ in self._leaves()]
            self._columns[name] = np.concatenate(parts).astype(np.int64) if parts else np.empty(0, np.int64)
        return self._columns[name]

    def lengths(self, field: str) -> NDArray[np.float32]:
        """The length of a field in words in all documents, deleted ones included, shape (size,)."""
        if field not in self._lengths:
            parts = [leaf._perdoc.lengths(field) for leaf, _ in self._leaves()]
            self._lengths[field] = np.concatenate(parts).astype(np.float32) if parts else np.empty(0, np.float32)
        return self._lengths[field]

    def average_length(self, field: str) -> float:
        """The mean length of a field in words over the live documents."""
        if field not in self._averages:
            lengths = self.lengths(field)[self.live]
            self._averages[field] = float(lengths.mean(dtype=np.float64)) if self.documents else 0.0
        return self._averages[field]

    def all_docs(self) -> NDArray[np.int64]:
        """The live documents, shape (documents,)."""
        return np.flatnonzero(self.live)

    def term(self, field: str, text: bytes) -> Postings:
        """Where one term occurs; empty where it does not."""
        key = (field, text)
        found = self._terms.get(key)
        if found is None:
            parts = [(offset, *held.postings(number)) for offset, held, number in self._found(field, text)]
            found = self._live(parts)
            if self._cached > _CACHED_POSTINGS:
                self._terms, self._cached = {}, 0
            self._terms[key] = found
            self._cached += len(found.docs)
        return found

    def _found(self, field: str, text: bytes) -> Iterator[tuple[int, Field, int]]:
        """The segments that hold a term: their first document, the field, and the number of the term in it."""
        for leaf, offset in self._leaves():
            held = leaf._terms.fields.get(field)
            number = held.number(text) if held is not None else None
            if number is not None:
                yield offset, held, number

    def _live(self, parts: list[tuple[int, NDArray[Any], NDArray[Any]]]) -> Postings:
        """Postings of several segments as one, without the deleted documents."""
        if not parts:
            return NO_POSTINGS
        docs = np.concatenate([docs + offset for offset, docs, _ in parts])
        frequencies = np.concatenate([weights for _, _, weights in parts]).astype(np.float32, copy=False)
        if self.documents == self.size:
            return Postings(docs, frequencies)
        alive = self.live[docs]
        return Postings(docs[alive], frequencies[alive])

    def prefixed(self, field: str, prefix: bytes) -> Postings:
        """All terms that begin with a prefix, as if they were one: in each segment they stand side by side."""
        parts = []
        for leaf, offset in self._leaves():
            held = leaf._terms.fields.get(field)
            if held is not None and (first := held.find(prefix)) < (last := held.after_prefix(prefix)):
                parts.append((offset, *held.range_postings(first, last)))
        return self._added_up(self._live(parts))

    def _added_up(self, postings: Postings) -> Postings:
        """One posting a document, where there may be several."""
        if len(postings.docs) < 2:
            return postings
        docs, inverse = np.unique(postings.docs, return_inverse=True)
        return Postings(docs, np.bincount(inverse, postings.frequencies, len(docs)).astype(np.float32))

    def blended(self, field: str, texts: Iterable[bytes]) -> Postings:
        """Several terms as if they were one: frequencies are added up by document."""
        parts = [self.term(field, text) for text in texts]
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return NO_POSTINGS
        return self._added_up(
            Postings(
                np.concatenate([part.docs for part in parts]), np.concatenate([part.frequencies for part in parts])
            )
        )

    def positions(self, field: str, text: bytes) -> Positions:
        """Each occurrence of one term in a field that has positions."""
        docs, positions = [], []
        for offset, held, number in self._found(field, text):
            counts, places = held.occurrences(number)
            here = np.repeat(held.docs(number) + offset, counts)
            alive = self.live[here]
            docs.append(here[alive])
            positions.append(places[alive])
        if not docs:
            return Positions(np.empty(0, np.int64), np.empty(0, np.int64))
        return Positions(np.concatenate(docs), np.concatenate(positions))
