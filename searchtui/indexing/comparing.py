"""Articles are compared: each worker takes a stretch of the pairs, and the copies keep their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from searchtui.corpus import Candidates, Copy, Pair
from searchtui.indexing.reading import Listener, Tally
from searchtui.indexing.spool import Place
from searchtui.indexing.tasks import CompareArticles, Compared
from searchtui.indexing.workers import Workers

__all__ = ["compare_articles"]

_TASK_BYTES = 4 << 20
"""Bytes of articles that a worker holds at a time, about; to be compared, they take some 50 MB."""

_TASK_PAIRS = 1 << 13
_ARTICLE_BYTES = 1 << 10
"""Bytes that an article takes beside its text."""

_LIGHTER = 4
"""Bytes that are compared, at least, while one is read or written."""


class _Stretch(msgspec.Struct):
    """Some of the pairs, and the articles in them.

    Args:
        pairs: by the places of the articles in `articles`.
        articles: the place of each, by its ordinal, in the order in which they come.
        size: of the articles in bytes.
        largest: size of the largest of them.
    """

    pairs: list[Pair] = []
    articles: dict[int, int] = {}
    size: int = 0
    largest: int = 0

    def has_room(self, size: int) -> bool:
        """Whether a pair may be added, with articles of this size that are not there yet."""
        # Beside one very long article there is room for as much again: what it is compared with may be very much.
        if not self.pairs:
            return True
        return len(self.pairs) < _TASK_PAIRS and self.size + size <= max(_TASK_BYTES, 2 * self.largest)

    def add(self, article: int, size: int) -> int:
        """The place of an article, which is added unless it is there."""
        if article not in self.articles:
            self.articles[article] = len(self.articles)
            self.size += size
            self.largest = max(self.largest, size)
        return self.articles[article]


def compare_articles(
    candidates: Candidates, places: Mapping[int, Place], workers: Workers, listener: Listener
) -> list[Copy]:
    """Look which articles are copies; the result is the same however many workers there are.

    Args:
        candidates: the pairs to be compared, best with neighbours together.
        places: where each article is in the spool, by its ordinal.
        workers: who compare.
        listener: is told how many pairs are compared, in this thread.

    Returns:
        The copies, by the ordinals of the articles, in the order of the candidates.

    Raises:
        IndexFolderError: an article cannot be read from the spool.
        ReindexError: a process ended that should not have.
    """
    tally = Tally(listener)
    handed: dict[int, _Stretch] = {}

    def tasks() -> Iterator[CompareArticles]:
        for number, stretch in enumerate(_stretches(candidates, places)):
            handed[number] = stretch
            yield CompareArticles(tuple(places[article] for article in stretch.articles), tuple(stretch.pairs))

    found: dict[int, list[Copy]] = {}
    size = sum(place.length for place in places.values())
    for number, answer in workers.run(tasks(), size // _LIGHTER, tally.step):
        if isinstance(answer, Compared):
            stretch = handed.pop(number)
            articles = list(stretch.articles)
            found[number] = [Copy(articles[one.shorter], articles[one.longer], one.share) for one in answer.copies]
            tally.done(number, len(stretch.pairs), 0)
    return [copy for number in sorted(found) for copy in found[number]]


def _stretches(candidates: Candidates, places: Mapping[int, Place]) -> Iterator[_Stretch]:
    stretch = _Stretch()
    sizes = {article: place.length + _ARTICLE_BYTES for article, place in places.items()}
    ends = candidates.one.tolist(), candidates.other.tolist()
    for one, other, only_common in zip(*ends, candidates.only_common.tolist(), strict=True):
        there = stretch.articles
        if not stretch.has_room((0 if one in there else sizes[one]) + (0 if other in there else sizes[other])):
            yield stretch
            stretch = _Stretch()
        stretch.pairs.append(Pair(stretch.add(one, sizes[one]), stretch.add(other, sizes[other]), only_common))
    if stretch.pairs:
        yield stretch
