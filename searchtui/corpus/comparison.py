"""How much of one body stands in another one: the test that candidates for copies have to pass."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, compress

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from searchtui.corpus.fingerprints import SHINGLE, Words, numbers_of, words_of

__all__ = ["Body", "Copy", "Pair", "compare"]

_LEAST_SHARE = 0.5
"""The part of the shorter article's text that must stand in the longer one."""

_SAME = 90.0
"""How much alike (RapidFuzz ratio, 0 to 100) a paragraph and its edited copy are at least."""

_SAME_RUNS = 0.9
"""The part of a paragraph's runs of words that must stand in the other text, however that is cut into paragraphs."""

_EDITED_RUNS = 0.2
"""The part of a paragraph's runs that an edited copy of it still has; below it, the letters are not compared."""

_SHORT_TEXT = 20
"""Words below which a text is a copy only where it is the same word for word."""

_BOILERPLATE_PARAGRAPHS = 2
"""Common paragraphs that make no copy where nothing else is shared."""

_LIKELY = 3
"""Paragraphs that an edited copy is compared with before all others."""

_ROUNDING = 1e-6
"""More than is lost where a part of a number of runs is rounded, and less than what two parts differ by."""

_SLOTS = 4
"""Slots, for each run of a text, of the table that tells most others from its runs."""

_LEAST_SLOTS = 1024

# The digits of pi, made odd.
_FACTORS = np.array(
    [0x243F6A8885A308D3, 0x13198A2E03707345, 0xA4093822299F31D1, 0x082EFA98EC4E6C89, 0x452821E638D01377], np.uint64
)

Mask = npt.NDArray[np.bool_]
Runs = npt.NDArray[np.int64]


class Pair(msgspec.Struct, frozen=True, array_like=True):
    """Two articles that may be copies of one text.

    Args:
        one, other: their numbers; of bodies as long as each other, `one` is taken for the shorter.
        only_common: whether they share no fingerprint but such as very many articles have.
    """

    one: int
    other: int
    only_common: bool


class Copy(msgspec.Struct, frozen=True, array_like=True):
    """Two articles that are copies of one text.

    Args:
        shorter, longer: their numbers.
        share: the part of the shorter one, 0 to 1, that stands in the longer one.
    """

    shorter: int
    longer: int
    share: float


