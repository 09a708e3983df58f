"""Where words stand next to, or near, each other: all documents at a time.

A place is a word of a phrase, or several words of which any may stand there. An occurrence is a pair of numbers: the
rank of its document among the documents that hold all places, and the position in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.docsets import Docs

__all__ = ["Near", "Occurrences", "Place", "Spans", "chained", "neighbours", "spans_of"]

Numbers = NDArray[np.int64]


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
        """The documents that hold it."""

    @property
    def single(self) -> bool:
        """Whether it is one word: its occurrences rise, and no two are the same."""

    def within(self, docs: Docs) -> Occurrences:
        """Where it occurs in some of these documents."""


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


def _remaining(found: NDArray[np.bool_]) -> Numbers:
    """For each old rank the new one, where only some are left."""
    return np.cumsum(found) - 1


def neighbours(places: Sequence[Place], docs: Docs) -> tuple[Docs, NDArray[np.float32]]:
    """Where words follow each other without a gap.

    The rarest come first, and with each word fewer documents are left to look into. Two words meet in a table that has
    a mark for each position of each document, so nothing is sorted.

    Args:
        places: the words, in order, at least one.
        docs: the documents that hold all of them, rising.

    Returns:
        The documents where they follow each other, rising, and how often.
    """
    order = sorted(range(len(places)), key=lambda at: (not places[at].single, len(places[at].docs)))
    ranks, starts = _aligned(places[order[0]], order[0], docs)
    for at in order[1:]:
        others, other_starts = _aligned(places[at], at, docs)
        hits = _met(ranks, starts, others, other_starts, len(docs))
        ranks, starts = ranks[hits], starts[hits]
        held = np.zeros(len(docs), bool)
        held[ranks] = True
        docs, ranks = docs[held], _remaining(held)[ranks]
        if not len(docs):
            break
    if not places[order[0]].single and len(ranks):
        keys = np.unique(ranks << 32 | starts)
        ranks = keys >> 32
    counts = np.bincount(ranks, minlength=len(docs))
    held = counts > 0
    return docs[held], counts[held].astype(np.float32)


def _aligned(place: Place, at: int, docs: Docs) -> Occurrences:
    """Where a phrase would begin of which this is the word number `at`."""
    ranks, positions = place.within(docs)
    if at == 0 or not len(positions):
        return Occurrences(ranks, positions)
    starts = positions - at
    if starts.min() >= 0:
        return Occurrences(ranks, starts)
    inside = starts >= 0
    return Occurrences(ranks[inside], starts[inside])


def _met(
    ranks: Numbers, positions: Numbers, other_ranks: Numbers, other_positions: Numbers, documents: int
) -> NDArray[np.bool_]:
    """Which of some occurrences are also among others."""
    widths = np.zeros(documents, np.int64)
    np.maximum.at(widths, ranks, positions + 1)
    bases = np.cumsum(widths)
    total = int(bases[-1]) if documents else 0
    bases -= widths
    marks = np.zeros(total + 1, bool)
    inside = other_positions < widths[other_ranks]
    marks[np.where(inside, bases[other_ranks] + other_positions, total)] = True
    marks[total] = False
    return marks[bases[ranks] + positions]


def chained(places: Sequence[Place], docs: Docs, slop: int, least: int) -> tuple[Docs, NDArray[np.float32]]:
    """Where words follow each other in order, each at most so many positions after the one before.

    Args:
        places: the words, in order, at least one.
        docs: the documents that hold all of them, rising.
        slop: how far one may stand behind the one before.
        least: how far it must stand.

    Returns:
        The documents where they do, rising, and at how many places the last word of such a row stands.
    """
    found = [place.within(docs) for place in places]
    stride = _stride(found, slop)
    ends = _keys(found[0], stride)
    for occurrences in found[1:]:
        keys = _keys(occurrences, stride)
        if not len(ends) or not len(keys):
            return docs[:0], np.empty(0, np.float32)
        before = np.searchsorted(ends, keys - least, side="right") - 1
        ends = keys[(before >= 0) & (ends[before] >= keys - slop)]
    return _counted(ends // stride, docs)


def _counted(ranks: Numbers, docs: Docs) -> tuple[Docs, NDArray[np.float32]]:
    counts = np.bincount(ranks, minlength=len(docs))
    held = counts > 0
    return docs[held], counts[held].astype(np.float32)


def _stride(found: Sequence[Occurrences], reach: int) -> int:
    return reach + 2 + max((int(positions.max()) for _, positions in found if len(positions)), default=0)


def _keys(occurrences: Occurrences, stride: int) -> Numbers:
    """Occurrences as one number each, rising."""
    keys = occurrences.ranks * stride + occurrences.positions
    return keys if len(keys) < 2 or bool((keys[1:] > keys[:-1]).all()) else np.unique(keys)


def spans_of(part: Near | Place, docs: Docs) -> tuple[Docs, NDArray[np.float32]]:
    """Where parts stand near each other.

    Args:
        part: what is looked for.
        docs: the documents that hold all its places, rising.

    Returns:
        The documents where it is, rising, and how many different stretches of text are it.
    """
    places: list[Place] = []
    reach = _gather(part, places)
    found = {id(place): place.within(docs) for place in places}
    stride = _stride(list(found.values()), reach)
    spans = _spans(part, {at: _keys(occurrences, stride) for at, occurrences in found.items()}, stride)
    return _counted(spans.starts // stride, docs)


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
