"""The words of a collection, for spelling and for words that are still being typed."""

from __future__ import annotations

import heapq
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar import IndexArrays
from searchtui.columnar.cache import BoundedCache
from searchtui.columnar.field import Field
from searchtui.columnar.packing import narrowest
from searchtui.columnar.postings import Segment
from searchtui.columnar.similarity import Letters, similar

__all__ = ["CollectionLexicon"]

_KEPT = 1 << 14
"""So many words are kept of the answers to what was asked last; an answer without words counts as one."""

_FEW = 1 << 8
"""Of a word that more documents hold, those that were deleted are not looked for."""

_MANY = 1 << 12
"""From so many terms on, those that few documents hold are left out first."""

_COSTLY = 20_000
"""So many postings take some milliseconds to be put together."""

_SHARE = 1000
"""Words that less than one document in so many holds do not make a beginning costly."""

_MUCH = 12
"""One of so many parts of all documents is much of them."""

_TIMES_RARER = 8
"""Frequencies that are so many times lower than those of the most frequent words are first left out of sums."""


class CollectionLexicon:
    """The terms of one field in all segments of a generation, as `searchtui.query.spelling.Lexicon` wants them.

    Safe from any thread. Deleted documents may be counted, but a word that only such documents hold is none, unless
    they are very many.

    Args:
        arrays: of the generation.
        field: of words; spelling and completions need exact folded ones.
    """

    def __init__(self, arrays: IndexArrays, field: str = "exact") -> None:
        self._arrays = arrays
        self._parts = [(segment, segment.fields[field]) for segment in arrays.segments if field in segment.fields]
        self._frequencies: BoundedCache[int] = BoundedCache(_KEPT, lambda _: 1)
        self._similar: BoundedCache[tuple[tuple[str, int, int], ...]] = BoundedCache(_KEPT, _size)
        self._completions: BoundedCache[tuple[tuple[str, int], ...]] = BoundedCache(_KEPT, _size)
        self._frequent: dict[tuple[int, int], Letters] = {}
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Make what the first question about similar words would have to wait for."""
        for _, field in self._parts:
            similar(field, "", 0)

    def frequency(self, word: str) -> int:
        """How many paragraphs hold a word; 0 where none does."""

        def made() -> int:
            text = _encoded(word)
            places = [(segment, field, field.number(text)) for segment, field in self._parts]
            return sum(self._df(segment, field, number) for segment, field, number in places if number is not None)

        return self._frequencies.get(word, made)

    def similar(self, word: str, distance: int, alike: int = 0, least: int = 1) -> Sequence[tuple[str, int, int]]:
        """The words that are some edits away from a text; see `searchtui.query.spelling.Lexicon`."""
        key = word, distance, alike, least
        if least > 1:
            return self._similar.get(key, lambda: tuple(self._frequent_similar(*key)))

        def made() -> tuple[tuple[str, int, int], ...]:
            edits: dict[bytes, int] = {}
            frequencies: dict[bytes, int] = {}
            for segment, field in self._parts:
                for number, away in similar(field, word, distance, alike):
                    term = field[number]
                    edits[term] = away
                    frequencies[term] = frequencies.get(term, 0) + self._df(segment, field, number)
            return tuple((_decoded(term), edits[term], count) for term, count in frequencies.items() if count)

        return self._similar.get(key, made)

    def _frequent_similar(self, word: str, distance: int, alike: int, least: int) -> Iterator[tuple[str, int, int]]:
        """The same among the words that so many paragraphs hold; few words are so frequent, and only they are read."""
        # What so many documents hold altogether, this share of them hold in one of the segments.
        share = -(-least // max(1, len(self._parts)))
        edits: dict[str, int] = {}
        for at, (_, field) in enumerate(self._parts):
            letters = self._letters_of_frequent(at, share)
            edits |= {_decoded(field[number]): away for number, away in similar(field, word, distance, alike, letters)}
        for other, away in edits.items():
            if (count := self.frequency(other)) >= least:
                yield other, away, count

    def _letters_of_frequent(self, part: int, least: int) -> Letters:
        """The letters of all terms of a segment that so many documents hold, and of some that fewer do."""
        level = least.bit_length() - 1
        with self._lock:
            if (part, level) not in self._frequent:
                field = self._parts[part][1]
                numbers = np.flatnonzero(self._dfs[part] >= 1 << level)
                self._frequent[part, level] = field.letters_of(numbers)
            return self._frequent[part, level]

    @cached_property
    def _dfs(self) -> list[NDArray[np.unsignedinteger]]:
        """How many documents hold each term of each segment."""
        return [narrowest(field.dfs()) for _, field in self._parts]

    def completions(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """The most frequent words that begin so, and how many paragraphs hold each, most frequent first."""

        def made() -> tuple[tuple[str, int], ...]:
            counts = self._most_frequent(_encoded(prefix), most).items()
            some = ((_decoded(term), count) for term, count in counts if count)
            return tuple(sorted(some, key=lambda one: (-one[1], one[0]))[:most])

        return self._completions.get((prefix, most), made)

    def beginnings(self) -> list[str]:
        """Beginnings of two and three letters that take long to put together, the longest first.

        Those of words that are in much of all documents come last, for one of them takes the place of many others; but
        not those of a word that is in most documents: they take longest by far.
        """
        frequencies: Counter[str] = Counter()
        for (_, field), dfs in zip(self._parts, self._dfs, strict=True):
            numbers = np.flatnonzero(dfs >= -(-self._arrays.size // _SHARE))
            for term, df in zip(field.some(numbers), dfs[numbers].tolist(), strict=True):
                frequencies[_decoded(term)] += df
        sums: Counter[str] = Counter()
        highest: Counter[str] = Counter()
        for word, df in frequencies.items():
            for beginning in (word[:letters] for letters in range(2, min(len(word), 3) + 1)):
                sums[beginning] += df
                highest[beginning] = max(highest[beginning], df)
        costly = [beginning for beginning, total in sums.most_common() if total >= _COSTLY]
        much, most = self._arrays.size // _MUCH, self._arrays.size // 2
        return sorted(costly, key=lambda beginning: much < highest[beginning] <= most)

    @cached_property
    def _has_all(self) -> bool:
        """Whether no document was deleted."""
        return self._arrays.documents == self._arrays.size

    def _df(self, segment: Segment, field: Field, number: int) -> int:
        df = field.df(number)
        if self._has_all or df > _FEW:
            return df
        return int(np.count_nonzero(self._arrays.live[field.docs(number) + segment.offset]))

    def _most_frequent(self, prefix: bytes, most: int) -> dict[bytes, int]:
        """The terms that begin so and that most documents hold, and some others, with how many documents hold each.

        Where there are many, only frequencies from some limit on are added up over the segments: fewer documents hold
        most of all terms. What that leaves out of a sum is less than the limit for each segment, deleted documents
        included.
        """
        spans = [(field, field.find(prefix), field.after_prefix(prefix)) for _, field in self._parts]
        dfs = [field.dfs(first, last) for field, first, last in spans]
        limits = [1]
        if sum(map(len, dfs)) > _MANY:
            frequent = sum(int(np.partition(here, -most)[-most]) for here in dfs if len(here) >= most)
            limits.insert(0, max(1, frequent // (_TIMES_RARER * len(spans))))
        for limit in limits:
            sums: dict[bytes, int] = {}
            for (field, first, _), here in zip(spans, dfs, strict=True):
                places = np.flatnonzero(here >= limit)
                for term, df in zip(field.some(first + places), here[places].tolist(), strict=True):
                    sums[term] = sums.get(term, 0) + df
            least = heapq.nlargest(most, sums.values())[-1] if len(sums) >= most else 0
            left_out = len(spans) * (limit - 1)
            if least > left_out:
                break
        chosen = sorted(term for term, total in sums.items() if total >= least - left_out)
        if self._has_all and not left_out:
            return {term: sums[term] for term in chosen}
        counts = dict.fromkeys(chosen, 0)
        for (segment, _), (field, first, _), here in zip(self._parts, spans, dfs, strict=True):
            for term, number in zip(chosen, field.numbers(chosen), strict=True):
                if number is not None:
                    df = int(here[number - first])
                    counts[term] += df if self._has_all or df > _FEW else self._df(segment, field, number)
        return counts


def _size(answer: Sequence[object]) -> int:
    return len(answer) + 1


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


def _decoded(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")
