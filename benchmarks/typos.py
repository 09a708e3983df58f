"""Queries as people mistype them: random edits of single letters."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

from searchtui.analysis import Word, words
from searchtui.query.stopwords import is_stop_word

__all__ = ["document_frequencies", "misspelt", "rarest"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
"""Shorter words are left as they are: hardly any edit of them is recognisable."""


def document_frequencies(texts: Iterable[str]) -> Counter[str]:
    """How many texts hold each stem."""
    return Counter(stem for text in texts for stem in {word.stem for word in words(text)})


def _content(query: str) -> list[Word]:
    return [word for word in words(query) if not is_stop_word(query[word.start : word.end], word.exact)]


def rarest(query: str, count: int, frequencies: Counter[str]) -> str:
    """What is left of a query when it keeps only its rarest words, in their order.

    Args:
        query: in words.
        count: how many different ones are kept.
        frequencies: of stems; words without one, and stop words, are never kept.
    """
    first = {word.stem: word for word in reversed(_content(query)) if frequencies[word.stem]}
    kept = sorted(first.values(), key=lambda word: (frequencies[word.stem], word.start))[:count]
    return " ".join(query[word.start : word.end] for word in sorted(kept))


def misspelt(query: str, edits: int, drawn: random.Random) -> str:
    """A query with so many edits in its words: a letter left out, put in, replaced, or swapped with the next.

    Each edit is in any content word of four letters or more; a word that has been edited is left alone as long as there
    are others. A query without such a word stays as it is.

    Args:
        query: in words.
        edits: how many.
        drawn: says where and what.
    """
    places = [(word.start, word.end) for word in _content(query) if _is_editable(query[word.start : word.end])]
    if not places:
        return query
    turns: list[int] = []
    while len(turns) < edits:
        turns += drawn.sample(range(len(places)), len(places))
    spelt = {start: query[start:end] for start, end in places}
    for turn in turns[:edits]:
        start = places[turn][0]
        spelt[start] = _edited(spelt[start], drawn)
    return _replaced(query, places, [spelt[start] for start, _ in places])


def _is_editable(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def _edited(word: str, drawn: random.Random) -> str:
    edited = word
    while edited == word:
        at = drawn.randrange(len(word))
        before, letter, after = word[:at], word[at], word[at + 1 :]
        match drawn.choice(["leave", "put", "replace", "swap"]):
            case "leave":
                edited = before + after
            case "put":
                edited = before + drawn.choice(_LETTERS) + letter + after
            case "replace":
                edited = before + drawn.choice(_LETTERS) + after
            case _:
                edited = before + after[:1] + letter + after[1:]
    return edited


def _replaced(text: str, places: Sequence[tuple[int, int]], by: Sequence[str]) -> str:
    parts, read = [], 0
    for (start, end), new in zip(places, by, strict=True):
        parts += [text[read:start], new]
        read = end
    return "".join([*parts, text[read:]])