class Body:
    """The body of one article, prepared to be compared.

    Args:
        paragraphs: their texts.
    """

    def __init__(self, paragraphs: Sequence[str]) -> None:
        words = [found for text in paragraphs if (found := words_of(text))]
        self._texts = [b" ".join(some) for some in words]
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        characters = len if b"".join(self._texts).isascii() else _characters
        letters = np.fromiter(map(characters, self._texts), np.int64, len(words)) - lengths + 1
        self.words, self.letters = int(lengths.sum()), int(letters.sum())
        long_enough = lengths >= SHINGLE
        self._short: list[tuple[bytes, int]] = list(
            zip(compress(self._texts, ~long_enough), letters[~long_enough].tolist(), strict=True)
        )
        self._long = list(compress(self._texts, long_enough))
        self._weights = letters[long_enough]
        starts, runs = (np.cumsum(lengths) - lengths)[long_enough], lengths[long_enough] - SHINGLE + 1
        self._borders = np.stack([starts, starts + runs], axis=1).ravel()
        self._standing, self._edited = (np.ceil(part * runs - _ROUNDING) for part in (_SAME_RUNS, _EDITED_RUNS))
        # Also those across the borders of paragraphs: a copy may be cut into paragraphs differently.
        self._runs = _runs_in(numbers_of(chain.from_iterable(words)))

    @cached_property
    def _shortest(self) -> frozenset[bytes]:
        return frozenset(text for text, _ in self._short)

    @cached_property
    def _sorted(self) -> Runs:
        return np.sort(self._runs)

    @cached_property
    def _places(self) -> npt.NDArray[np.int64]:
        """Where each of the sorted runs stands."""
        return np.argsort(self._runs, kind="stable")

    @cached_property
    def _table(self) -> Mask:
        """Which slots have a run: most runs of other texts lie in none of these."""
        table = np.zeros(1 << max(_LEAST_SLOTS, _SLOTS * len(self._runs)).bit_length(), bool)
        table[self._runs & (len(table) - 1)] = True
        return table

    @cached_property
    def _by_length(self) -> tuple[list[int], list[str]]:
        texts = sorted((text.decode() for text in self._long), key=len)
        return [len(text) for text in texts], texts

    def _holding(self, runs: Runs) -> list[int]:
        """The few long paragraphs in which most of some runs stand."""
        places = self._sorted.searchsorted(runs)
        found = self._places[places[self._sorted.take(places, mode="clip") == runs]]
        borders = self._borders.searchsorted(found, side="right")
        # Behind the end of one paragraph and before the beginning of the next are runs that reach over.
        holding, counts = np.unique(borders[borders % 2 == 1] // 2, return_counts=True)
        likely: list[int] = holding[np.argsort(-counts, kind="stable")[:_LIKELY]].tolist()
        return likely

    def is_same(self, other: Body) -> bool:
        """Whether two bodies are the same word for word, however they are cut into paragraphs."""
        alike = (self.words, self.letters) == (other.words, other.letters)
        return alike and b" ".join(self._texts) == b" ".join(other._texts)

    def share_in(self, longer: Body, *, only_common: bool) -> float:
        """The part of this body that stands in another one, which is not the same; 0 where that makes no copy.

        Args:
            longer: the other one.
            only_common: whether they share nothing but what very many articles have.
        """
        if self.words < _SHORT_TEXT:
            return 0.0
        short = [letters for text, letters in self._short if text in longer._shortest]
        letters = sum(short)
        wanted = _LEAST_SHARE * self.letters - letters
        table = longer._table
        met = table[self._runs & (len(table) - 1)].nonzero()[0]
        # Some of these only share a slot with a run of the longer one. Where they are too few even so, that is enough.
        if int(self._weights[self._within(met) >= self._edited].sum()) < wanted:
            return 0.0
        runs = self._runs[met]
        number = self._within(met[longer._sorted.take(longer._sorted.searchsorted(runs), mode="clip") == runs])
        standing = number >= self._standing
        possible = int(self._weights[number >= self._edited].sum())
        edited = ((number >= self._edited) & ~standing).nonzero()[0]
        # The largest first: without it the others need not be looked at.
        for place in edited[np.argsort(-self._weights[edited], kind="stable")].tolist():
            if possible < wanted:
                return 0.0
            first, last = self._borders[2 * place : 2 * place + 2].tolist()
            standing[place] = longer._has_alike(self._long[place].decode(), self._runs[first:last])
            if not standing[place]:
                possible -= int(self._weights[place])
        paragraphs = int(standing.sum()) + len(short)
        if only_common and paragraphs <= _BOILERPLATE_PARAGRAPHS and paragraphs < len(self._texts):
            return 0.0
        return (letters + possible) / self.letters

    def _within(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """How many of some runs, by their places, lie in each long paragraph and do not reach into the next."""
        borders = places.searchsorted(self._borders)
        return borders[1::2] - borders[::2]

    def _has_alike(self, text: str, runs: Runs) -> bool:
        """Whether a paragraph stands here, slightly edited.

        Args:
            text: of the paragraph.
            runs: of it.
        """
        # It is nearly always one of those with the most runs of it.
        likely = [self._long[number].decode() for number in self._holding(runs)]
        if process.extractOne(text, likely, scorer=fuzz.ratio, score_cutoff=_SAME) is not None:
            return True
        lengths, texts = self._by_length
        # If one is longer than the other by more than this, they cannot be so much alike.
        most = len(text) * _SAME / (200 - _SAME)
        some = texts[bisect_left(lengths, int(most)) : bisect_right(lengths, len(text) ** 2 / most + 1)]
        return process.extractOne(text, some, scorer=fuzz.ratio, score_cutoff=_SAME) is not None


def _runs_in(words: Words) -> Runs:
    """Each run of `SHINGLE` words as one number; nothing is asked of these but whether they are equal."""
    runs = np.zeros(max(0, len(words) - SHINGLE + 1), np.uint64)
    for place, factor in enumerate(_FACTORS):
        runs += words[place : place + len(runs)] * factor
    return runs.view(np.int64)


def _characters(text: bytes) -> int:
    return len(text.decode())


def compare(pairs: Iterable[Pair], body_of: Callable[[int], Body]) -> Iterator[Copy | None]:
    """Look which pairs of articles are copies: where half of the shorter body, or more, stands in the longer one.

    A paragraph or two that many articles share (an agency's footer, a disclaimer) make no copy, however short the rest
    is.

    Args:
        pairs: to be compared.
        body_of: gives the body of an article by its number.
    """
    for pair in pairs:
        shorter, longer = pair.one, pair.other
        one, other = body_of(shorter), body_of(longer)
        if (other.words, other.letters) < (one.words, one.letters):
            shorter, longer, one, other = longer, shorter, other, one
        share = 1.0 if one.is_same(other) else one.share_in(other, only_common=pair.only_common)
        yield Copy(shorter, longer, round(share, 4)) if share >= _LEAST_SHARE else None
