"""Picking values of facets, which is the same as writing filters into a query."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchtui.query import Filter, NamedArticles, parse
from searchtui.query.filters import FilterText, filter_texts
from searchtui.query.parser import as_read
from searchtui.query.published import DATE_FIELD, published
from searchtui.query.writing import filter_as_text
from searchtui.search.naming import Naming
from searchtui.search.pick import Pick

__all__ = ["dated", "picked"]


def picked(text: str, field: str, value: str, pick: Pick, naming: Naming) -> str:
    """The text of a query with a value picked, excluded, or dropped.

    Filters come to stand before the words, since the last word may still be typed. What is written already stays as it
    is, unless it stands for several values of which one is dropped: then the others are written one by one.

    Args:
        text: the query.
        field: `source`, `author` or `date`.
        value: of the facet.
        pick: what to do with it.
        naming: of the generation that has the value.
    """
    text = as_read(text)
    own = [found for found in filter_texts(text) if found.filters[0].field == field]
    if pick is Pick.DROP:
        return _written(text, own, ())
    banned = pick is Pick.EXCLUDE
    this = naming.value(field, value)

    def names_it(filter_: Filter) -> bool:
        return this in naming.articles(filter_.query).ordinals

    naming_it = [found for found in own if any(map(names_it, found.filters))]
    kept, was = list[Filter](), False
    others: dict[tuple[int, bool], None] = {}
    for filter_ in (filter_ for found in naming_it for filter_ in found.filters):
        if names_it(filter_):
            was = was or filter_.banned is banned
            ordinals = naming.articles(filter_.query).ordinals
            others |= dict.fromkeys((ordinal, filter_.banned) for ordinal in ordinals if ordinal != this)
        else:
            kept.append(filter_)
    added = [_filter(field, naming.label(field, ordinal), is_banned, naming) for ordinal, is_banned in others]
    if not was:
        added.append(_filter(field, value, banned, naming))
    return _written(text, naming_it, [*kept, *added])


def dated(text: str, wanted: Sequence[str], excluded: Sequence[str], naming: Naming) -> str:
    """The text of a query with other filters by date: any of the wanted dates, and none of the excluded ones.

    A year stands for all that is of it. A month or day stands for what is known to be of it, whereas somebody who types
    it also means what may be of it; so it is written as it would be typed only where that is the same.

    Args:
        text: the query; all its filters by date are dropped.
        wanted: as `DatePart.value` has them.
        excluded: in the same way.
        naming: of the generation.
    """
    text = as_read(text)
    own = [found for found in filter_texts(text) if found.filters[0].field == DATE_FIELD]
    added = [_of_date(value, banned, naming) for banned, some in ((False, wanted), (True, excluded)) for value in some]
    return _written(text, own, added)


def _of_date(value: str, banned: bool, naming: Naming) -> Filter:
    if value.startswith("="):
        return Filter(NamedArticles(DATE_FIELD, value[1:], exactly=True), banned)
    if len(value) == len("2020"):
        return Filter(published(value), banned)
    return _filter(DATE_FIELD, value, banned, naming)


def _filter(field: str, value: str, banned: bool, naming: Naming) -> Filter:
    """The filter for one value: as somebody would type it where that stands for just this value."""
    exactly = NamedArticles(field, value, exactly=True)
    typed = parse(filter_as_text(Filter(NamedArticles(field, value)))).filters
    if len(typed) == 1:
        meant = naming.articles(typed[0].query)
        if not meant.meant and np.array_equal(meant.articles, naming.articles(exactly).articles):
            return Filter(typed[0].query, banned)
    return Filter(exactly, banned)


def _written(text: str, dropped: Sequence[FilterText], added: Sequence[Filter]) -> str:
    for found in sorted(dropped, key=lambda found: -found.start):
        text = text[: found.start] + text[found.end :].lstrip()
    return " ".join([*map(filter_as_text, added), text])
