"""Finding one of many short texts by a few letters of it, misspelt or not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["ranked"]

_LEAST = 75
"""How alike, of 100, the likest stretch of a text must be to a typed word. `aliance` and `alliance` have 92."""
_SHORT = 3
"""Letters of a word up to which it must stand in the text as it is typed: short words are like anything."""
_WHOLE = 101
"""Above every likeness: the text has all that was typed in one piece."""


def ranked(typed: str, texts: Sequence[str]) -> list[int]:
    """Positions of the texts that have every typed word, or something like it, the best first.

    Args:
        typed: some words, in any order; nothing for all texts.
        texts: in the order in which equally good ones are wanted.
    """
    wanted = _folded(typed).split()
    scores = [_score(wanted, _folded(text)) for text in texts]
    return sorted((at for at, score in enumerate(scores) if score), key=lambda at: -scores[at])


def _score(wanted: Sequence[str], text: str) -> int:
    """How well a text fits, 0 where it does not."""
    if " ".join(wanted) in text:
        return _WHOLE
    least = 0.0
    for word in wanted:
        score = 100.0 if word in text else 0.0 if len(word) <= _SHORT else _likeness(word, text)
        if score < _LEAST:
            return 0
        least += score
    return max(1, round(least / len(wanted)))


def _likeness(word: str, text: str) -> float:
    from rapidfuzz import fuzz  # few need it at once, and importing it takes time

    # A text shorter than the word would be looked for in the word, and one letter is in many words.
    return fuzz.partial_ratio(word, text, score_cutoff=_LEAST) if len(text) >= len(word) - 1 else 0.0


def _folded(text: str) -> str:
    """Without case and accents, and with single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in decomposed if not unicodedata.combining(one)).split())
