"""What a generation of a Whoosh index holds, read as arrays: postings, positions, columns, live documents.

Document numbers are global: those of the first segment first. Deleted documents never appear, and all statistics are
of the live ones, so that a score does not depend on how the index came to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

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

    Not for several threads at once: a Whoosh reader seeks and reads on one shared file.

    Args:
        reader: of the generation.
    """

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self._terms: dict[tuple[str, bytes], Postings] = {}
        self._cached = 0
        self._columns: dict[str, NDArray[Any]] = {}
        self._averages: dict[str, float] = {}
        self.size = int(reader.doc_count_all())
        self.live = np.ones(self.size, bool)
        for leaf, offset in self._leaves():
            if leaf.has_deletions():
                for doc in range(leaf.doc_count_all()):
                    if leaf.is_deleted(doc):
                        self.live[offset + doc] = False
        self.documents = int(self.live.sum())

    def _leaves(self) -> list[tuple[IndexReader, int]]:
        return [(leaf, offset) for leaf, offset in self.reader.leaf_readers() if leaf.doc_count_all()]

    def column(self, name: str) -> NDArray[Any]:
        """A numeric column over all documents, deleted ones included, shape (size,)."""
        if name not in self._columns:
            parts = []
            for leaf, _ in self._leaves():
                values = leaf.column_reader(name, translate=False)
                parts.append(np.array([values[doc] for doc in range(leaf.doc_count_all())], np.int64))
            self._columns[name] = np.concatenate(parts) if parts else np.empty(0, np.int64)
        return self._columns[name]

    def average(self, name: str) -> float:
        """The mean of a numeric column over the live documents."""
        if name not in self._averages:
            self._averages[name] = float(self.column(name)[self.live].mean()) if self.documents else 0.0
        return self._averages[name]

    def all_docs(self) -> NDArray[np.int64]:
        """The live documents, shape (documents,)."""
        return np.flatnonzero(self.live)

    def term(self, field: str, text: bytes) -> Postings:
        """Where one term occurs; empty where it does not."""
        key = (field, text)
        found = self._terms.get(key)
        if found is None:
            docs: list[int] = []
            frequencies: list[float] = []
            for leaf, offset in self._leaves():
                for matcher in self._matchers(leaf, field, text):
                    while matcher.is_active():
                        docs.append(offset + matcher.id())
                        frequencies.append(matcher.weight())
                        matcher.next()
            found = Postings(np.array(docs, np.int64), np.array(frequencies, np.float32))
            if self._cached > _CACHED_POSTINGS:
                self._terms, self._cached = {}, 0
            self._terms[key] = found
            self._cached += len(docs)
        return found

    def _matchers(self, leaf: IndexReader, field: str, text: bytes) -> Iterator[Any]:
        try:
            yield leaf.postings(field, text)
        except TermNotFound:
            return

    def blended(self, field: str, texts: Iterable[bytes]) -> Postings:
        """Several terms as if they were one: frequencies are added up by document."""
        parts = [self.term(field, text) for text in texts]
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return NO_POSTINGS
        docs, inverse = np.unique(np.concatenate([part.docs for part in parts]), return_inverse=True)
        frequencies = np.bincount(inverse, np.concatenate([part.frequencies for part in parts]), len(docs))
        return Postings(docs, frequencies.astype(np.float32))

    def positions(self, field: str, text: bytes) -> Positions:
        """Each occurrence of one term in a field that has positions."""
        docs: list[int] = []
        positions: list[int] = []
        for leaf, offset in self._leaves():
            for matcher in self._matchers(leaf, field, text):
                while matcher.is_active():
                    here = matcher.value_as("positions")
                    positions.extend(here)
                    docs.extend([offset + matcher.id()] * len(here))
                    matcher.next()
        return Positions(np.array(docs, np.int64), np.array(positions, np.int64))
