"""What comparing articles brings: which paragraphs say the same, and what a copy of a text left out or changed."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from searchtui.article import Kind
from searchtui.search.results import Span

__all__ = ["Alignment", "Fate", "Stretch", "Version", "VersionParagraph"]


class Alignment(msgspec.Struct, frozen=True):
    """The paragraph of an article that is most like a given one.

    Args:
        number: of the paragraph; 0 where nothing in the article is like it.
        score: how much alike they are, 0 to 100; of the most alike also where that is not enough.
        near_copy: they are one text with changes: the marks are the words that differ. Else they are those that both
            have.
        here: what to mark in the given paragraph.
        there: what to mark in the one that was found.
    """

    number: int
    score: float
    near_copy: bool = False
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    """They stand in both texts."""
    REMOVED = "removed"
    """They stand in the text that the copy is measured against, and not in the copy."""
    ADDED = "added"
    """They stand in the copy alone."""


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of text.

    Args:
        fate: what became of it.
        text: of the copy; of the other text where it was removed.
        base: number of the paragraph of the other text that it is from; 0 for what was added.
    """

    fate: Fate
    text: str
    base: int = 0


class VersionParagraph(msgspec.Struct, frozen=True):
    """A paragraph of the copy, or one that it left out.

    Args:
        number: of the paragraph in the copy; 0 where it was left out.
        base: number of the first paragraph of the other text that its words are from; 0 where it was added.
        kind: what it is in its article.
        stretches: what was kept and added, in order, is the paragraph of the copy, letter by letter.
        moved: it stands at another place than in the other text.
    """

    number: int
    base: int
    kind: Kind
    stretches: tuple[Stretch, ...]
    moved: bool = False

    @property
    def is_left_out(self) -> bool:
        """The copy does not have it."""
        return not self.number

    @property
    def is_added(self) -> bool:
        """The other text does not have it."""
        return bool(self.number) and not self.base

    @property
    def is_changed(self) -> bool:
        """Both have it, with differences."""
        return bool(self.number and self.base) and any(stretch.fate is not Fate.KEPT for stretch in self.stretches)


class Version(msgspec.Struct, frozen=True):
    """A copy of a text, measured against another one. Furniture, and paragraphs without a word, are not compared.

    Args:
        paragraphs: those of the copy, and between them, where they would stand, those that were left out.
        compared: how many paragraphs the other text has.
        left_out: how many of them the copy does not have.
        added: how many paragraphs only the copy has.
        moved: how many paragraphs stand elsewhere.
        words_removed: in paragraphs that both have, words that the copy does not have.
        words_added: in paragraphs that both have, words that only the copy has.
        words_changed: the same taken together: where words stand in place of others, the more of both.
    """

    paragraphs: tuple[VersionParagraph, ...]
    compared: int
    left_out: int = 0
    added: int = 0
    moved: int = 0
    words_removed: int = 0
    words_added: int = 0
    words_changed: int = 0

    @property
    def is_same(self) -> bool:
        """Word for word the same."""
        return not (self.left_out or self.added or self.moved or self.words_changed)
