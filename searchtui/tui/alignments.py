"""How the columns are aligned on a paragraph of one of them: what each says of it, and which words are marked."""

from __future__ import annotations

from searchtui.collection import Alignment, Like, Span
from searchtui.tui.style import DIFFERENT, SHARED, Ink

__all__ = ["Alignments", "Marks"]

Marks = tuple[tuple[Span, ...], Ink]
"""Where something is marked in a paragraph, and in which ink."""


class Alignments:
    """One paragraph, and the paragraphs of other articles that are most like it."""

    def __init__(self) -> None:
        self.anchor: Like | None = None
        """The paragraph on which the others are aligned; None while none are."""
        self._pending: frozenset[str] = frozenset()
        self._found: dict[str, Alignment] = {}

    def begin(self, anchor: Like, others: frozenset[str]) -> None:
        """Align others on a paragraph; what was aligned before no longer is.

        Args:
            anchor: the paragraph.
            others: ids of the articles in which one like it is looked for.
        """
        self.anchor, self._pending, self._found = anchor, others, {}

    def add(self, article: str, alignment: Alignment) -> None:
        """Note what was found in an article."""
        self._found[article] = alignment

    def clear(self) -> None:
        """Nothing is aligned any more."""
        self.anchor, self._pending, self._found = None, frozenset(), {}

    def remark(self, article: str, number: int) -> str:
        """What the head of a column says that is at a paragraph."""
        if self.anchor is None:
            return ""
        if article == self.anchor.article:
            return "= aligned on this" if number == self.anchor.paragraph else ""
        found = self._found.get(article)
        if found is None:
            return "comparing …" if article in self._pending else ""
        if not found.number:
            return "nothing like it"
        if number != found.number:
            return ""
        if found.near_copy and not found.here and not found.there:
            return "the same words"
        return f"{found.score:.0f} % like"

    def marks(self, article: str, number: int) -> Marks | None:
        """What to mark in a paragraph instead of what was searched; None where that is to be marked."""
        if self.anchor is None:
            return None
        if article == self.anchor.article:
            return self._of_anchor() if number == self.anchor.paragraph else None
        found = self._found.get(article)
        if found is None or not found.number or number != found.number:
            return None
        return found.there, DIFFERENT if found.near_copy else SHARED

    def _of_anchor(self) -> Marks | None:
        """What it shares with any other; where all others are copies of it, what differs from any of them."""
        found = [one for one in self._found.values() if one.number]
        if not found:
            return None
        others = [one for one in found if not one.near_copy]
        spans = sorted({span for one in others or found for span in one.here})
        return _joined(spans), SHARED if others else DIFFERENT


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in rising order without those that lie in others."""
    joined: list[Span] = []
    for begin, end in spans:
        if joined and begin < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return tuple(joined)
