"""The pieces of a text between blanks, and their words.

No word has a blank inside. Most pieces have one word and occur again and again, so that what they are is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.analysis import Word, words

__all__ = ["pieces", "single_word", "words_of"]

_MOST_KEPT = 1 << 15
_LONGEST_KEPT = 64

_single_words: dict[str, Word] = {}

single_word = _single_words.get
"""The only word of a piece; None where it has none or several, or where that is not known."""


def words_of(piece: str) -> tuple[Word, ...]:
    """The words of a piece, with their places in it."""
    known = single_word(piece)
    if known is not None:
        return (known,)
    found = tuple(words(piece))
    if len(found) == 1 and len(piece) <= _LONGEST_KEPT:
        if len(_single_words) >= _MOST_KEPT:
            _single_words.clear()
        _single_words[piece] = found[0]
    return found


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a text, each with the place where it begins."""
    position = 0
    for piece in text.split():
        position = text.index(piece, position)
        yield position, piece
        position += len(piece)
