"""The pieces of a text between blanks, and their words.

No word has a blank inside. Most pieces have one word, and most occur again and again, so that what they are is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from searchtui.analysis import Word, stem, words

__all__ = ["Pieces", "pieces", "pieces_in"]

_MOST_KEPT = 1 << 15
_LONGEST_KEPT = 64
_AROUND = '.,;:!?()[]"'
"""What may stand around the letters of a word and is no part of it."""


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
            if len(piece) > _LONGEST_KEPT:
                return tuple(words(piece, language=self._language))
            found = self._plain(piece) or tuple(words(piece, language=self._language))
            self._keep(piece, found)
        return found

    def _plain(self, piece: str) -> tuple[Word, ...]:
        """The word of a piece that is nothing but unaccented letters; nothing for any other piece.

        Most are so, and this is said of them in a fraction of the time that looking for all kinds of words takes.
        """
        bare = piece.strip(_AROUND)
        if not (bare.isascii() and bare.isalpha()):
            return ()
        start, exact = piece.index(bare), bare.lower()
        return (Word(start, start + len(bare), exact, stem(exact, self._language)),)

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
