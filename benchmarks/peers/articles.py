"""Facets by way of the article: for an index whose documents have no column of several values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["ArticleFacets", "Articles"]

Articles = dict[int, tuple[str, tuple[str, ...]]]
"""Source and authors of each article by its number."""

_FILE = "articles.msgpack"


class _Facet:
    """One facet: the values of each article.

    Args:
        values: of each article.
    """

    def __init__(self, values: Sequence[Sequence[str]]) -> None:
        self.values = sorted({value for some in values for value in some})
        self._ordinals = {value: ordinal for ordinal, value in enumerate(self.values)}
        self._holders = np.repeat(np.arange(len(values)), [len(some) for some in values])
        self._held = np.array([self._ordinals[value] for some in values for value in some], np.int64)
        self._articles = len(values)

    def counted(self, by_article: NDArray[np.int64]) -> dict[str, int]:
        counts = np.bincount(self._held, by_article[self._holders], len(self.values)).astype(np.int64)
        occurring = np.flatnonzero(counts)
        return dict(zip([self.values[n] for n in occurring.tolist()], counts[occurring].tolist(), strict=True))

    def having(self, value: str) -> NDArray[np.bool_]:
        mask = np.zeros(self._articles, bool)
        mask[self._holders[self._held == self._ordinals.get(value, -1)]] = True
        return mask


class ArticleFacets:
    """Sources and authors of all articles.

    Args:
        folder: in which `write` was given them.
    """

    def __init__(self, folder: Path) -> None:
        read = msgspec.msgpack.decode((folder / _FILE).read_bytes(), type=list[tuple[str, tuple[str, ...]]])
        self.articles = len(read)
        self._sources = _Facet([(source,) for source, _ in read])
        self._authors = _Facet([authors for _, authors in read])

    @staticmethod
    def write(articles: Mapping[int, tuple[str, tuple[str, ...]]], folder: Path) -> None:
        """Keep them in a file in this folder."""
        rows = [articles.get(number, ("", ())) for number in range(max(articles, default=-1) + 1)]
        (folder / _FILE).write_bytes(msgspec.msgpack.encode(rows))

    def chosen(self, source: str, author: str) -> NDArray[np.bool_]:
        """Which articles have this source and this author, shape (articles,)."""
        return self._sources.having(source) & self._authors.having(author)

    def counted(self, by_article: NDArray[np.int64]) -> tuple[dict[str, int], dict[str, int]]:
        """How many paragraphs each source and each author has.

        Args:
            by_article: how many paragraphs each article has, shape (articles,).
        """
        return self._sources.counted(by_article), self._authors.counted(by_article)
