"""Inversion of fields whose values become terms by Whoosh's rules, such as ids and dates."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence

import numpy as np
from whoosh import formats
from whoosh.analysis import IDTokenizer
from whoosh.fields import FieldType

from searchtui.columnar.field import Block, InvertedField
from searchtui.columnar.packing import spread

__all__ = ["PostingsInverter"]

_BYTES_A_TERM = 200
_BYTES_A_RUN = 64
"""What these take in memory, about, beside the bytes of which they are made."""

_TIMES_WRITTEN = 2
"""The terms are in memory once more when they are written."""


class PostingsInverter:
    """Inverts a field that is none of words, from the postings that Whoosh makes of its values.

    Args:
        field: of the schema.
    """

    def __init__(self, field: FieldType) -> None:
        self._field = field
        self._is_whole = _is_whole(field)
        self._numbers: dict[bytes, int] = {}
        # Of each run in order: its term, its first document, how many documents in a row, its weight.
        self._terms, self._firsts, self._repeats = array("I"), array("I"), array("I")
        self._weights = array("f")
        self._kept: list[bytes] = []
        """What the format keeps with each run; empty where it never keeps anything."""
        self._bytes = 0

    @property
    def memory(self) -> int:
        """How many bytes inverting will need, about."""
        return _BYTES_A_TERM * len(self._numbers) + _BYTES_A_RUN * len(self._firsts) + _TIMES_WRITTEN * self._bytes

    def add(self, docs: Sequence[int], values: Sequence[object], times: Sequence[int]) -> list[int]:
        """Add values.

        Args:
            docs: of each value the first document that has it, rising, shape (n,).
            values: themselves, shape (n,).
            times: how many documents in a row have it, shape (n,).

        Returns:
            Of each value its length in words.
        """
        numbers = self._numbers
        if self._is_whole and all(isinstance(value, str) for value in values):
            known = len(numbers)
            self._terms.extend([numbers.setdefault(str(value).encode(), len(numbers)) for value in values])
            self._bytes += sum(map(len, itertools.islice(reversed(numbers), len(numbers) - known)))
            self._firsts.extend(docs)
            self._repeats.extend(times)
            self._weights.extend([1.0] * len(values))
            return [1] * len(values)
        lengths = []
        for doc, value, count in zip(docs, values, times, strict=True):
            length = 0
            for term, frequency, weight, kept in self._field.index(value):
                self._terms.append(numbers.setdefault(term, len(numbers)))
                self._firsts.append(doc)
                self._repeats.append(count)
                self._weights.append(weight)
                self._bytes += len(term) + len(kept)
                if not self._is_whole:
                    self._kept.append(kept)
                length += frequency
            lengths.append(length)
        return lengths

    def invert(self) -> InvertedField | None:
        """The postings of all that was added; None where nothing was."""
        if not self._numbers:
            return None
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), np.int64)
        ranks[[self._numbers[term] for term in terms]] = np.arange(len(terms))
        of_runs = ranks[np.frombuffer(self._terms, np.uint32)]
        order = np.argsort(of_runs, kind="stable")
        repeats = np.frombuffer(self._repeats, np.uint32)[order].astype(np.int64)
        dfs = np.bincount(of_runs, np.frombuffer(self._repeats, np.uint32)).astype(np.int64)
        docs = spread(np.frombuffer(self._firsts, np.uint32)[order].astype(np.int64), repeats).astype(np.uint32)
        weights = np.repeat(np.frombuffer(self._weights, np.float32)[order], repeats)
        values: Sequence[bytes] = ()
        positions = counts = None
        if type(self._field.format) is formats.Positions:
            decoded = [self._field.format.decode_positions(self._kept[run]) for run in order.tolist()]
            lengths = np.array([len(some) for some in decoded], np.int64)
            counts = np.repeat(lengths, repeats).astype(np.uint32)
            flat = np.array([position for some in decoded for position in some], np.uint32)
            starts = np.cumsum(lengths) - lengths
            positions = flat[spread(np.repeat(starts, repeats), np.repeat(lengths, repeats))]
        elif any(self._kept):
            runs = zip(order.tolist(), repeats.tolist(), strict=True)
            values = [self._kept[run] for run, times in runs for _ in range(times)]
        return InvertedField(terms, dfs, Block(docs, weights, positions, counts, values))


def _is_whole(field: FieldType) -> bool:
    """Whether a value of a field, as it is, is its only term, and nothing is kept with it."""
    form = field.format
    return type(field.analyzer) is IDTokenizer and type(form) is formats.Existence and form.field_boost == 1.0
