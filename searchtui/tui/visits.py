"""Where the user was, as a browser has it: back, forward, and a new way that begins wherever one is."""

from __future__ import annotations

from searchtui.keeping import Visit

__all__ = ["MOST_VISITS", "Visits"]

MOST_VISITS = 100
"""So many are kept; the oldest make room."""


class Visits:
    """The visits, and which of them is where the user is now.

    Args:
        first: where the user begins.
    """

    def __init__(self, first: Visit) -> None:
        self._visits = [first]
        self._at = 0

    def __len__(self) -> int:
        return len(self._visits)

    @property
    def here(self) -> Visit:
        """Where the user is, as it was when that was last noted."""
        return self._visits[self._at]

    @property
    def before(self) -> Visit | None:
        """Where going back leads."""
        return self._visits[self._at - 1] if self._at else None

    def note(self, visit: Visit) -> None:
        """Where the user is looks like this by now."""
        self._visits[self._at] = visit

    def go(self, visit: Visit) -> None:
        """The user goes somewhere else; what lay ahead is no longer there."""
        self._visits[self._at + 1 :] = [visit]
        del self._visits[:-MOST_VISITS]
        self._at = len(self._visits) - 1

    def step(self, step: int) -> Visit | None:
        """Go back (-1) or forward (1); None where nothing lies there."""
        if not 0 <= self._at + step < len(self._visits):
            return None
        self._at += step
        return self.here
