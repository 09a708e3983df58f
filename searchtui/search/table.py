"""The articles as columns, in the order of the catalogue: by path, then item."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from searchtui.catalogue import ArticleRecord

__all__ = ["ArticleTable"]


class ArticleTable:
    """The columns of a catalogue's articles, each made when it is first asked for.

    Args:
        records: of the catalogue.
    """

    def __init__(self, records: Sequence[ArticleRecord]) -> None:
        self.records = records

    def __len__(self) -> int:
        return len(self.records)

    @cached_property
    def _ordinals(self) -> dict[str, int]:
        return {record.id: ordinal for ordinal, record in enumerate(self.records)}

    def ordinal(self, article: str) -> int:
        """The place of the article with this id.

        Raises:
            KeyError: there is none.
        """
        return self._ordinals[article]

    def id(self, ordinal: int) -> str:
        """The id of the article at a place."""
        return f"{int(self.keys[ordinal]):012x}"

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """The ids as numbers, shape (articles,)."""
        return np.array([int(record.id, 16) for record in self.records], np.int64)

    @cached_property
    def paragraphs(self) -> NDArray[np.int64]:
        """How many paragraphs of each are indexed, shape (articles,)."""
        return np.array([record.paragraphs for record in self.records], np.int64)

    @cached_property
    def words(self) -> NDArray[np.int64]:
        """How many words each has, shape (articles,)."""
        return np.array([record.words for record in self.records], np.int64)

    @cached_property
    def stories(self) -> NDArray[np.int64]:
        """A number for the story of each, 0 to articles - 1, shape (articles,)."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(record.story, len(numbers)) for record in self.records], np.int64)

    @cached_property
    def alone(self) -> NDArray[np.bool_]:
        """Which articles share their story with no other, shape (articles,)."""
        shared = np.bincount(self.stories, minlength=len(self)) > 1
        return ~shared[self.stories]
