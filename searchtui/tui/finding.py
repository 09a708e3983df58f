"""Finding a text within an article as it is typed: without case and accents, every place counted.

The article is folded once; at each key the folded texts are only searched. Where in the text as it is written a place
lies is worked out for what is looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from searchtui.collection import Span
from searchtui.tui.text import fold

__all__ = ["Finder", "Finding"]

_fold_character = lru_cache(maxsize=4096)(fold)


class _Runs:
    """Which character of a text as it is written each character of the folded text comes from.

    Nearly all characters are folded to one, so that only those are kept that are not.

    Args:
        text: as it is written.
    """

    def __init__(self, text: str) -> None:
        self._folded, self._written, self._alone = [0], [0], [False]
        shift = 0
        for match in _not_ascii(text):
            count = len(_fold_character(match[0]))
            if count != 1:
                at = match.start()
                if count:
                    self._add(at + shift, at, alone=True)
                shift += count - 1
                self._add(at + 1 + shift, at + 1, alone=False)

    def _add(self, folded: int, written: int, *, alone: bool) -> None:
        self._folded.append(folded)
        self._written.append(written)
        self._alone.append(alone)

    def written(self, folded: int) -> int:
        """The character that a character of the folded text comes from."""
        run = bisect_right(self._folded, folded) - 1
        return self._written[run] + (0 if self._alone[run] else folded - self._folded[run])


_not_ascii = re.compile(r"[^\x00-\x7f]").finditer


class Finder:
    """The texts that are searched.

    Args:
        texts: of all paragraphs, in order.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._folded = [fold(text) for text in texts]
        self._runs: dict[int, _Runs] = {}

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
        runs = self._runs.get(item)
        if runs is None:
            runs = self._runs[item] = _Runs(self._texts[item])
        return tuple((runs.written(at), runs.written(at + size - 1) + 1) for at in found)

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

    def look_up(self, go_on: Callable[[], bool]) -> None:
        """Work out all places in advance.

        Args:
            go_on: called between two texts; False ends it.
        """
        for item in self.items:
            if not go_on():
                return
            self.spans(item)

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
