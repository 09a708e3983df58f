"""Sets of documents: as rising numbers where they are few, as a mask over all documents where they are many.

Which of the two ways of meeting, searching or marking, is taken for two lists depends on what each costs: a search of
one number in a long list takes as long as marking some forty numbers in an array, or noting the places of some eight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from searchtui.columnar.packing import changes

__all__ = [
    "MARKED",
    "DocSet",
    "Docs",
    "Mask",
    "common",
    "difference",
    "distinct",
    "found_in",
    "intersection",
    "meeting",
    "places_of",
    "union",
]

Docs = NDArray[np.int32]
Mask = NDArray[np.bool_]

_SEARCH_COST = 40
_NOTED = 8
"""So many places of a list are noted in the time of one search in it."""
MARKED = 8
"""From one in so many documents on, lists meet and are united by marking all documents, and not by their numbers.

To sort numbers takes less than to look for the marks among all documents, until there are very many.
"""


class DocSet:
    """Documents of one generation; neither of its arrays is ever changed.

    Args:
        size: how many documents there are, deleted ones included.
        docs: their numbers, rising; None where only the mask is known.
        mask: whether each document belongs, shape (size,); None where only the numbers are known.
        marks: gives the mask where there is a quicker way to it than by the numbers, else None.
    """

    __slots__ = ("_count", "_docs", "_marks", "_mask", "size")

    def __init__(
        self,
        size: int,
        docs: Docs | None = None,
        mask: Mask | None = None,
        marks: Callable[[], Mask | None] = lambda: None,
    ) -> None:
        self.size, self._docs, self._mask, self._marks = size, docs, mask, marks
        self._count = -1 if docs is None else len(docs)

    def __len__(self) -> int:
        if self._count < 0:
            self._count = int(np.count_nonzero(self.mask))
        return self._count

    @property
    def is_marked(self) -> bool:
        """Whether there is a mask already."""
        return self._mask is not None

    @property
    def docs(self) -> Docs:
        """The numbers, rising."""
        if self._docs is None:
            self._docs = places_of(self.mask).astype(np.int32)
            self._count = len(self._docs)
        return self._docs

    @property
    def mask(self) -> Mask:
        """Whether each document belongs, shape (size,)."""
        if self._mask is None:
            mask = self._marks()
            if mask is None:
                mask = np.zeros(self.size, bool)
                if self._docs is not None:
                    mask[self._docs.astype(np.intp)] = True
            self._mask = mask
        return self._mask

    def holds(self, docs: Docs) -> Mask:
        """Whether each of these documents, rising, belongs."""
        if self._mask is None:
            assert self._docs is not None
            if len(docs) * _SEARCH_COST < len(self._docs):
                return found_in(docs, self._docs, self.size)[1]
            if len(self._docs) * _SEARCH_COST < len(docs):
                held = np.zeros(len(docs), bool)
                at, found = found_in(self._docs, docs, self.size)
                held[at[found]] = True
                return held
        return self.mask.take(docs)


def found_in(few: Docs, many: Docs, size: int) -> tuple[NDArray[np.intp], Mask]:
    """Where each of a few documents stands in a longer list, and whether it is there at all.

    Args:
        few: rising, shape (n,).
        many: rising.
        size: how many documents there are.

    Returns:
        Places in `many`, any place where it is not there, shape (n,); and whether it is there, shape (n,).
    """
    if not len(many):
        return np.zeros(len(few), np.intp), np.zeros(len(few), bool)
    if len(few) * _NOTED < len(many):
        at = np.searchsorted(many, few)
    else:
        # What stands at the places of other documents makes no difference: it is looked whether that is the document.
        places = np.empty(size, np.int32)
        places[many.astype(np.intp)] = np.arange(len(many), dtype=np.int32)
        at = places.take(few).astype(np.intp)
    np.clip(at, 0, len(many) - 1, out=at)
    return at, many.take(at) == few


def meeting(left: Docs, right: Docs, size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places, in each of two rising lists, of the documents that are in both.

    Args:
        left: one list.
        right: the other.
        size: how many documents there are.
    """
    if len(left) > len(right):
        of_right, of_left = meeting(right, left, size)
        return of_left, of_right
    at, found = found_in(left, right, size)
    if found.all():
        return np.arange(len(left)), at
    return np.flatnonzero(found), at[found]


def common(lists: Sequence[Docs], size: int) -> tuple[Docs, list[NDArray[np.intp]]]:
    """The documents that are in all of several rising lists, and their places in each of these.

    Args:
        lists: at least one.
        size: how many documents there are.
    """
    order = sorted(range(len(lists)), key=lambda at: len(lists[at]))
    docs = lists[order[0]]
    places = {order[0]: np.arange(len(docs))}
    for other in order[1:]:
        at, found = found_in(docs, lists[other], size)
        if not found.all():
            kept = np.flatnonzero(found)
            docs, at = docs[kept], at[kept]
            places = {earlier: some[kept] for earlier, some in places.items()}
        places[other] = at
    return docs, [places[at] for at in range(len(lists))]


def places_of(mask: Mask) -> NDArray[np.intp]:
    """Where a mask is true, rising.

    `np.flatnonzero` looks for one place after the other where no more than a tenth is true, and takes longest for just
    below that; with a tail that is all true it goes through the mask in steps of equal length.
    """
    size, count = len(mask), int(np.count_nonzero(mask))
    if not size // 25 < count <= size // 10:
        return np.flatnonzero(mask)
    padded = np.ones(size + size // 8, bool)
    padded[:size] = mask
    return np.flatnonzero(padded)[:count]


def distinct(docs: Docs) -> Docs:
    """Documents each once and rising; the array itself is sorted."""
    docs.sort()
    return docs[np.flatnonzero(changes(docs))]


def intersection(sets: Sequence[DocSet]) -> DocSet:
    """The documents that are in all sets, of which there must be one."""
    rest = sorted(sets, key=len)
    first = rest.pop(0)
    if len(first) * MARKED > first.size:
        mask = first.mask
        for other in rest:
            mask = mask & other.mask
        return DocSet(first.size, mask=mask)
    docs = first.docs
    for other in rest:
        docs = docs[other.holds(docs)]
    return DocSet(first.size, docs)


def difference(wanted: DocSet, banned: DocSet) -> DocSet:
    """The documents of one set that are not in another."""
    if wanted.is_marked and len(wanted) * MARKED > wanted.size:
        return DocSet(wanted.size, mask=wanted.mask & ~banned.mask)
    return DocSet(wanted.size, wanted.docs[~banned.holds(wanted.docs)])


def union(sets: Sequence[DocSet], size: int) -> DocSet:
    """The documents that are in any set."""
    if not sets:
        return DocSet(size, np.empty(0, np.int32))
    if len(sets) == 1:
        return sets[0]
    marked = [some for some in sets if some.is_marked]
    if not marked and sum(map(len, sets)) * MARKED < size:
        return DocSet(size, distinct(np.concatenate([some.docs for some in sets])))
    mask = marked[0].mask.copy() if marked else np.zeros(size, bool)
    for some in marked[1:]:
        mask |= some.mask
    for some in sets:
        if not some.is_marked:
            mask[some.docs.astype(np.intp)] = True
    return DocSet(size, mask=mask)
