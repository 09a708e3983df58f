"""What is made ready for the words that will be typed next, in a thread beside the search, while no question waits.

The first word with a beginning that very many words share takes several times as long as the next one. All letters are
rehearsed when the collection is open, and after each answer the ways in which its last word may go on.
"""

from __future__ import annotations

import contextlib
import gc
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from searchtui.tui.searchable import Searchable

__all__ = ["Rehearsal"]

_LETTERS = "scaptmirdbfehlwgnouvkjyqzx"
"""Most words that are typed begin with one of these, the most frequent first."""
_REST = 2.0
"""Seconds without a question after which there is time for what nothing says will be typed next."""
_BREATH = 0.04
"""Seconds after an answer, in which it is painted, before there is time for what may well be typed next."""
_LONGEST = 2
"""Letters of a word from which on few words begin like it and one more letter."""
_MOST = 12
"""Ways in which a word may go on that are expected."""


class Rehearsal:
    """Rehearses beginnings of words; every method returns at once, in whichever thread it is called."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._collection: Searchable | None = None
        self._questions = 0
        self._asked_at = self._answered_at = 0.0
        self._expected: deque[str] = deque()
        self._later: deque[Callable[[Searchable], None]] = deque()
        self._beginnings: tuple[str, ...] = ()
        self._rehearsed: set[str] = set()

    def begin(self, collection: Searchable) -> None:
        """Rehearse all that takes long, once more where another generation of the collection has been rehearsed."""
        with self._wake:
            if self._stopped:
                return
            self._collection = collection
            self._beginnings, self._rehearsed = (), set()
            self._expected.clear()
            letters = (partial(self._rehearse, letter) for letter in _LETTERS)
            self._later = deque([self._list, *letters, self._warm, self._rehearse_beginnings])
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="rehearsal", daemon=True)
                self._thread.start()
            self._wake.notify()

    def stop(self) -> None:
        """Begin nothing more; what is being rehearsed is left to end by itself."""
        with self._wake:
            self._stopped = True
            self._wake.notify()

    @contextlib.contextmanager
    def pausing(self, text: str) -> Iterator[None]:
        """Begin nothing while a question is answered, and expect its last word to go on thereafter.

        Args:
            text: of the question; nothing where nobody has typed any.
        """
        with self._wake:
            self._questions += 1
            self._expected.clear()
        try:
            yield
        finally:
            with self._wake:
                self._questions -= 1
                self._answered_at = time.monotonic()
                if text:
                    self._asked_at = self._answered_at
                    self._expected.extend(self._continuations(text))
                self._wake.notify()

    def _continuations(self, text: str) -> list[str]:
        """What the last word may become by one more letter that takes long, the longest first."""
        word = text.rpartition(" ")[2].lower()
        if not 0 < len(word) <= _LONGEST:
            return []
        longer = (one for one in self._beginnings if len(one) == len(word) + 1 and one.startswith(word))
        return [one for one in longer if one not in self._rehearsed][:_MOST]

    # In the thread

    def _run(self) -> None:
        while (job := self._next()) is not None:
            work, collection = job
            # Nobody waits for this. Whatever goes wrong in it goes wrong in the next search too, which says so.
            with contextlib.suppress(Exception):
                work(collection)

    def _next(self) -> tuple[Callable[[Searchable], None], Searchable] | None:
        with self._wake:
            while not self._stopped:
                assert self._collection is not None
                now = time.monotonic()
                if self._expected:
                    rest = self._answered_at + _BREATH - now
                elif self._later:
                    rest = self._asked_at + _REST - now
                else:
                    self._wake.wait()
                    continue
                if self._questions:
                    self._wake.wait()
                elif rest > 0:
                    self._wake.wait(rest)
                elif self._expected:
                    return partial(self._rehearse, self._expected.popleft()), self._collection
                else:
                    return self._later.popleft(), self._collection
        return None

    def _list(self, collection: Searchable) -> None:
        beginnings = collection.beginnings()
        with self._wake:
            if collection is self._collection:
                self._beginnings = beginnings

    def _rehearse(self, beginning: str, collection: Searchable) -> None:
        with self._wake:
            if beginning in self._rehearsed:
                return
            self._rehearsed.add(beginning)
        if not collection.rehearse(beginning):
            with self._wake:
                self._beginnings = ()
                self._expected.clear()
                self._later = deque(job for job in self._later if job == self._warm)

    def _rehearse_beginnings(self, _: Searchable) -> None:
        with self._wake:
            self._later.extendleft(partial(self._rehearse, one) for one in reversed(self._beginnings))

    @staticmethod
    def _warm(collection: Searchable) -> None:
        collection.warm()
        # What is there by now stays, and so do the tables that words are kept in: to go through all of them would stop
        # a key for a tenth of a second now and then.
        gc.freeze()
