"""The pieces of a text between blanks, and their words.

No word has a blank inside. Most pieces have one word, and most occur again and again, so that what they are is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import cache
from string import ascii_lowercase

from searchtui.analysis import Word, keeps_first_letter, stem, words

__all__ = ["LONGEST_KEPT", "Pieces", "pieces", "pieces_in"]

_MOST_KEPT = 1 << 15
LONGEST_KEPT = 64
"""Characters of the longest piece of which anything is kept: what has no blanks may be of any length."""
_MOST_SORTED = 1 << 16
_ODD = ""
"""Stands for the first letter of what is more, or other, than a word of unaccented letters."""
_AROUND = '.,;:!?()[]"'
"""What may stand around the letters of a word and is no part of it."""


class Pieces:
    """The words of pieces of texts in one language.

    Args:
        language: by whose rules they are stemmed.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._kept: dict[str, tuple[Word, ...]] = {}
        self._sorted: set[str] = set()
        self._by_letter: dict[str, set[str]] = {letter: set() for letter in (*ascii_lowercase, _ODD)}
        self._lock = threading.Lock()

    def words(self, piece: str) -> tuple[Word, ...]:
        """The words of a piece, with their places in it."""
        found = self._kept.get(piece)
        if found is None:
            if len(piece) > LONGEST_KEPT:
                return tuple(words(piece, language=self._language))
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[piece] = self._plain(piece) or tuple(words(piece, language=self._language))
        return found

    def likely(self, some: set[str], letters: Iterable[str]) -> set[str]:
        """Those of some pieces that may hold a word of which some form begins with one of some letters.

        What is not plainly one word of unaccented letters always may. Safe from any thread.

        Args:
            some: pieces.
            letters: small ones; those that are none of the 26 begin no plain word.
        """
        if not keeps_first_letter(self._language):
            return some
        with self._lock:
            found = self._sort(some) | (some & self._by_letter[_ODD])
            return found.union(*(some & self._by_letter[letter] for letter in letters if letter in self._by_letter))

    def _sort(self, some: set[str]) -> set[str]:
        """Sort pieces by their first letters, most of which were sorted before; those that are too long to be kept."""
        new = some - self._sorted
        if new and len(self._sorted) >= _MOST_SORTED:
            for one in (self._sorted, *self._by_letter.values()):
                one.clear()
            new = some
        too_long = {piece for piece in new if len(piece) > LONGEST_KEPT}
        for piece in new - too_long:
            bare = piece.strip(_AROUND)
            self._by_letter[bare[0].lower() if bare.isascii() and bare.isalpha() else _ODD].add(piece)
            self._sorted.add(piece)
        return too_long

    def _plain(self, piece: str) -> tuple[Word, ...]:
        """The word of a piece that is nothing but unaccented letters; nothing for any other piece.

        Most are so, and this is said of them in a fraction of the time that looking for all kinds of words takes.
        """
        bare = piece.strip(_AROUND)
        if not (bare.isascii() and bare.isalpha()):
            return ()
        start, exact = piece.index(bare), bare.lower()
        return (Word(start, start + len(bare), exact, stem(exact, self._language)),)


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
