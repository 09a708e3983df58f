"""Where words stand next to, or near, each other: all documents at a time.

A place is a word of a phrase, or several words of which any may stand there. An occurrence is a pair of numbers: the
rank of its document among the documents that hold all places, and the position in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.docsets import Docs, common

__all__ = ["Found", "Near", "Occurrences", "Place", "chained", "neighbours", "spans_of"]

Numbers = NDArray[np.int64]

Found = tuple[Docs, NDArray[np.float32]]
"""Documents, rising, and how often something is in each, shape (n,)."""

_AT_A_TIME = 16_384


class Occurrences(NamedTuple):
    """Where something occurs.

    Args:
        ranks: of the documents, shape (n,).
        positions: in them, shape (n,).
    """

    ranks: Numbers
    positions: Numbers


class Place(Protocol):
    """A word of a phrase, or several of which any may stand there."""

    @property
    def docs(self) -> Docs:
        """The documents that hold it, rising."""

    @property
    def single(self) -> bool:
        """Whether it is one word: its occurrences rise, and no two are the same."""

    def within(self, docs: Docs, which: Numbers) -> Occurrences:
        """Where it occurs in some of its documents.

        Args:
            docs: the documents, rising, shape (n,).
            which: their places in `self.docs`, shape (n,).
        """


class Near(NamedTuple):
    """Two parts near each other.

    Args:
        first, second: the parts.
        slop: how far at most the second begins behind the end of the first.
        ordered: whether the second must come after the first.
        least: how far at least.
    """

    first: Near | Place
    second: Near | Place
    slop: int
    ordered: bool
    least: int


class Spans(NamedTuple):
    """Stretches of text.

    Args:
        starts, ends: keys of their first and last positions, shape (n,). A key is a rank times the stride, and a
            position.
        stride: more than any position, and any distance that is asked for, beyond any position.
    """

    starts: Numbers
    ends: Numbers
    stride: int


def neighbours(places: Sequence[Place], size: int) -> Found:
    """Where words follow each other without a gap.

    The rarest come first, and with each word fewer documents are left to look into. Two words meet in a table that has
    a mark for each position of each document, so nothing is sorted. Some thousand documents are looked into at a time,
    so that the table is small enough for the processor's cache.

    Args:
        places: the words, in order, at least one.
        size: how many documents there are.

    Returns:
        The documents where they follow each other, and how often.
    """
    docs, which = common([place.docs for place in places], size)
    step = _AT_A_TIME if all(place.single for place in places) else len(docs) or 1  # several words are read at once
    found = [
        _followed(places, docs[start : start + step], [some[start : start + step] for some in which])
        for start in range(0, len(docs), step)
    ]
    if not found:
        return docs, np.empty(0, np.float32)
    return np.concatenate([docs for docs, _ in found]), np.concatenate([counts for _, counts in found])


def _followed(places: Sequence[Place], docs: Docs, which: list[Numbers]) -> Found:
    order = sorted(range(len(places)), key=lambda at: (not places[at].single, len(places[at].docs)))
    left = np.arange(len(docs))
    ranks, starts = _aligned(places[order[0]], order[0], docs, which[order[0]])
    for at in order[1:]:
        others = _aligned(places[at], at, docs[left], which[at][left])
        hits = _met(Occurrences(ranks, starts), others, len(left))
        ranks, starts = ranks[hits], starts[hits]
        held = np.zeros(len(left), bool)
        held[ranks] = True
        left, ranks = left[held], (np.cumsum(held) - 1)[ranks]
        if not len(left):
            break
    if not places[order[0]].single:
        ranks = np.unique(ranks << 32 | starts) >> 32
    return _counted(ranks, docs[left])


def _aligned(place: Place, at: int, docs: Docs, which: Numbers) -> Occurrences:
    """Where a phrase would begin of which this is the word number `at`."""
    ranks, positions = place.within(docs, which)
    if at == 0 or not len(positions):
        return Occurrences(ranks, positions)
    starts = positions - at
    if starts.min() >= 0:
        return Occurrences(ranks, starts)
    inside = np.flatnonzero(starts >= 0)
    return Occurrences(ranks[inside], starts[inside])


def _met(some: Occurrences, others: Occurrences, documents: int) -> Numbers:
    """Which of some occurrences are also among others: their places."""
    widths = np.zeros(documents, np.int64)
    np.maximum.at(widths, some.ranks, some.positions + 1)
    ends = np.cumsum(widths + 1)
    bases = ends - widths - 1
    marks = np.zeros(int(ends[-1]) if documents else 0, bool)
    # What stands behind the last of some in a document is marked there, where none of these can be.
    keys = np.minimum(others.positions, widths[others.ranks])
    keys += bases[others.ranks]
    marks[keys] = True
    return np.flatnonzero(marks[bases[some.ranks] + some.positions])


def chained(places: Sequence[Place], size: int, slop: int, least: int) -> Found:
    """Where words follow each other in order, each at most so many positions after the one before.

    Args:
        places: the words, in order, at least one.
        size: how many documents there are.
        slop: how far one may stand behind the one before.
        least: how far it must stand.

    Returns:
        The documents where they do, and at how many places the last word of such a row stands.
    """
    docs, which = common([place.docs for place in places], size)
    found = [place.within(docs, some) for place, some in zip(places, which, strict=True)]
    stride = _stride(found, slop)
    ends = _keys(found[0], stride)
    for occurrences in found[1:]:
        keys = _keys(occurrences, stride)
        if not len(ends) or not len(keys):
            return docs[:0], np.empty(0, np.float32)
        before = np.searchsorted(ends, keys - least, side="right") - 1
        ends = keys[(before >= 0) & (ends[before] >= keys - slop)]
    return _counted(ends // stride, docs)


def _counted(ranks: Numbers, docs: Docs) -> Found:
    """The documents of which there are any, and how many of each."""
    counts = np.bincount(ranks, minlength=len(docs))
    held = np.flatnonzero(counts)
    return docs[held], counts[held].astype(np.float32)


def _stride(found: Sequence[Occurrences], reach: int) -> int:
    return reach + 2 + max((int(positions.max()) for _, positions in found if len(positions)), default=0)


def _keys(occurrences: Occurrences, stride: int) -> Numbers:
    """Occurrences as one number each, rising."""
    keys = occurrences.ranks * stride + occurrences.positions
    return keys if len(keys) < 2 or bool((keys[1:] > keys[:-1]).all()) else np.unique(keys)


def spans_of(part: Near | Place, size: int) -> Found:
    """Where parts stand near each other.

    Args:
        part: what is looked for.
        size: how many documents there are.

    Returns:
        The documents where it is, and at how many places it ends.
    """
    places: list[Place] = []
    reach = _gather(part, places)
    docs, which = common([place.docs for place in places], size)
    found = [place.within(docs, some) for place, some in zip(places, which, strict=True)]
    stride = _stride(found, reach)
    keys = {id(place): _keys(occurrences, stride) for place, occurrences in zip(places, found, strict=True)}
    return _counted(np.unique(_spans(part, keys, stride).ends) // stride, docs)


def _gather(part: Near | Place, places: list[Place]) -> int:
    """Collect the places; returns the greatest distance that is asked for."""
    if isinstance(part, Near):
        return max(part.slop, _gather(part.first, places), _gather(part.second, places))
    places.append(part)
    return 0


def _spans(part: Near | Place, keys: dict[int, Numbers], stride: int) -> Spans:
    if not isinstance(part, Near):
        return Spans(keys[id(part)], keys[id(part)], stride)
    first, second = _spans(part.first, keys, stride), _spans(part.second, keys, stride)
    at, other = _pairs(first.ends, second.starts, part.least, part.slop)
    starts, ends = first.starts[at], second.ends[other]
    if not part.ordered:
        by_end = np.argsort(second.ends, kind="stable")
        at, other = _pairs(first.starts, second.ends[by_end], -part.slop, -part.least)
        starts = np.concatenate([starts, second.starts[by_end][other]])
        ends = np.concatenate([ends, first.ends[at]])
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    new = np.ones(len(starts), bool)
    new[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    return Spans(starts[new], ends[new], stride)


def _pairs(keys: Numbers, others: Numbers, least: int, most: int) -> tuple[Numbers, Numbers]:
    """All pairs of a key and one of the others, which rise, that is between `least` and `most` greater."""
    first = np.searchsorted(others, keys + least)
    counts = np.searchsorted(others, keys + most, side="right") - first
    total = int(counts.sum())
    at = np.repeat(np.arange(len(keys)), counts)
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    return at, np.repeat(first, counts) + within
