"""The signs that stand beside paragraphs: of those that have a note, and of those that are marked to be picked."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from searchtui.collection import Like

__all__ = ["MARKED", "NOTED", "Signs"]

NOTED = "✎"
"""Stands beside a paragraph that has a note."""
MARKED = "✓"
"""Stands beside a paragraph that is marked to be picked, whether it has a note or not."""


class Signs:
    """Knows the sign of each paragraph.

    Args:
        noted: articles and numbers of the paragraphs that have a note; changes in place.
        marked: the paragraphs that are marked; changes in place.
    """

    def __init__(
        self, noted: AbstractSet[tuple[str, int]] = frozenset(), marked: AbstractSet[Like] = frozenset()
    ) -> None:
        self._noted, self._marked = noted, marked

    @property
    def marked(self) -> int:
        """How many paragraphs are marked."""
        return len(self._marked)

    def beside(self, article: str, number: int) -> str:
        """The sign of a paragraph; empty for none."""
        if self._marked and Like(article, number) in self._marked:
            return MARKED
        return NOTED if (article, number) in self._noted else ""
