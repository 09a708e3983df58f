"""Which articles a name, a date, a path or a story in a query stands for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.analysis import fold
from searchtui.cleaning import clean_line
from searchtui.columnar.cache import BoundedCache
from searchtui.dates import PartialDate
from searchtui.query import NamedArticles, NameIndex, Published
from searchtui.query.names import Found
from searchtui.query.regex import matches_wholly, wildcard_as_regex
from searchtui.search.facets import ArticleFacet, ArticleFacets
from searchtui.search.table import ArticleTable

__all__ = ["Named", "Naming"]

_KEPT_BYTES = 8 << 20


class Named(NamedTuple):
    """What a name stands for.

    Args:
        articles: which articles, shape (articles,).
        ordinals: of the facet's values that are meant; none where it is no facet.
        meant: what is meant instead of a name that no article has.
        hints: what the user should know.
    """

    articles: NDArray[np.bool_]
    ordinals: tuple[int, ...] = ()
    meant: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class Naming:
    """What names stand for in one generation.

    Args:
        table: of its articles.
        facets: of these.
    """

    def __init__(self, table: ArticleTable, facets: ArticleFacets) -> None:
        self._table, self._facets = table, facets
        self._kept: BoundedCache[Named] = BoundedCache(_KEPT_BYTES, lambda named: named.articles.nbytes + 512)

    def articles(self, query: NamedArticles | Published) -> Named:
        """What one name, date, path or story stands for."""
        return self._kept.get(_key(query), lambda: self._find(query))

    def warm(self) -> None:
        """Make what the first name would have to wait for."""
        for index in (self._sources, self._authors):
            index.find("a name that nobody has")

    def value(self, field: str, label: str) -> int:
        """The ordinal of a facet's value; -1 where it has no such value."""
        return next(iter(self._facet(field).find([label])[0]), -1)

    def label(self, field: str, ordinal: int) -> str:
        """The value of a facet that has an ordinal."""
        return self._facet(field).values[ordinal]

    def _facet(self, field: str) -> ArticleFacet:
        facet: ArticleFacet = getattr(self._facets, "month" if field == "date" else field)
        return facet

    def _find(self, query: NamedArticles | Published) -> Named:
        if isinstance(query, Published):
            return self._dated(query)
        find: Callable[[NamedArticles], Named] = {
            "source": self._source,
            "author": self._author,
            "date": self._month,
            "story": self._story,
            "path": self._path,
        }[query.field()]
        return find(query)

    @cached_property
    def _sources(self) -> NameIndex:
        return NameIndex(self._facets.source.names[0])

    @cached_property
    def _authors(self) -> NameIndex:
        return NameIndex(self._facets.author.names[0])

    def _source(self, query: NamedArticles) -> Named:
        return self._by_name(query, self._facets.source, self._sources)

    def _author(self, query: NamedArticles) -> Named:
        return self._by_name(query, self._facets.author, self._authors)

    def _by_name(self, query: NamedArticles, facet: ArticleFacet, index: NameIndex) -> Named:
        found = index.find(query.text, exactly=query.exactly)
        if found.corrected and not query.corrects:
            found = Found()
        # Whoever is found by one spelling is found with all others.
        ordinals = tuple(sorted({facet.names[1][at] for at in found.ordinals}))
        near = [facet.values[at] for at in dict.fromkeys(facet.find(found.near)[0]) if at not in ordinals]
        hints = []
        if not ordinals:
            hints.append(f"No article has the {query.field()} {query.text!r}.")
        if near:
            hints.append(f"There is also the {query.field()} {' and '.join(map(repr, near))}.")
        return Named(facet.mask(ordinals), ordinals, found.corrected, tuple(hints))

    def _month(self, query: NamedArticles) -> Named:
        facet = self._facets.month
        ordinals, missing = facet.find([query.text])
        if missing and (day := _day(query.text)):
            mask = (self._facets.first_day == day) & (self._facets.last_day == day)
            return Named(mask, hints=_unless_any(mask, f"No article is of {query.text!r}."))
        hints = tuple(f"No article is of {value!r}." for value in missing)
        return Named(facet.mask(ordinals), tuple(ordinals), hints=hints)

    def _dated(self, query: Published) -> Named:
        first, last = self._facets.first_day, self._facets.last_day
        mask = (first > 0) & (first <= query.last.toordinal()) & (last >= query.first.toordinal())
        labels = enumerate(self._facets.month.values)
        return Named(mask, () if query.is_limit else tuple(at for at, label in labels if _is_within(label, query)))

    def _story(self, query: NamedArticles) -> Named:
        stories = self._table.catalogue.stories
        members = self._known_by_id(query.text)
        if members is None:
            members = self._at(query.text, exactly=query.exactly)
        mask: NDArray[np.bool_] = np.isin(stories, stories[members])
        return Named(mask, hints=_unless_any(mask, f"No article is called {query.text!r}."))

    def _known_by_id(self, text: str) -> NDArray[np.bool_] | None:
        try:
            ordinal = self._table.catalogue.ordinal(text.lower())
        except KeyError:
            return None
        mask = np.zeros(len(self._table), bool)
        mask[ordinal] = True
        return mask

    def _path(self, query: NamedArticles) -> Named:
        mask = self._at(query.text, exactly=query.exactly)
        return Named(mask, hints=_unless_any(mask, f"No article has a path with {query.text!r}."))

    @cached_property
    def _paths(self) -> list[str]:
        return [fold(path) for path in self._table.catalogue.paths]

    @cached_property
    def _names(self) -> list[str]:
        return [fold(name) for name in self._table.catalogue.names]

    def _at(self, text: str, *, exactly: bool) -> NDArray[np.bool_]:
        """The articles whose path, with the item where the text names one, has a text in it or matches a pattern."""
        sought, with_item = fold(text), "#" in text
        places: Sequence[str] = self._names if with_item else self._paths
        if exactly:
            held = [place == sought for place in places]
        elif "*" in sought or "?" in sought:
            matches = matches_wholly(wildcard_as_regex(f"{sought}*"))
            # A file name may hold what has no place in UTF-8, which expressions are matched in.
            held = [matches(clean_line(place)) is not None for place in places]
        else:
            held = [sought in place for place in places]
        mask = np.array(held, bool)
        return mask if with_item else mask[self._table.catalogue.file_of]


def _key(query: NamedArticles | Published) -> Hashable:
    return query, isinstance(query, NamedArticles) and query.corrects


def _is_within(label: str, query: Published) -> bool:
    """Whether a month, or a year, lies wholly within a time."""
    try:
        date = PartialDate.parse(label)
    except ValueError:
        return False
    return query.first <= date.first_day and date.last_day <= query.last


def _day(text: str) -> int:
    """A date that is known to the day, counted from the year 1; 0 for any other text."""
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return 0
    return date.first_day.toordinal() if date.day else 0


def _unless_any(mask: NDArray[np.bool_], hint: str) -> tuple[str, ...]:
    return () if mask.any() else (hint,)
