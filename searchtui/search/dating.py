"""How many of what was found is of each year, month or day, and which of these a query asks for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from searchtui.article import UNKNOWN
from searchtui.dates import PartialDate
from searchtui.query import Filter, NamedArticles, Published
from searchtui.search.facets import ArticleFacet, ArticleFacets
from searchtui.search.placement import Runs
from searchtui.search.request import Unit
from searchtui.search.results import DateCounts, DatePart

__all__ = ["ArticleDates", "dates_named"]

_EXACTLY = "="


class ArticleDates(DateCounts):
    """The counts of one answer, made as they are looked at.

    Args:
        facets: of the articles.
        unit: what is counted.
        left: the runs that the query and all filters but those by date leave.
        kept: the runs that all filters leave.
        wanted: dates that are asked for.
        excluded: dates that are kept out.
        limits: of the date, as they are written.
    """

    def __init__(
        self,
        facets: ArticleFacets,
        unit: Unit,
        left: Runs,
        kept: Runs,
        wanted: Sequence[str],
        excluded: Sequence[str],
        limits: Sequence[str],
    ) -> None:
        self._facets, self._unit, self._left, self._kept = facets, unit, left, kept
        self.wanted, self.excluded, self.limits = tuple(wanted), tuple(excluded), tuple(limits)
        self._made: dict[PartialDate | None, tuple[DatePart, ...]] = {}

    def parts(self, within: PartialDate | None = None) -> tuple[DatePart, ...]:
        """The years, or the months of a year, or the days of a month, with their counts."""
        made = self._made.get(within)
        if made is None:
            made = self._made[within] = tuple(self._parts(within))
        return made

    def _parts(self, within: PartialDate | None) -> Iterable[DatePart]:
        facet = self._facet(within)
        counts, kept = (
            facet.counts_in(self._unit, runs.articles, runs.counts).tolist() for runs in (self._left, self._kept)
        )
        undated = []
        for at in self._places(facet, within):
            label = facet.values[at]
            # Of those that are of `within` itself no more is known than the year, or the month.
            value = f"{_EXACTLY}{label}" if label == str(within) else label
            part = DatePart(value, counts[at], kept[at], value in self.wanted, value in self.excluded)
            if part.count or part.selected or part.excluded:
                if value == UNKNOWN or value.startswith(_EXACTLY):
                    undated.append(part)
                else:
                    yield part
        yield from undated

    @staticmethod
    def _places(facet: ArticleFacet, within: PartialDate | None) -> Iterable[int]:
        """The places of the values that lie within a year or month, and of the unknown; values are in order."""
        if within is None:
            return range(len(facet.values))
        inside = range(bisect_left(facet.values, str(within)), bisect_left(facet.values, f"{within}-~"))
        return [*inside, *(at for at in [len(facet.values) - 1] if at >= 0 and facet.values[at] == UNKNOWN)]

    def _facet(self, within: PartialDate | None) -> ArticleFacet:
        if within is None:
            return self._facets.year
        return self._facets.day if within.month else self._facets.month


def dates_named(filters: Iterable[Filter], months: Sequence[str] = ()) -> tuple[list[str], list[str], list[str]]:
    """The dates that a request asks for and those that it keeps out, as `DatePart.value` has them, and its limits.

    Args:
        filters: of the query.
        months: values of the date facet that are asked for.
    """
    wanted, excluded, limits = [_exactly(month) for month in months], list[str](), list[str]()
    for filter_ in filters:
        query = filter_.query
        if filter_.is_limit:
            limits.append(f"{'-' if filter_.banned else ''}{query.said}")
        elif filter_.field == "date":
            named = _exactly(query.text) if isinstance(query, NamedArticles) else _typed(query)
            if named is not None:
                (excluded if filter_.banned else wanted).append(named)
    return wanted, excluded, limits


def _exactly(value: str) -> str:
    """A value of the facet: all of a month, or what is known to be of a year and no more."""
    return f"{_EXACTLY}{value}" if len(value) == len("2020") else value


def _typed(query: Published) -> str | None:
    try:
        return str(PartialDate.parse(query.said))
    except ValueError:
        return None
