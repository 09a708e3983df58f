"""The words that a pattern stands for, found in whole lexicons at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import query as q

from searchtui.columnar import IndexArrays
from searchtui.columnar.cache import BoundedCache
from searchtui.columnar.expansion import Runs, runs
from searchtui.columnar.field import Field
from searchtui.query.regex import compiled_for_lines, wildcard_as_regex
from searchtui.query.rewriting import parts_of
from searchtui.query.tree import Matching
from searchtui.query.wording import say

__all__ = ["MOST_WORDS", "Patterns"]

MOST_WORDS = 10_000
"""So many words of one segment may a pattern stand for; of more, only the most frequent are looked for."""

_SCANNED = 20_000
"""Among so many of the most frequent words is looked where a pattern stands for too many."""

_KEPT_BYTES = 4 << 20

_PATTERNS = (q.Wildcard, Matching)


class _Found(NamedTuple):
    """The words of one segment that match.

    Args:
        numbers: of the words, rising, shape (n,).
        is_cut: whether there are more.
    """

    numbers: NDArray[np.int64]
    is_cut: bool


class Patterns:
    """Expands patterns for one generation.

    Args:
        arrays: of the generation.
    """

    def __init__(self, arrays: IndexArrays) -> None:
        self._arrays = arrays
        self._lines: dict[tuple[int, bool], _Lines] = {}
        self._kept: BoundedCache[_Found] = BoundedCache(_KEPT_BYTES, lambda found: found.numbers.nbytes + 256)

    @property
    def expansions(self) -> Mapping[type, Callable[[Any], Runs]]:
        """For an `Evaluator`."""
        return {q.Wildcard: self._runs, Matching: self._runs}

    def hints(self, query: q.Query) -> Iterator[str]:
        """What to say of the patterns in a query that stand for too many words."""
        for leaf in _patterns_in(query):
            if any(found.is_cut for _, found in self._in_segments(leaf)):
                yield f"{say(leaf)} stands for more than {MOST_WORDS:,} words; only the most frequent are looked for."

    def words(self, query: q.Query) -> dict[str, int]:
        """The words that a pattern stands for, with how many documents hold each."""
        counts: dict[str, int] = {}
        for held, found in self._in_segments(query):
            for number in found.numbers.tolist():
                word = held[number].decode("utf-8", "surrogatepass")
                counts[word] = counts.get(word, 0) + held.df(number)
        return counts

    def _in_segments(self, query: q.Query) -> Iterator[tuple[Field, _Found]]:
        for segment in self._arrays.segments:
            held = segment.fields.get(query.field())
            if held is not None:
                yield held, self._found(query, held)

    def _runs(self, query: q.Query) -> Runs:
        return lambda held: runs(self._found(query, held).numbers.tolist())

    def _found(self, query: q.Query, held: Field) -> _Found:
        return self._kept.get((query, id(held)), lambda: self._scan(query, held))

    def _scan(self, query: q.Query, held: Field) -> _Found:
        expression = compiled_for_lines(query.typed if isinstance(query, Matching) else wildcard_as_regex(query.text))
        numbers = self._lines_of(held, few=False).matching(expression, MOST_WORDS + 1)
        if len(numbers) <= MOST_WORDS:
            return _Found(numbers, is_cut=False)
        numbers = self._lines_of(held, few=True).matching(expression, _SCANNED)
        most = np.argsort(-held.dfs()[numbers], kind="stable")[:MOST_WORDS]
        return _Found(np.sort(numbers[most]), is_cut=True)

    def _lines_of(self, held: Field, *, few: bool) -> _Lines:
        key = id(held), few
        if key not in self._lines:
            numbers = np.arange(len(held))
            if few and len(held) > _SCANNED:
                dfs = held.dfs()
                numbers = np.sort(np.argpartition(-dfs, _SCANNED)[:_SCANNED])
            self._lines[key] = _Lines(held, numbers)
        return self._lines[key]


class _Lines:
    """Words of a lexicon as the lines of one text, in which all that match are found at once.

    Args:
        held: the lexicon.
        numbers: of the words, rising, shape (n,).
    """

    def __init__(self, held: Field, numbers: NDArray[np.int64]) -> None:
        words = held.all() if len(numbers) == len(held) else [held[number] for number in numbers.tolist()]
        self._numbers, self._text = numbers, b"\n".join(words)
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        self._starts = np.cumsum(lengths + 1) - (lengths + 1)

    def matching(self, expression: Any, most: int) -> NDArray[np.int64]:
        """The numbers of the first words that match, rising.

        Args:
            expression: that matches a whole line.
            most: how many are wanted.
        """
        starts = (match.start() for match in islice(expression.finditer(self._text), most))
        places = np.searchsorted(self._starts, np.fromiter(starts, np.int64))
        # An expression that may match nothing finds that after the last line too.
        return self._numbers[places[places < len(self._numbers)]]


def _patterns_in(query: q.Query) -> Iterator[q.Query]:
    """The patterns in a query, those in what is banned too."""
    if isinstance(query, _PATTERNS):
        yield query
    for part in parts_of(query):
        yield from _patterns_in(part)
