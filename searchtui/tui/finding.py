"""Finding a text within an article as it is typed: without case and accents, every place counted.

The article is folded once; at each key the folded texts are only searched. Where in the text as it is written a place
lies is worked out for what is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from searchtui.collection import Span
from searchtui.tui.text import fold

__all__ = ["Finder", "Finding"]

_fold_character = lru_cache(maxsize=4096)(fold)


class Finder:
    """The texts that are searched.

    Args:
        texts: of all paragraphs, in order.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._folded = [fold(text) for text in texts]
        self._maps: dict[int, list[int]] = {}

    def find(self, typed: str) -> Finding:
        """All places of a text; none where nothing but blanks is typed."""
        needle = fold(typed)
        counts = [text.count(needle) for text in self._folded] if needle.strip() else [0] * len(self._folded)
        return Finding(self, needle, counts)

    def places(self, needle: str, item: int) -> tuple[Span, ...]:
        """Where a folded text stands in one of the texts as it is written."""
        folded, size = self._folded[item], len(needle)
        found: list[int] = []
        at = folded.find(needle)
        while at >= 0:
            found.append(at)
            at = folded.find(needle, at + size)
        if not found or self._texts[item].isascii():
            return tuple((at, at + size) for at in found)
        written = self._written(item)
        return tuple((written[at], written[at + size - 1] + 1) for at in found)

    def _written(self, item: int) -> list[int]:
        """For each character of a folded text, which character of the text as it is written it comes from."""
        known = self._maps.get(item)
        if known is None:
            known = self._maps[item] = [
                at for at, character in enumerate(self._texts[item]) for _ in _fold_character(character)
            ]
        return known

    @cached_property
    def _words(self) -> list[str]:
        return list({word for text in self._folded for word in re.findall(r"\w+", text)})

    def nearest(self, typed: str) -> str:
        """The word of the texts that is written most like what was typed, folded; empty where none is alike."""
        # Imported only where nothing was found.
        from rapidfuzz import fuzz, process

        near = process.extractOne(fold(typed).strip(), self._words, scorer=fuzz.ratio, score_cutoff=60)
        return near[0] if near else ""


class Finding:
    """All places of one text.

    Args:
        finder: of the texts.
        needle: what is found, folded.
        counts: how many places each text has.
    """

    def __init__(self, finder: Finder, needle: str, counts: list[int]) -> None:
        self._finder, self._needle, self._counts = finder, needle, counts
        self._before = [0, *accumulate(counts)]
        self._spans: dict[int, tuple[Span, ...]] = {}

    def __len__(self) -> int:
        return self._before[-1]

    @property
    def items(self) -> list[int]:
        """The texts that have a place."""
        return [item for item, count in enumerate(self._counts) if count]

    def spans(self, item: int) -> tuple[Span, ...]:
        """The places in one text, in order."""
        if not self._counts[item]:
            return ()
        known = self._spans.get(item)
        if known is None:
            known = self._spans[item] = self._finder.places(self._needle, item)
        return known

    def place(self, number: int) -> tuple[int, Span]:
        """One of all places: the text that it is in, and where.

        Args:
            number: from 0, in order.
        """
        item = bisect_right(self._before, number) - 1
        return item, self.spans(item)[number - self._before[item]]

    def at_or_after(self, item: int, offset: int) -> int:
        """The number of the first place that does not begin before a code point of a text; 0 where none follows."""
        inside = sum(begin < offset for begin, _ in self.spans(item))
        number = self._before[item] + inside
        return number if number < len(self) else 0
