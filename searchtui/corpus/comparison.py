"""How much of one body stands in another one: the test that candidates for copies have to pass."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from searchtui.corpus.bodies import Bodies, Mask, spread
from searchtui.corpus.numbersets import NumberSets
from searchtui.corpus.words import SHINGLE, Numbers, Words

__all__ = ["Copy", "Pair", "compare"]

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

_FEW = 32
"""Paragraphs that are compared with one more quickly than it is found which of them are likely."""

_LIKELY = 3
"""Paragraphs that an edited copy is compared with before all others, where these are more than a few."""

_ROUNDING = 1e-6
"""More than is lost where a part of a number of runs is rounded, and less than what two parts differ by."""

_RUNS_AT_ONCE = 1 << 17
"""Runs that are looked for together, unless one article has more."""

Shares = npt.NDArray[np.float64]


class Pair(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Two articles that may be copies of one text.

    Args:
        one, other: their numbers; of bodies as long as each other, `one` is taken for the shorter.
        only_common: whether they share no fingerprint but such as very many articles have.
    """

    one: int
    other: int
    only_common: bool


class Copy(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Two articles that are copies of one text.

    Args:
        shorter, longer: their numbers.
        share: the part of the shorter one, 0 to 1, that stands in the longer one.
    """

    shorter: int
    longer: int
    share: float


def compare(pairs: Sequence[Pair], texts: Sequence[Sequence[str]]) -> Iterator[Copy | None]:
    """Look which pairs of articles are copies: where half of the shorter body, or more, stands in the longer one.

    A paragraph or two that many articles share (an agency's footer, a disclaimer) make no copy, however short the rest
    is.

    Args:
        pairs: to be compared.
        texts: of each article those of the paragraphs of its body.

    Raises:
        ValueError: there are more than 65,536 articles.
    """
    yield from _Comparison(texts).copies(pairs)


class _Comparison:
    """Compares articles with one another, many pairs at a time.

    Args:
        texts: of each those of the paragraphs of its body.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._bodies = bodies = Bodies(texts)
        self._standing, self._edited = (
            np.ceil(part * bodies.long.runs - _ROUNDING) for part in (_SAME_RUNS, _EDITED_RUNS)
        )
        owners = np.repeat(np.arange(len(texts)), bodies.words)
        inside = np.flatnonzero(owners[: 1 - SHINGLE] == owners[SHINGLE - 1 :])
        self._runs = NumberSets(owners[inside], bodies.runs[inside], len(texts))
        owners = np.repeat(np.arange(len(texts)), np.diff(bodies.short.starts))
        self._short = NumberSets(owners, bodies.short_runs, len(texts))
        self._paragraphs = _LongParagraphs(bodies)

    def copies(self, pairs: Sequence[Pair]) -> Iterator[Copy | None]:
        """Compare pairs, in this order."""
        ends = np.array([(pair.one, pair.other) for pair in pairs], np.int64).reshape(-1, 2)
        only_common = np.array([pair.only_common for pair in pairs], bool)
        words, letters = self._bodies.words[ends], self._bodies.letters[ends]
        same_words = words[:, 0] == words[:, 1]
        swapped = (words[:, 1] < words[:, 0]) | (same_words & (letters[:, 1] < letters[:, 0]))
        shorter, longer = np.where(swapped, ends[:, 1], ends[:, 0]), np.where(swapped, ends[:, 0], ends[:, 1])
        for some in _stretches(self._bodies.words[shorter]):
            shares = self._shares(shorter[some], longer[some], only_common[some])
            numbers = shorter[some].tolist(), longer[some].tolist(), shares.tolist()
            for one, other, share in zip(*numbers, strict=True):
                yield Copy(one, other, round(share, 4)) if share >= _LEAST_SHARE else None

    def _shares(self, shorter: Numbers, longer: Numbers, only_common: Mask) -> Shares:
        """The part of each shorter body that stands in the longer one, less than a half where that makes no copy."""
        words, letters = self._bodies.words, self._bodies.letters
        shares = np.zeros(len(shorter))
        for place in np.flatnonzero((words[shorter] == words[longer]) & (letters[shorter] == letters[longer])).tolist():
            shares[place] = self._bodies.is_same(int(shorter[place]), int(longer[place]))
        left = np.flatnonzero((shares == 0.0) & (words[shorter] >= _SHORT_TEXT))
        shares[left] = self._shares_of_edited(shorter[left], longer[left], only_common[left])
        return shares

    def _shares_of_edited(self, shorter: Numbers, longer: Numbers, only_common: Mask) -> Shares:
        """The same for those that are not the same word for word."""
        bodies = self._bodies
        size = len(shorter)
        places, owners = bodies.short.of(shorter)
        stand = self._short.have(longer[owners], bodies.short_runs[places])
        paragraphs = np.bincount(owners[stand], minlength=size)
        letters = np.bincount(owners[stand], bodies.short.letters[places[stand]], size)
        wanted = _LEAST_SHARE * bodies.letters[shorter] - letters
        firsts = bodies.starts[shorter]
        runs, of = spread(firsts, bodies.starts[shorter + 1] - SHINGLE + 1)
        met = np.flatnonzero(self._runs.may_have(longer[of], bodies.runs[runs]))
        places, owners = bodies.long.of(shorter)
        weights = bodies.long.letters[places]
        begins = of.searchsorted(owners) + bodies.long.firsts[places] - firsts[owners]
        ends = begins + bodies.long.runs[places]

        # Some of these only share a slot with a run of the longer one. Where they are too few even so, that is enough.
        number = met.searchsorted(ends) - met.searchsorted(begins)
        possible = np.bincount(owners, weights * (number >= self._edited[places]), size)
        met = met[(possible >= wanted)[of[met]]]
        met = met[self._runs.have(longer[of[met]], bodies.runs[runs[met]])]
        number = met.searchsorted(ends) - met.searchsorted(begins)
        edited, standing = number >= self._edited[places], number >= self._standing[places]
        possible = np.bincount(owners, weights * edited, size)
        paragraphs += np.bincount(owners[standing], minlength=size)
        uncertain = np.flatnonzero(edited & ~standing & (possible >= wanted)[owners])
        # The largest first: without it the others need not be looked at.
        for place in uncertain[np.argsort(-weights[uncertain], kind="stable")].tolist():
            pair = owners[place]
            if possible[pair] >= wanted[pair]:
                if self._paragraphs.have_alike(int(longer[pair]), int(places[place])):
                    paragraphs[pair] += 1
                else:
                    possible[pair] -= weights[place]
        boilerplate = only_common & (paragraphs <= _BOILERPLATE_PARAGRAPHS) & (paragraphs < bodies.paragraphs[shorter])
        shares: Shares = np.where(boilerplate, 0.0, (letters + possible) / bodies.letters[shorter])
        return shares


class _LongParagraphs:
    """The long paragraphs of articles, among which those are looked for that are much like another one.

    Args:
        bodies: of the articles.
    """

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._sizes = bodies.long.letters + bodies.long.lengths - 1
        self._texts: dict[int, str] = {}
        self._by_size: dict[int, tuple[list[int], list[int]]] = {}
        self._sorted: dict[int, tuple[Numbers, Words]] = {}

    def have_alike(self, article: int, place: int) -> bool:
        """Whether a paragraph stands in an article, slightly edited.

        Args:
            article: number of the article.
            place: of the paragraph, which is in another one.
        """
        text, size = self._text(place), int(self._sizes[place])
        # If one is longer than the other by more than this, they cannot be so much alike.
        most = size * _SAME / (200 - _SAME)
        sizes, places = self._of(article)
        some = places[bisect_left(sizes, int(most)) : bisect_right(sizes, size**2 / most + 1)]
        if len(some) > _FEW and self._are_alike(text, self._likely(article, place)):
            return True
        return self._are_alike(text, some)

    def _are_alike(self, text: str, places: Sequence[int]) -> bool:
        others = map(self._text, places)
        return process.extractOne(text, others, scorer=fuzz.ratio, score_cutoff=_SAME) is not None

    def _text(self, place: int) -> str:
        if place not in self._texts:
            self._texts[place] = self._bodies.text(place)
        return self._texts[place]

    def _of(self, article: int) -> tuple[list[int], list[int]]:
        """The sizes of the paragraphs of an article, rising, and their places."""
        if article not in self._by_size:
            first, end = self._bodies.long.starts[article : article + 2].tolist()
            order = np.argsort(self._sizes[first:end], kind="stable") + first
            self._by_size[article] = self._sizes[order].tolist(), order.tolist()
        return self._by_size[article]

    def _likely(self, article: int, place: int) -> list[int]:
        """The few paragraphs of an article in which most runs of another one stand."""
        bodies = self._bodies
        if article not in self._sorted:
            first, end = bodies.starts[article : article + 2].tolist()
            order = np.argsort(bodies.runs[first : end - SHINGLE + 1], kind="stable") + first
            self._sorted[article] = order, bodies.runs[order]
        order, runs = self._sorted[article]
        first = int(bodies.long.firsts[place])
        wanted = bodies.runs[first : first + int(bodies.long.runs[place])]
        found = runs.searchsorted(wanted)
        standing = order[found[runs.take(found, mode="clip") == wanted]]
        # Those that reach over a border count for the paragraph in which they begin, which does no harm.
        holding, counts = np.unique(bodies.long.firsts.searchsorted(standing, side="right") - 1, return_counts=True)
        likely: list[int] = holding[np.argsort(-counts, kind="stable")[:_LIKELY]].tolist()
        return likely


def _stretches(runs: Numbers) -> Iterator[slice]:
    """Cut a row of pairs into stretches that are compared together.

    Args:
        runs: how many have to be looked for, for each pair.
    """
    passed = np.cumsum(runs)
    first = 0
    while first < len(runs):
        before = int(passed[first] - runs[first])
        last = max(first + 1, int(passed.searchsorted(before + _RUNS_AT_ONCE, side="right")))
        yield slice(first, last)
        first = last
