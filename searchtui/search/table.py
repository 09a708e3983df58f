"""The articles as columns: what facets, filters and groups are counted with."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from searchtui.analysis import fold
from searchtui.article import UNKNOWN
from searchtui.catalogue import ArticleRecord
from searchtui.dates import PartialDate

__all__ = ["ArticleTable", "FacetColumn"]


class FacetColumn:
    """One facet: for each article none, one or several values.

    Args:
        values: of each article; an article without any has the value `unknown`.
    """

    def __init__(self, values: Sequence[Sequence[str]]) -> None:
        shown = [tuple(dict.fromkeys(some)) or (UNKNOWN,) for some in values]
        self.values = sorted({value for some in shown for value in some}, key=lambda value: (value == UNKNOWN, value))
        ordinals = {value: ordinal for ordinal, value in enumerate(self.values)}
        self._holders = np.repeat(np.arange(len(shown)), [len(some) for some in shown])
        self._ordinals = np.array([ordinals[value] for some in shown for value in some], np.int64)
        self.articles = len(shown)
        self._folded: dict[str, list[int]] = {}
        for value, ordinal in ordinals.items():
            self._folded.setdefault(fold(value), []).append(ordinal)

    def find(self, wanted: Sequence[str]) -> tuple[list[int], list[str]]:
        """The ordinals of the values that are asked for, compared without case and accents, and those not found."""
        found: list[int] = []
        missing = []
        for value in wanted:
            exactly = [ordinal for ordinal in self._folded.get(fold(value), []) if self.values[ordinal] == value]
            matching = exactly or self._folded.get(fold(value), [])
            found += matching
            if not matching:
                missing.append(value)
        return found, missing

    def mask(self, ordinals: Sequence[int]) -> NDArray[np.bool_]:
        """Which articles have one of these values, shape (articles,)."""
        mask = np.zeros(self.articles, bool)
        mask[self._holders[np.isin(self._ordinals, ordinals)]] = True
        return mask

    def count(self, paragraphs: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many paragraphs each value has.

        Args:
            paragraphs: how many each article has, shape (articles,).

        Returns:
            One count a value, shape (values,).
        """
        counts = np.bincount(self._ordinals, paragraphs[self._holders], len(self.values))
        return counts.astype(np.int64)


class ArticleTable:
    """The columns of a catalogue's articles, in its order: by path, then item.

    Args:
        records: of the catalogue.
    """

    def __init__(self, records: Sequence[ArticleRecord]) -> None:
        self.records = records
        self.ordinal = {record.id: ordinal for ordinal, record in enumerate(records)}
        keys = np.array([int(record.id, 16) for record in records], np.int64)
        self._by_key = np.argsort(keys)
        self._keys = keys[self._by_key]
        self.sources = FacetColumn([[record.source] if record.source else [] for record in records])
        self.authors = FacetColumn([record.authors for record in records])
        self.months = FacetColumn([[record.date.month_label] if record.date else [] for record in records])
        self.words = np.array([record.words for record in records], np.int64)
        stories = {story: n for n, story in enumerate(dict.fromkeys(record.story for record in records))}
        self.stories = np.array([stories[record.story] for record in records], np.int64)
        dates = [record.date for record in records]
        self._dated = np.array([date is not None for date in dates], bool)
        self._first = np.array([date.first_day.toordinal() if date else 0 for date in dates], np.int64)
        self._last = np.array([date.last_day.toordinal() if date else 0 for date in dates], np.int64)

    def __len__(self) -> int:
        return len(self.records)

    def ordinals(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The articles of documents by the column `article_key`; -1 where the catalogue has none."""
        if not len(self):
            return np.full(len(keys), -1, np.int64)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[places] == keys, self._by_key[places], -1)

    def undated(self) -> NDArray[np.bool_]:
        """Which articles have no date."""
        return ~self._dated

    def published(self, after: PartialDate | None, before: PartialDate | None) -> NDArray[np.bool_]:
        """Which articles may have been published in this time, both ends included; undated ones are not among them.

        A date that is known to the year or month only is taken for every day that it can mean.
        """
        mask = self._dated.copy() if after or before else np.ones(len(self), bool)
        if after:
            mask &= self._last >= after.first_day.toordinal()
        if before:
            mask &= self._first <= before.last_day.toordinal()
        return mask
