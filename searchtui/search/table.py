"""The articles of a generation as a search looks at them: by their ordinals."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.article import Known
from searchtui.catalogue import ArticleRecord, Catalogue

__all__ = ["ArticleTable"]

_MOST_KEPT = 1000


class ArticleTable:
    """The articles of a catalogue, in its order: by path, then item.

    Args:
        catalogue: of the generation.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._kept: dict[int, ArticleRecord] = {}

    def __len__(self) -> int:
        return len(self.catalogue.keys)

    def __getitem__(self, ordinal: int) -> ArticleRecord:
        record = self._kept.get(ordinal)
        if record is None:
            record = self.catalogue.articles[ordinal]
            if len(self._kept) >= _MOST_KEPT:
                self._kept = {}
            self._kept[ordinal] = record
        return record

    def own_address(self, ordinal: int) -> str | None:
        """The address of an article that declares its source itself; None for any other."""
        record = self.catalogue.articles[ordinal]
        how = record.known.get("source")
        return record.url if how is not None and how.known is Known.DECLARED else None

    def within(self, paths: Collection[str]) -> NDArray[np.bool_]:
        """Which articles stand in the files with these paths, shape (articles,)."""
        files = np.fromiter((path in paths for path in self.catalogue.paths), np.bool_)
        return files[self.catalogue.file_of]

    @cached_property
    def alone(self) -> NDArray[np.bool_]:
        """Which articles share their story with no other, shape (articles,)."""
        shared = np.bincount(self.catalogue.stories, minlength=len(self)) > 1
        return ~shared[self.catalogue.stories]
