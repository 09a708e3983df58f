"""Where the paragraphs of each article stand among the documents of an index."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.docsets import places_of
from searchtui.columnar.packing import changes

__all__ = ["Placement", "Runs"]


class Runs(NamedTuple):
    """Documents, cut where one article ends and the next begins.

    Args:
        articles: ordinal of the article of each run, no two alike, shape (runs,).
        starts: place of its first document among the documents that were cut, shape (runs,).
        counts: how many documents it has, shape (runs,).
    """

    articles: NDArray[np.int32]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]

    def places(self, which: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The places of the documents of some runs among the documents that were cut, shape (n,).

        Args:
            which: the runs, shape (runs,).
        """
        return self.picked(np.flatnonzero(which))

    def picked(self, runs: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same of runs that are named by their places, in the order in which they are named, shape (n,)."""
        counts = self.counts[runs]
        before = np.cumsum(counts) - counts
        return np.repeat(self.starts[runs] - before, counts) + np.arange(counts.sum())

    def chosen(self, which: NDArray[np.bool_]) -> Runs:
        """What is left of these runs when the documents of the others are taken away.

        Args:
            which: runs that stay, shape (runs,).
        """
        counts = self.counts[which]
        return Runs(self.articles[which], np.cumsum(counts) - counts, counts)


def _cut(values: NDArray[np.integer]) -> NDArray[np.int64]:
    """The places where a value differs from the one before, the first place among them."""
    return places_of(changes(values))


class Placement:
    """The articles of documents, and the documents of articles.

    An index that was written in one go, and each segment of another, has the paragraphs of an article side by side and
    in order, so that nothing need be sorted; where that is not so, they are.

    Args:
        keys: ids of the articles as numbers, in the order of the catalogue, shape (articles,).
        key_order: the ordinals of the articles by rising key, shape (articles,).
        paragraphs: how many documents each of them has, shape (articles,).
        owners: the id of its article for each document, deleted ones included, shape (size,).
        numbers: the number of each document in its article, shape (size,).
        live: the documents that are not deleted, rising, shape (documents,); None where none is deleted.

    Raises:
        ValueError: the documents are not those of these articles.
    """

    def __init__(
        self,
        keys: NDArray[np.int64],
        key_order: NDArray[np.int64],
        paragraphs: NDArray[np.int64],
        owners: NDArray[np.integer],
        numbers: NDArray[np.integer],
        live: NDArray[np.int64] | None,
    ) -> None:
        own_keys, own_numbers = (owners, numbers) if live is None else (owners[live], numbers[live])
        self._documents = len(own_keys)
        starts = _cut(own_keys)
        counts = np.diff(starts, append=self._documents)
        run_keys, having = own_keys[starts].astype(np.int64), np.flatnonzero(paragraphs)
        # So it is in an index that was written in one go.
        as_listed = np.array_equal(run_keys, keys[having])
        run_articles = having if as_listed else _ordinals(keys, key_order, run_keys)
        if (run_articles < 0).any():
            raise ValueError("a paragraph belongs to no article of the catalogue")
        held = np.bincount(run_articles, counts, len(keys))
        if not np.array_equal(held, paragraphs):
            raise ValueError("the paragraphs of the index are not those of its catalogue")
        of_live = np.repeat(run_articles.astype(np.int32), counts)
        if live is None:
            self.articles = of_live
        else:
            self.articles = np.full(len(owners), -1, np.int32)
            self.articles[live] = of_live
        # A copy: groups are looked at when the file, if the column is still in it, may have been cut short.
        self.numbers = numbers.copy()
        rising = own_numbers[1:] > own_numbers[:-1]
        rising[starts[1:] - 1] = True
        self._side_by_side = bool(rising.all()) and int(np.count_nonzero(held)) == len(run_articles)
        self.in_order = self._side_by_side and bool((run_articles[1:] > run_articles[:-1]).all())
        """Whether the documents are in the order of the catalogue, and those of one article by number."""
        self.counts = paragraphs
        """How many documents each article has, shape (articles,)."""
        self._starts = np.zeros(len(keys), np.int64)
        self._docs = live
        if self._side_by_side:
            self._starts[run_articles] = starts
        else:
            order = np.lexsort((own_numbers, of_live))
            self._docs = order if live is None else live[order]
            self._starts[1:] = np.cumsum(paragraphs)[:-1]

    def docs(self, article: int) -> NDArray[np.int64]:
        """The documents of an article by number, shape (paragraphs,)."""
        start = int(self._starts[article])
        end = start + int(self.counts[article])
        return np.arange(start, end) if self._docs is None else self._docs[start:end]

    def sums(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the documents of each article have together, shape (articles,).

        Args:
            values: of each document, deleted ones included, shape (size,).
        """
        total = np.zeros(len(self.counts), np.float32)
        having = np.flatnonzero(self.counts)
        if len(having):
            order = having[np.argsort(self._starts[having])]
            total[order] = np.add.reduceat(values if self._docs is None else values[self._docs], self._starts[order])
        return total

    def firsts(self) -> NDArray[np.int64]:
        """A document of each article, shape (articles,); any document for an article that has none.

        Where there is no document at all, the shape is (0,).
        """
        if not self._documents:
            return np.empty(0, np.int64)
        places = np.where(self.counts > 0, self._starts, 0)
        return places if self._docs is None else self._docs[places]

    def places(self, docs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Numbers that rise with article and paragraph number, shape (n,)."""
        return self.articles[docs].astype(np.int64) << 32 | self.numbers[docs]

    def arranged(
        self, docs: NDArray[np.int64], scores: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Documents with their scores such that those of one article are side by side, by number.

        Args:
            docs: rising, shape (n,).
            scores: of each, shape (n,).
        """
        if self._side_by_side:
            return docs, scores
        order = np.argsort(self.places(docs))
        return docs[order], scores[order]

    def runs(self, docs: NDArray[np.int64]) -> Runs:
        """Cut documents, as they were arranged, where one article ends and the next begins."""
        articles = self.articles[docs]
        starts = _cut(articles)
        return Runs(articles[starts], starts, np.diff(starts, append=len(docs)))


def _ordinals(keys: NDArray[np.int64], key_order: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of keys; -1 for one that is not there."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    # To sort what is looked for takes a tenth of the time of looking for it in any order.
    order, rising = np.argsort(wanted), keys[key_order]
    places = np.empty(len(wanted), np.int64)
    places[order] = key_order[np.minimum(np.searchsorted(rising, wanted[order]), len(keys) - 1)]
    return np.where(keys[places] == wanted, places, -1)
