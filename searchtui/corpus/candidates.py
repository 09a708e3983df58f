"""Candidates: pairs of articles that have fingerprints in common, and so may be copies of one text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

__all__ = ["Candidates", "find_candidates"]

_COMMON = 24
"""Articles from which on a fingerprint is common: agency footers, disclaimers, texts copied very often."""

_REPRESENTATIVES = 4
"""Articles that stand for all that share a common fingerprint."""

_LEAST_MARKS = 0.1
"""The part of the fingerprints of the one with fewer that two articles share before their texts are compared."""

_SLICE = 1 << 20
"""Fingerprints that are looked at in one go."""

_LOW_BITS = 1 << 16
"""What the low 16 bits of a number can be."""

Ordinals = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Marks = npt.NDArray[np.uint64]
Number = TypeVar("Number", np.int64, np.uint64)


class Candidates(msgspec.Struct, frozen=True):
    """Pairs of articles.

    Args:
        one, other: their ordinals, shape (pairs,); the key of `one` is the lesser.
        same: which have all their fingerprints in common: they are copies word for word, as sure as 64 bits.
        only_common: which share no fingerprint but such as very many articles have.
    """

    one: Ordinals
    other: Ordinals
    same: Mask
    only_common: Mask

    def chosen(self, places: Ordinals | Mask) -> Candidates:
        """Some of the pairs."""
        return Candidates(self.one[places], self.other[places], self.same[places], self.only_common[places])

    def neighbours_together(self) -> Candidates:
        """The pairs in an order in which the same articles come again soon, so that few bodies are made twice."""
        articles, ends = np.unique(np.concatenate([self.one, self.other]), return_inverse=True)
        one, other = ends[: len(self.one)], ends[len(self.one) :]
        order = np.argsort(ends, kind="stable")
        neighbours = np.concatenate([other, one])[order].tolist()
        starts = np.searchsorted(ends[order], np.arange(len(articles) + 1)).tolist()
        places = np.full(len(articles), -1)
        for place, article in enumerate(_breadth_first(starts, neighbours)):
            places[article] = place
        return self.chosen(np.lexsort((np.minimum(places[one], places[other]), np.maximum(places[one], places[other]))))


def _breadth_first(starts: list[int], neighbours: list[int]) -> Iterator[int]:
    seen = [False] * (len(starts) - 1)
    for start in range(len(seen)):
        waiting = deque([start])
        while waiting:
            one = waiting.popleft()
            if not seen[one]:
                seen[one] = True
                yield one
                waiting.extend(other for other in neighbours[starts[one] : starts[one + 1]] if not seen[other])


class _Holders(msgspec.Struct, frozen=True):
    """Which articles have a fingerprint, for many fingerprints.

    Args:
        groups: the number of the fingerprint, rising.
        articles: the ordinal of an article that has it, rising within each.
        sizes: how many have it, for each number.
    """

    groups: Ordinals
    articles: Ordinals
    sizes: Ordinals

    def chosen(self, which: Mask) -> _Holders:
        return _Holders(self.groups[which], self.articles[which], self.sizes)


class _Search:
    """The search for candidates.

    Args:
        starts: where the fingerprints of each article begin, and where those of the last end, shape (articles + 1,).
        marks: the fingerprints of all articles, shape (fingerprints,).
        keys: a number for each article, by which ties are broken.
        new: which articles are to be paired with all others.
    """

    def __init__(self, starts: Ordinals, marks: Marks, keys: Ordinals, new: Mask) -> None:
        self._starts, self._marks, self._keys, self._new = starts, marks, keys, new
        self._sizes = np.diff(starts)
        self._wanted = _distinct(marks[np.repeat(new, self._sizes)])

    def go(self) -> Candidates:
        pairs, numbers, common = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for first in range(0, len(self._wanted), _SLICE):
            holders = self._holders(self._wanted[first : first + _SLICE])
            is_common = holders.sizes[holders.groups] > _COMMON
            found, shared = np.unique(self._pairs(holders.chosen(~is_common)), return_counts=True)
            pairs.append(found)
            numbers.append(shared)
            often = holders.chosen(is_common)
            found = _distinct(self._pairs_of_common(often))
            pairs.append(found)
            numbers.append(np.zeros(len(found), np.int64))
            common.append(often.articles * len(self._wanted) + often.groups + first)
        codes, places = np.unique(np.concatenate(pairs), return_inverse=True)
        shared = np.zeros(len(codes), np.int64)
        np.add.at(shared, places, np.concatenate(numbers))
        return self._likely(codes, shared, np.sort(np.concatenate(common)))

    def _holders(self, wanted: Marks) -> _Holders:
        """The articles that have these fingerprints, without those that one article alone has."""
        if len(wanted) < _LOW_BITS:
            # Most are told apart by their low bits, without a search for each.
            table = np.zeros(_LOW_BITS, bool)
            table[wanted.astype(np.uint16)] = True
            places = np.flatnonzero(table.take(self._marks.astype(np.uint16)))
        else:
            places = np.flatnonzero((self._marks >= wanted[0]) & (self._marks <= wanted[-1]))
        marks = self._marks[places]
        groups = np.searchsorted(wanted, marks)
        held = wanted.take(groups, mode="clip") == marks
        places, groups = places[held], groups[held]
        sizes = np.bincount(groups, minlength=len(wanted))
        shared = sizes[groups] > 1
        places, groups = places[shared], groups[shared]
        order = np.argsort(groups, kind="stable")
        articles = np.searchsorted(self._starts, places, side="right") - 1
        return _Holders(groups[order], articles[order], sizes)

    def _code(self, one: Ordinals, other: Ordinals) -> Ordinals:
        return np.minimum(one, other) * len(self._sizes) + np.maximum(one, other)

    def _pairs(self, holders: _Holders) -> Ordinals:
        """All pairs with a new article of those that have a fingerprint in common, once for each of these."""
        found = [np.zeros(0, np.int64)]
        groups, articles = holders.groups, holders.articles
        for apart in range(1, _COMMON):
            beside = groups[apart:] == groups[:-apart]
            one, other = articles[:-apart][beside], articles[apart:][beside]
            wanted = self._new[one] | self._new[other]
            found.append(self._code(one[wanted], other[wanted]))
        return np.concatenate(found)

    def _pairs_of_common(self, holders: _Holders) -> Ordinals:
        """Pairs of a new article and some few, the fullest, of those that have a common fingerprint.

        Articles that were there before are linked to those that stood for all at that time. So the new ones are paired
        with these too, and a new one that now stands for all is paired with all.
        """
        found = [np.zeros(0, np.int64)]
        fullest = np.lexsort((self._keys[holders.articles], -self._sizes[holders.articles], holders.groups))
        groups, articles = holders.groups, holders.articles[fullest]
        new = self._new[articles]
        standing = _places_within(groups) < _REPRESENTATIVES
        standing[~new] |= _places_within(groups[~new]) < _REPRESENTATIVES
        stand_groups, stand_articles = groups[standing], articles[standing]
        starts = np.searchsorted(stand_groups, groups)
        ends = np.searchsorted(stand_groups, groups, side="right")
        for number in range(2 * _REPRESENTATIVES):
            more = starts + number < ends
            one, other = articles[more], stand_articles[starts[more] + number]
            wanted = (one != other) & (self._new[one] | self._new[other])
            found.append(self._code(one[wanted], other[wanted]))
        return np.concatenate(found)

    def _likely(self, codes: Ordinals, shared: Ordinals, common: Ordinals) -> Candidates:
        """Those pairs that share enough fingerprints.

        Args:
            codes: of pairs.
            shared: how many fingerprints that are not common they share.
            common: which common fingerprints each article has, as article * fingerprints + fingerprint, rising.
        """
        one, other = np.divmod(codes, len(self._sizes))
        only_common = shared == 0
        shared = shared + self._common_shared(one, other, common)
        fewer = np.minimum(self._sizes[one], self._sizes[other])
        same = (shared == fewer) & (self._sizes[one] == self._sizes[other])
        swapped = self._keys[other] < self._keys[one]
        ordered = Candidates(np.where(swapped, other, one), np.where(swapped, one, other), same, only_common)
        return ordered.chosen(shared >= _LEAST_MARKS * fewer)

    def _common_shared(self, one: Ordinals, other: Ordinals, common: Ordinals) -> Ordinals:
        """How many common fingerprints the articles of each pair share."""
        shared = np.zeros(len(one), np.int64)
        marks = len(self._wanted)
        starts = np.searchsorted(common, one * marks)
        numbers = np.searchsorted(common, (one + 1) * marks) - starts
        ends = np.cumsum(numbers)
        first = 0
        while first < len(one):
            last = max(first + 1, int(np.searchsorted(ends, ends[first] - numbers[first] + _SLICE)))
            some = numbers[first:last]
            pairs = np.repeat(np.arange(first, last), some)
            places = np.arange(len(pairs)) - np.repeat(np.cumsum(some) - some, some) + starts[pairs]
            wanted = common[places] + (other - one)[pairs] * marks
            found = common.take(np.searchsorted(common, wanted), mode="clip") == wanted
            shared[first:last] = np.bincount(pairs[found] - first, minlength=last - first)
            first = last
        return shared


def _distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Numbers, each but once, rising."""
    # NumPy's own `unique` puts them into a hash table, which takes many times as long as to sort them.
    values = np.sort(values)
    first: Mask = np.append(True, values[1:] != values[:-1])[: len(values)]
    distinct: npt.NDArray[Number] = values[first]
    return distinct


def _places_within(groups: Ordinals) -> Ordinals:
    """The place of each in its group, where those of a group stand together."""
    return np.arange(len(groups)) - np.searchsorted(groups, groups)


def find_candidates(starts: Ordinals, marks: Marks, keys: Ordinals, new: Mask) -> Candidates:
    """Find the pairs of articles that may be copies of one text: a new one and any other.

    They have a fingerprint in common, and where the one with fewer has many, a tenth of them. Articles that have one in
    common with very many others are paired with a few of these only, the fullest, so that the work does not grow with
    the square of their number.

    Args:
        starts: where the fingerprints of each article begin, and where those of the last end, shape (articles + 1,).
        marks: the fingerprints of all articles, each but once in an article, shape (fingerprints,).
        keys: a number for each article, by which ties are broken, so that the order of articles makes no difference.
        new: which articles are new, shape (articles,).
    """
    return _Search(starts, marks, keys, new).go()
