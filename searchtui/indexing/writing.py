"""Articles are written as segments: each worker takes a stretch of them, and the segments keep their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from searchtui.catalogue import Catalogue
from searchtui.columnar import ColumnarSegment
from searchtui.indexing.reading import Listener, Tally
from searchtui.indexing.spool import Place
from searchtui.indexing.tasks import ArticleToWrite, WriteArticles, Written
from searchtui.indexing.workers import Workers

__all__ = ["stretches", "write_articles"]

_STRETCHES_A_WORKER = 3
_MOST_STRETCHES = 7
"""One more, and their segments are at once merged, being of about one size."""

_LEAST_BYTES = 8 << 20
"""Of articles in the spool, for a stretch; less would make small segments."""


def write_articles(
    catalogue: Catalogue,
    ordinals: Sequence[int],
    places: Mapping[str, Place],
    workers: Workers,
    memory: int,
    indexname: str,
    listener: Listener,
) -> list[ColumnarSegment]:
    """Write articles as segments, which no reader sees before a commit names them.

    Args:
        catalogue: that the articles are in.
        ordinals: of the articles, in the order in which they are to be written.
        places: where each is in the spool, by id.
        workers: who write.
        memory: bytes that each of them may use for the segment that it builds.
        indexname: of the index.
        listener: is told how far it is, in this thread.

    Returns:
        The segments, in the order of the articles in them, however many workers there are.

    Raises:
        IndexFolderError: the index cannot be written, for instance because the disk is full.
        ReindexError: a process ended that should not have.
    """
    theirs = [places[catalogue.id(one)] for one in ordinals]
    sizes = [place.length for place in theirs]
    tally = Tally(listener)
    parts = stretches(sizes, _most_stretches(sum(sizes), workers))

    def tasks() -> Iterator[WriteArticles]:
        for part in parts:
            some = ((theirs[number], catalogue.facets(ordinals[number])) for number in part)
            yield WriteArticles(tuple(ArticleToWrite(place, *facets) for place, facets in some), memory)

    written: dict[int, list[ColumnarSegment]] = {}
    for number, answer in workers.run(tasks(), sum(sizes), tally.step):
        if isinstance(answer, Written):
            written[number] = answer.restored(indexname)
            part = ordinals[parts[number].start : parts[number].stop]
            tally.done(number, len(part), int(catalogue.paragraphs[part].sum()))
    return [segment for number in sorted(written) for segment in written[number]]


def _most_stretches(size: int, workers: Workers) -> int:
    """Several for each worker, since one text takes longer than another, and nobody should wait for the last one."""
    count = workers.count(size)
    return count if count == 1 else max(count, min(count * _STRETCHES_A_WORKER, _MOST_STRETCHES, size // _LEAST_BYTES))


def stretches(sizes: Sequence[int], most: int) -> list[range]:
    """Cut a row of things into stretches of about the same size.

    Args:
        sizes: of the things.
        most: how many stretches, at most; none of them is empty.
    """
    total = sum(sizes)
    ends = [0]
    for number, passed in enumerate(accumulate(sizes), start=1):
        # Cut where the share of the next stretch begins, counted from the beginning lest small errors add up.
        if len(ends) < most and passed * most >= total * len(ends):
            ends.append(number)
    if ends[-1] != len(sizes):
        ends.append(len(sizes))
    return [range(start, end) for start, end in pairwise(ends)]
