"""Which articles the filters of a request leave."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from searchtui.analysis import fold
from searchtui.article import UNKNOWN, Kind
from searchtui.dates import PartialDate
from searchtui.query import Filter
from searchtui.search.facets import ArticleFacet, ArticleFacets
from searchtui.search.naming import Naming
from searchtui.search.request import SearchRequest
from searchtui.search.table import ArticleTable

__all__ = ["Mask", "Selected", "Selection", "Selections", "both"]

Mask = NDArray[np.bool_] | None
"""Which of some things are chosen, one value each; None: all of them."""

T = TypeVar("T")

_KEPT = 32
_SIMILAR = 70
"""How alike, of 100, a value must be to what was asked for to be proposed instead."""


def both(*masks: Mask) -> Mask:
    """What all of these choose."""
    some = [mask for mask in masks if mask is not None]
    return np.logical_and.reduce(some) if len(some) > 1 else some[0] if some else None


class Selected(NamedTuple):
    """What is selected in one facet.

    Args:
        mask: articles that the selection leaves.
        ordinals: of the values that are selected.
        excluded: ordinals of the values that are kept out.
        hints: what the user should know of the values.
        meant: for each name that no article has, the name and what is meant instead.
    """

    mask: Mask = None
    ordinals: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    hints: tuple[str, ...] = ()
    meant: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def narrowed(self, other: Selected) -> Selected:
        """What is left when another selection in the same facet is made too."""
        return Selected(
            both(self.mask, other.mask),
            self.ordinals + other.ordinals,
            self.excluded + other.excluded,
            self.hints + other.hints,
            self.meant + other.meant,
        )


class Selection(NamedTuple):
    """What the filters of one request leave, by article.

    Args:
        source, author, month: by what is selected in the facets, by the request or in the query.
        published: by limits of the date; undated articles are not among them.
        undated: articles without a date; only where dates are asked for.
        files: by the files that alone are searched.
    """

    source: Selected
    author: Selected
    month: Selected
    published: Mask
    undated: Mask
    files: Mask


class Selections:
    """The filters of one generation. The latest ones are kept, since a query is typed letter by letter under the same.

    Args:
        facets: of the articles.
        naming: of the articles.
        table: of the articles.
        kinds: what the numbers in `kind_codes` stand for.
        kind_codes: gives the kind of each document, shape (size,).
    """

    def __init__(
        self,
        facets: ArticleFacets,
        naming: Naming,
        table: ArticleTable,
        kinds: Sequence[Kind],
        kind_codes: Callable[[], NDArray[np.integer]],
    ) -> None:
        self._facets, self._naming, self._table = facets, naming, table
        self._kinds, self._kind_codes = kinds, kind_codes
        self._kept: OrderedDict[object, object] = OrderedDict()

    def _once(self, key: object, make: Callable[[], T]) -> T:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]  # type: ignore[return-value]  # what was made under this key
        made = make()
        self._kept[key] = made
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    def of(self, request: SearchRequest, filters: Sequence[Filter] = ()) -> Selection:
        """What the filters of a request, and those in its query, leave, kinds apart."""
        dates = request.after, request.before
        published, undated = self._once(("dates", dates), lambda: self._dated(*dates))
        limits = [filter_ for filter_ in filters if filter_.is_limit]
        for limit in limits:
            mask = self._naming.articles(limit.query).articles
            published = both(published, ~mask if limit.banned else mask)
        dated = any(filter_.field == "date" and not filter_.banned for filter_ in filters)
        if undated is None and dated and not self._asks_for_undated(filters):
            undated = self._facets.first_day == 0
        paths, within = request.paths, None
        if paths is not None:
            within = self._once(("paths", paths), lambda: self._table.within(paths))
        values = [filter_ for filter_ in filters if not filter_.is_limit]
        return Selection(
            source=self._selected("source", lambda: self._facets.source, request.sources, values),
            author=self._selected("author", lambda: self._facets.author, request.authors, values),
            month=self._selected("date", lambda: self._facets.month, request.months, values),
            published=published,
            undated=undated,
            files=within,
        )

    def _asks_for_undated(self, filters: Sequence[Filter]) -> bool:
        return any(getattr(filter_.query, "text", None) == UNKNOWN for filter_ in filters if filter_.field == "date")

    def kinds(self, wanted: Sequence[Kind]) -> Mask:
        """Which documents are of these kinds, shape (size,); no kind stands for all."""
        if not wanted:
            return None
        return self._once(
            ("kinds", tuple(wanted)),
            lambda: np.isin(self._kind_codes(), [code for code, kind in enumerate(self._kinds) if kind in wanted]),
        )

    def _selected(
        self, name: str, facet: Callable[[], ArticleFacet], wanted: Sequence[str], filters: Sequence[Filter]
    ) -> Selected:
        own = tuple(filter_ for filter_ in filters if filter_.field == name)
        literal = tuple(getattr(filter_.query, "corrects", True) for filter_ in own)
        selected = Selected()
        if wanted:
            selected = self._once((name, tuple(wanted)), lambda: _select(name, facet(), wanted))
        return selected.narrowed(self._once((name, own, literal), lambda: self._filtered(own))) if own else selected

    def _filtered(self, filters: Sequence[Filter]) -> Selected:
        """What filters of one facet leave: any of the values that are wanted, and none of those that are banned."""
        found = [(filter_, self._naming.articles(filter_.query)) for filter_ in filters]
        wanted = [named.articles for filter_, named in found if not filter_.banned]
        banned = [named.articles for filter_, named in found if filter_.banned]
        masks = [np.logical_or.reduce(wanted)] if wanted else []
        return Selected(
            mask=both(*masks, *(~mask for mask in banned)),
            ordinals=tuple(at for filter_, named in found if not filter_.banned for at in named.ordinals),
            excluded=tuple(at for filter_, named in found if filter_.banned for at in named.ordinals),
            hints=tuple(hint for _, named in found for hint in named.hints),
            meant=tuple((filter_.query.text, named.meant) for filter_, named in found if named.meant),
        )

    def _dated(self, after: PartialDate | None, before: PartialDate | None) -> tuple[Mask, Mask]:
        """Which articles may have been published in this time, both ends included, and which have no date.

        A date that is known to the year or month only is taken for every day that it can mean.
        """
        if not (after or before):
            return None, None
        dated = self._facets.first_day > 0
        mask = dated.copy()
        if after:
            mask &= self._facets.last_day >= after.first_day.toordinal()
        if before:
            mask &= self._facets.first_day <= before.last_day.toordinal()
        return mask, ~dated


def _select(name: str, facet: ArticleFacet, wanted: Sequence[str]) -> Selected:
    found, missing = facet.find(wanted)
    hints = tuple(f"No article has the {name} {value!r}{_nearest(facet, value)}" for value in missing)
    return Selected(facet.mask(found), tuple(found), hints=hints)


def _nearest(facet: ArticleFacet, value: str) -> str:
    """The end of a hint: the value that may have been meant."""
    # Loaded only where a value is misspelt, because most searches are done sooner than it is loaded.
    from rapidfuzz import process

    near = process.extractOne(fold(value), facet.values, processor=fold, score_cutoff=_SIMILAR)
    return f"; did you mean {near[0]!r}?" if near else "."
