"""What a selection in a facet leaves, and how often each of its values occurs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process

from searchtui.analysis import fold
from searchtui.article import UNKNOWN
from searchtui.search.results import FacetValue
from searchtui.search.table import FacetColumn

__all__ = ["chosen_articles", "counted"]

_SIMILAR = 70
"""How alike, of 100, a value must be to what was asked for to be proposed instead."""


def chosen_articles(column: FacetColumn, wanted: Sequence[str], name: str, hints: list[str]) -> NDArray[np.bool_]:
    """Which articles the selection in one facet leaves, shape (articles,).

    Args:
        column: the facet.
        wanted: the values that are selected; none leaves every article.
        name: what to call the facet in a hint.
        hints: gets one for each value that no article has.
    """
    if not wanted:
        return np.ones(column.articles, bool)
    found, missing = column.find(wanted)
    for value in missing:
        near = process.extractOne(fold(value), column.values, processor=fold, score_cutoff=_SIMILAR)
        hints.append(f"No article has the {name} {value!r}{f'; did you mean {near[0]!r}?' if near else '.'}")
    return column.mask(found)


def counted(
    column: FacetColumn, articles: NDArray[np.int64], wanted: Sequence[str], *, by_time: bool = False
) -> tuple[FacetValue, ...]:
    """The values of a facet with their counts: those that occur and those that are selected.

    Args:
        column: the facet.
        articles: ordinal of the article of each paragraph that is counted, shape (n,).
        wanted: the values that are selected.
        by_time: in the order of the values, and not by falling count; either way `unknown` is last.
    """
    selected = set(column.find(wanted)[0])
    counts = column.count(np.bincount(articles, minlength=column.articles)).tolist()
    values = [
        FacetValue(value, count, ordinal in selected)
        for ordinal, (value, count) in enumerate(zip(column.values, counts, strict=True))
        if count or ordinal in selected
    ]
    if not by_time:
        values.sort(key=lambda value: (value.value == UNKNOWN, -value.count, fold(value.value), value.value))
    return tuple(values)
