"""What was made last is kept, as long as it all fits."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from itertools import islice
from random import Random
from typing import Generic, TypeVar

__all__ = ["BoundedCache"]

V = TypeVar("V")


class BoundedCache(Generic[V]):
    """A cache of values that were used lately; safe from any thread.

    To make room, any one of the older half is dropped, and not the oldest: where the same values are asked for in turn,
    and take a little more room than there is, the oldest would always be the one that is asked for next.

    Args:
        limit: how many bytes the values may take together; a value that alone takes more than half of it is not kept.
        size: says how many bytes a value takes.
    """

    def __init__(self, limit: int, size: Callable[[V], int]) -> None:
        self._limit, self._size = limit, size
        self._values: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._held = 0
        self._random = Random(0)  # noqa: S311 - not for secrets

    @property
    def held(self) -> int:
        """How many bytes the values take together."""
        return self._held

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made where it is not there.

        Two threads that ask at the same time may both make it; each gets a value that is right.
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
        value = make()
        size = self._size(value)
        if size * 2 <= self._limit:
            with self._lock:
                self._held += size - self._values.pop(key, (value, 0))[1]
                self._values[key] = (value, size)
                while self._held > self._limit:
                    older = next(islice(self._values, self._random.randrange(len(self._values) // 2 + 1), None))
                    self._held -= self._values.pop(older)[1]
        return value
