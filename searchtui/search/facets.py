"""The facets: for each article none, one or several values, and how many paragraphs each value has.

All paragraphs of an article have its values. So it is enough to know how many paragraphs were found in each article,
and that is counted once for all facets.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from searchtui.analysis import fold
from searchtui.article import UNKNOWN
from searchtui.columnar import IndexArrays
from searchtui.dates import PartialDate
from searchtui.query.same_names import SameNames, is_domain, same_people, same_sources
from searchtui.search.placement import Placement
from searchtui.search.request import Unit
from searchtui.search.results import FacetValue

__all__ = ["ArticleFacet", "ArticleFacets"]

_BITS = 28
"""Of a number that tells values apart."""
_BEHIND = 1 << 62
"""More than any count of paragraphs, and `_BITS` bits behind it."""
_LONGEST_MONTH = 31
_LONGEST = 400
"""More days than a date that is known to the year may mean."""
_MOST_ADDRESSES = 3
"""Articles of each source that are asked where they stand: enough to see whether it has a site of its own."""


class ArticleFacet:
    """One facet.

    Args:
        values: distinct, in order.
        starts: where the ordinals of each article begin, and where the last ones end, shape (articles + 1,); None where
            each has exactly one.
        ordinals: places in `values`, article after article, shape (n,).
        stories: the number of the story of each article, shape (articles,); None where each is a story of its own.
        spellings: of each value all names that it stands for, itself the first; None where each stands for itself.
    """

    def __init__(
        self,
        values: Sequence[str],
        starts: NDArray[np.int64] | None,
        ordinals: NDArray[np.int64],
        stories: NDArray[np.integer] | None = None,
        spellings: Sequence[tuple[str, ...]] | None = None,
    ) -> None:
        self.values, self._starts, self._ordinals, self._stories = list(values), starts, ordinals, stories
        self.spellings = spellings

    @cached_property
    def _holders(self) -> NDArray[np.int64]:
        """The article of each ordinal."""
        assert self._starts is not None
        return np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))

    @cached_property
    def _in_turn(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The first ordinal of each article, one past the last of all for one without any; the others; their articles.

        Few articles have several.
        """
        assert self._starts is not None
        firsts = np.full(len(self._starts) - 1, len(self.values), np.int64)
        having = np.flatnonzero(self._starts[1:] > self._starts[:-1])
        places = self._starts[having]
        firsts[having] = self._ordinals[places]
        is_other = np.ones(len(self._ordinals), bool)
        is_other[places] = False
        return firsts, self._ordinals[is_other], self._holders[is_other]

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """For each ordinal the number of its value and story, and the value of each such number."""
        assert self._stories is not None
        stories = self._stories.astype(np.int64)
        keys = self._ordinals * (int(stories.max(initial=0)) + 1)
        keys += stories if self._starts is None else stories[self._holders]
        distinct, pair_of = np.unique(keys, return_inverse=True)
        return pair_of, distinct // (int(stories.max(initial=0)) + 1)

    @cached_property
    def names(self) -> tuple[list[str], list[int]]:
        """All names that the values stand for, no two alike, and the ordinal of the value of each."""
        if self.spellings is None:
            return self.values, list(range(len(self.values)))
        pairs = [(name, ordinal) for ordinal, names in enumerate(self.spellings) for name in names]
        return [name for name, _ in pairs], [ordinal for _, ordinal in pairs]

    @cached_property
    def _folded(self) -> dict[str, list[tuple[str, int]]]:
        """The names that are the same without case and accents, with the ordinals of their values."""
        folded: dict[str, list[tuple[str, int]]] = {}
        for name, ordinal in zip(*self.names, strict=True):
            folded.setdefault(fold(name), []).append((name, ordinal))
        return folded

    @cached_property
    def _names(self) -> NDArray[np.object_]:
        return np.array(self.values, object)

    @cached_property
    def _others(self) -> tuple[NDArray[np.object_], ...]:
        """The other spellings of each value; nothing where no value has any."""
        if self.spellings is None:
            return ()
        return (np.fromiter((names[1:] for names in self.spellings), object, len(self.spellings)),)

    @cached_property
    def _by_time(self) -> NDArray[np.int64]:
        """The place of each value in the order of the values, `unknown` last."""
        return self._ranks(sorted(range(len(self.values)), key=lambda at: (self.values[at] == UNKNOWN, at)))

    @cached_property
    def _by_name(self) -> NDArray[np.int64]:
        """Rises with the place of each value in the order of the alphabet; `unknown` is behind any count of these."""
        ranks = self._ranks(sorted(range(len(self.values)), key=lambda at: (fold(self.values[at]), at)))
        ranks[[at for at, value in enumerate(self.values) if value == UNKNOWN]] += _BEHIND
        return ranks

    @staticmethod
    def _ranks(order: list[int]) -> NDArray[np.int64]:
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    def find(self, wanted: Sequence[str]) -> tuple[list[int], list[str]]:
        """The ordinals of the values that are asked for, compared without case and accents, and those not found."""
        found: list[int] = []
        missing = []
        for value in wanted:
            alike = self._folded.get(fold(value), [])
            exact = [ordinal for name, ordinal in alike if name == value]
            matching = exact or list(dict.fromkeys(ordinal for _, ordinal in alike))
            found += matching
            if not matching:
                missing.append(value)
        return found, missing

    def holdings(self) -> NDArray[np.int64]:
        """How many articles have each value, shape (values,)."""
        return np.bincount(self._ordinals, minlength=len(self.values))

    def some_articles(self, most: int) -> list[list[int]]:
        """Of each value some of the articles that have it, evenly among all of them.

        Args:
            most: how many of each.
        """
        holders = np.arange(len(self._ordinals)) if self._starts is None else self._holders
        by_value = holders[np.argsort(self._ordinals, kind="stable")]
        some: list[list[int]] = []
        end = 0
        for size in self.holdings().tolist():
            start, end = end, end + size
            few = min(most, size)
            some.append([int(by_value[start + (size - 1) * place // max(1, few - 1)]) for place in range(few)])
        return some

    def merged(self, places: NDArray[np.int64], spellings: Sequence[tuple[str, ...]]) -> ArticleFacet:
        """The same with fewer values.

        Args:
            places: of each value, the place of its new one in `spellings`, shape (values,).
            spellings: of each new value all names that it stands for, itself the first.
        """
        ordinals, starts = places[self._ordinals], self._starts
        if starts is not None:
            # An article that has a name in two spellings has it once.
            size = len(starts) - 1
            _, first = np.unique(self._holders * len(spellings) + ordinals, return_index=True)
            kept = np.sort(first)
            starts = np.concatenate(
                [np.zeros(1, np.int64), np.cumsum(np.bincount(self._holders[kept], minlength=size))]
            )
            ordinals = ordinals[kept]
        return ArticleFacet([names[0] for names in spellings], starts, ordinals, self._stories, spellings)

    def mask(self, ordinals: Sequence[int]) -> NDArray[np.bool_]:
        """Which articles have one of these values, shape (articles,)."""
        wanted = np.zeros(len(self.values), bool)
        wanted[list(ordinals)] = True
        having = wanted[self._ordinals]
        if self._starts is None:
            return having
        mask = np.zeros(len(self._starts) - 1, bool)
        mask[self._holders[having]] = True
        return mask

    def counts(self, articles: NDArray[np.int32], paragraphs: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many paragraphs each value has, shape (values,).

        Args:
            articles: ordinals, no two alike, shape (n,).
            paragraphs: how many of each are counted, shape (n,).
        """
        several = len(self.values)
        if self._starts is None:
            return np.bincount(self._ordinals.take(articles), paragraphs, several).astype(np.int64)
        firsts, others, holders = self._in_turn
        counts = np.bincount(firsts.take(articles), paragraphs, several + 1)[:several]
        if len(others):
            held = np.zeros(len(firsts), np.int64)
            held[articles] = paragraphs
            counts = counts + np.bincount(others, held.take(holders), several)
        return counts.astype(np.int64)

    def counts_in(self, unit: Unit, articles: NDArray[np.int32], paragraphs: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many paragraphs, articles or stories each value has, shape (values,).

        Args:
            unit: what is counted.
            articles: ordinals, no two alike, shape (n,).
            paragraphs: how many of each were found, shape (n,).
        """
        if unit is Unit.PARAGRAPH:
            return self.counts(articles, paragraphs)
        if unit is Unit.ARTICLE or self._stories is None:
            return self.counts(articles, np.ones(len(articles), np.int64))
        pair_of, value_of = self._pairs
        here = np.zeros(len(value_of), bool)
        if self._starts is None:
            here[pair_of[articles]] = True
        else:
            held = np.zeros(len(self._starts) - 1, bool)
            held[articles] = True
            here[pair_of[held[self._holders]]] = True
        return np.bincount(value_of[here], minlength=len(self.values)).astype(np.int64)

    def shown(
        self, counts: NDArray[np.int64], selected: Sequence[int], excluded: Sequence[int] = (), *, by_time: bool = False
    ) -> tuple[FacetValue, ...]:
        """The values with their counts: those that occur and those that are selected or excluded.

        Args:
            counts: of each value, shape (values,).
            selected: ordinals of the values that the request asks for.
            excluded: ordinals of the values that it keeps out.
            by_time: in the order of the values, and not by falling count; either way `unknown` is last.
        """
        chosen, banned = np.zeros((2, len(self.values)), bool)
        chosen[list(selected)], banned[list(excluded)] = True, True
        here = np.flatnonzero((counts > 0) | chosen | banned)
        if by_time:
            here = here[np.argsort(self._by_time[here])]
        else:
            here = here[np.argsort(self._by_name[here] - (counts[here] << _BITS))]
        columns = self._names, counts, chosen, banned, *self._others
        return tuple(map(FacetValue, *(column[here].tolist() for column in columns)))


class ArticleFacets:
    """What articles are filtered and counted by, each made when it is first asked for.

    Args:
        arrays: of the generation; the columns of its documents hold the values.
        placement: gives where the documents of each article stand.
        stories: the number of the story of each article, shape (articles,).
        address: gives the address of an article that declares its source itself, None for any other.
    """

    def __init__(
        self,
        arrays: IndexArrays,
        placement: Callable[[], Placement],
        stories: NDArray[np.integer],
        address: Callable[[int], str | None],
    ) -> None:
        self._arrays, self._placement, self._stories, self._address = arrays, placement, stories, address

    @cached_property
    def source(self) -> ArticleFacet:
        """Publications; one that is written in several ways is one value."""
        facet = self._facet("source")
        addresses = self._addresses(facet) if any(map(is_domain, facet.values)) else None
        return _together(facet, partial(same_sources, addresses=addresses))

    @cached_property
    def author(self) -> ArticleFacet:
        """Authors, of which an article may have several; one who is written in several ways is one value."""
        return _together(self._facet("author"), same_people)

    def _addresses(self, sources: ArticleFacet) -> dict[str, set[str]]:
        """Where some articles of each source stand, of those that are no domains."""
        named = zip(sources.values, sources.some_articles(_MOST_ADDRESSES), strict=True)
        found = {name: set(map(self._address, articles)) for name, articles in named if not is_domain(name)}
        return {name: {one for one in addresses if one} for name, addresses in found.items()}

    @cached_property
    def month(self) -> ArticleFacet:
        """Months of publication, or years where no month is known."""
        return self._facet("month")

    @cached_property
    def year(self) -> ArticleFacet:
        """Years of publication."""
        return self._dated(lambda date: f"{date.year:04}")

    @cached_property
    def day(self) -> ArticleFacet:
        """Dates of publication as precisely as they are known."""
        return self._dated(str)

    def _dated(self, label: Callable[[PartialDate], str]) -> ArticleFacet:
        _, places, place_of = np.unique(self.time, return_index=True, return_inverse=True)
        days = zip(self.first_day[places].tolist(), self.last_day[places].tolist(), strict=True)
        labels = [label(_date(*of)) if of[0] else UNKNOWN for of in days]
        values = sorted(set(labels))
        ordinals = np.searchsorted(values, labels) if labels else np.empty(0, np.int64)
        return ArticleFacet(values, None, ordinals.astype(np.int64)[place_of], self._stories)

    @cached_property
    def first_day(self) -> NDArray[np.int64]:
        """The first day that each date may mean, counted from the year 1; 0 for articles without one."""
        return self._column("first_day")

    @cached_property
    def last_day(self) -> NDArray[np.int64]:
        """The last day that each date may mean, counted from the year 1; 0 for articles without one."""
        return self._column("last_day")

    @cached_property
    def time(self) -> NDArray[np.int64]:
        """Rises with the date of an article, and with its precision where dates begin alike; 0 for none."""
        first, last = self.first_day, self.last_day
        return np.where(first > 0, first * _LONGEST - (last - first), 0)

    def _column(self, name: str) -> NDArray[np.int64]:
        return self._arrays.raw_column(name)[self._placement().firsts()].astype(np.int64)

    def _facet(self, name: str) -> ArticleFacet:
        whole = self._arrays.facet(name)
        counts, ordinals = whole.of(self._placement().firsts())
        # The index may also have values of articles that were deleted.
        used = np.bincount(ordinals, minlength=len(whole.values)) > 0
        values = [whole.values[ordinal] for ordinal in np.flatnonzero(used).tolist()]
        starts = None if (counts == 1).all() else np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        return ArticleFacet(values, starts, (np.cumsum(used) - 1)[ordinals], self._stories)


def _together(facet: ArticleFacet, find: Callable[[Sequence[str], Sequence[int]], SameNames]) -> ArticleFacet:
    """The facet with one value for all names that are one name written in several ways."""
    found = find(facet.values, facet.holdings().tolist())
    if len(found.spellings) == len(facet.values):
        return facet
    return facet.merged(np.array(found.of, np.int64), found.spellings)


def _date(first: int, last: int) -> PartialDate:
    """The date that may mean the days from one to another, counted from the year 1."""
    day = dt.date.fromordinal(first)
    if first == last:
        return PartialDate.of(day)
    return PartialDate(day.year, day.month if last - first < _LONGEST_MONTH else 0)
