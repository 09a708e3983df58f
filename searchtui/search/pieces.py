"""The pieces of a text between blanks, and their words.

No word has a blank inside. Most pieces have one word, and most occur again and again, so that what they are is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from searchtui.analysis import Word, words

__all__ = ["Pieces", "pieces", "pieces_in"]

_MOST_KEPT = 1 << 15
_LONGEST_KEPT = 64


class Pieces:
    """The words of pieces of texts in one language.

    Args:
        language: by whose rules they are stemmed.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._single: dict[str, Word] = {}
        self._others: dict[str, tuple[Word, ...]] = {}
        self.single_word = self._single.get
        """The only word of a piece; None where it has none or several, or where that is not known."""

    def words(self, piece: str) -> tuple[Word, ...]:
        """The words of a piece, with their places in it."""
        known = self.single_word(piece)
        if known is not None:
            return (known,)
        found = self._others.get(piece)
        if found is None:
            found = tuple(words(piece, language=self._language))
            if len(piece) <= _LONGEST_KEPT:
                self._keep(piece, found)
        return found

    def _keep(self, piece: str, found: tuple[Word, ...]) -> None:
        if len(self._single) + len(self._others) >= _MOST_KEPT:
            self._single.clear()
            self._others.clear()
        if len(found) == 1:
            self._single[piece] = found[0]
        else:
            self._others[piece] = found


@cache
def pieces_in(language: str) -> Pieces:
    """What is kept of the pieces of a language, see `searchtui.analysis.stemming_language`; there are few of these."""
    return Pieces(language)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a text, each with the place where it begins."""
    position = 0
    for piece in text.split():
        position = text.index(piece, position)
        yield position, piece
        position += len(piece)
