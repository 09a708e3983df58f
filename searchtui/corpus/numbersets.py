"""Many sets of numbers, of which it is asked for many numbers at a time whether they are in one or another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["NumberSets"]

_OWNER_BITS = np.uint64(16)
"""Of a key, those that say whose it is; the others are the first of the number."""

_SLOTS = 8
"""Slots, for each number of a set, of the table that tells most others from these; at least."""

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Values = npt.NDArray[np.uint64]


class NumberSets:
    """Sets of numbers of 64 bits that look like random ones; two with the same 48 first bits are taken for equal.

    Args:
        owners: the number of the set that each is in, rising, from 0 to 65,535; shape (numbers,).
        values: the numbers, in any order in each set, shape (numbers,).
        count: of the sets.

    Raises:
        ValueError: there are more than 65,536 sets.
    """

    def __init__(self, owners: Numbers, values: Values, count: int) -> None:
        if count > 1 << int(_OWNER_BITS):
            raise ValueError("too many sets to be told apart")
        sizes = np.bincount(owners, minlength=count)
        bits = np.frexp(np.maximum(sizes * _SLOTS, 1))[1]
        self._shifts = (64 - bits).astype(np.uint64)
        slots = np.left_shift(1, bits)
        self._firsts = np.cumsum(slots) - slots
        self._table = np.zeros(int(slots.sum()), bool)
        self._table[self._slots(owners, values)] = True
        self._keys = np.sort(_keys(owners, values))

    def _slots(self, sets: Numbers, values: Values) -> Numbers:
        slots: Numbers = (values >> self._shifts[sets]).view(np.int64) + self._firsts[sets]
        return slots

    def may_have(self, sets: Numbers, values: Values) -> Mask:
        """Which of some numbers may be in the set named with each; of others hardly one in eight, in little time."""
        found: Mask = self._table[self._slots(sets, values)]
        return found

    def have(self, sets: Numbers, values: Values) -> Mask:
        """Which of some numbers are in the set named with each."""
        if not len(self._keys):
            return np.zeros(len(values), bool)
        wanted = _keys(sets, values)
        found: Mask = self._keys.take(self._keys.searchsorted(wanted), mode="clip") == wanted
        return found


def _keys(owners: Numbers, values: Values) -> Values:
    return owners.astype(np.uint64) << (np.uint64(64) - _OWNER_BITS) | values >> _OWNER_BITS
