"""What a misspelt word may have been meant to be: words of the collection that are written like it.

A word that the collection does not have is most likely the frequent word that few edits lead to. Of a word that it has,
but seldom, while a word one edit away is far more frequent, either may be meant, and both are looked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from searchtui.analysis import is_cjk, stem
from searchtui.query.stopwords import STOP_WORDS

__all__ = ["Correction", "Lexicon", "corrections", "edits_allowed", "is_correctable", "written_alike"]

_SHORTEST = 4
"""Shorter words are so many edits from so many others that none of these is likely."""

_LONG = 8
_MOST = 3
_EDIT_COST = 5.0
_SAME_START = 1.5
_LEAST_WEIGHT = 0.05
_RARER = 30
_RARE_WEIGHT = 0.7
_RARE = 10
"""Words that no more paragraphs hold are rare, and most of the long ones are names."""


class Lexicon(Protocol):
    """The words of a collection, in their exact folded forms."""

    def frequency(self, word: str) -> int:
        """How many paragraphs hold a word; 0 where none does."""

    def similar(self, word: str, distance: int, alike: int = 0, least: int = 1) -> Iterable[tuple[str, int, int]]:
        """The words that are some edits away from a text.

        Args:
            word: any text.
            distance: the most insertions, deletions, substitutions, and transpositions of neighbours.
            alike: how many characters at its beginning they share with the text.
            least: how many paragraphs must hold them.

        Returns:
            Of each, in any order: the word, how many edits it is away, and how many paragraphs hold it.
        """

    def completions(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        """The most frequent words that begin so, and how many paragraphs hold each, most frequent first."""


Stems = Callable[[str], Sequence[str]]


def _english(word: str) -> Sequence[str]:
    return (stem(word),)


class Correction(NamedTuple):
    """A word that may have been meant.

    Args:
        word: in its exact folded form.
        weight: how likely it is beside the likeliest, which has 1; a word that the collection has is itself that.
        distance: how many edits it is away.
        frequency: how many paragraphs hold it.
    """

    word: str
    weight: float
    distance: int
    frequency: int


def is_correctable(word: str) -> bool:
    """Whether a word can be corrected at all, and others to it: not short ones, numbers, and Chinese, Japanese, Korean.

    Args:
        word: in its exact folded form.
    """
    return len(word) >= _SHORTEST and _is_written_in_letters(word)


def _is_written_in_letters(word: str) -> bool:
    return not is_cjk(word) and not any(map(str.isdigit, word))


def edits_allowed(length: int) -> int:
    """How many edits a word of so many characters may be away from the one that was meant."""
    return 0 if length < _SHORTEST else 1 if length < _LONG else 2


def corrections(
    word: str, lexicon: Lexicon, stem_frequency: int = 0, stems: Stems = _english
) -> tuple[Correction, ...]:
    """What a word may have been meant to be, likeliest first.

    Where the collection does not have the word: up to three words, of different stems, that `edits_allowed` edits lead
    to; where there is none, those that one edit more leads to and that begin with the same letter. A word is the
    likelier, the greater `ln(1 + frequency) - 5 * distance`, with 1.5 added for the same first letter, is.

    Where it has the word: one that is more than thirty times as frequent, and of another stem, if one edit leads there.

    Stop words are never proposed. What most likely is a misspelt one says nothing about what is looked for, and has no
    corrections.

    Args:
        word: in its exact folded form.
        lexicon: of the collection.
        stem_frequency: how many paragraphs hold any word of the same stem; then the collection has the word.
        stems: gives the stems of a word.
    """
    if not is_correctable(word):
        return ()
    if frequency := stem_frequency or lexicon.frequency(word):
        return _far_more_frequent(word, frequency, lexicon, stems)
    reach = edits_allowed(len(word))
    found = _candidates(word, lexicon.similar(word, reach))
    if not found and len(word) > _SHORTEST:
        found = _candidates(word, lexicon.similar(word, reach + 1, 1))
    if not found or found[0][1].word in STOP_WORDS:
        return ()
    best = found[0][0]
    weighed = [candidate._replace(weight=math.exp(score - best)) for score, candidate in found]
    likely = [one for one in weighed if one.weight >= _LEAST_WEIGHT and one.word not in STOP_WORDS]
    kept: list[Correction] = []
    for candidate in likely:
        if not any(_are_forms(candidate.word, other.word, stems) for other in kept):
            kept.append(candidate)
    return tuple(kept[:_MOST])


def _are_forms(word: str, other: str, stems: Stems) -> bool:
    """Whether two words are forms of one word in any language."""
    return not set(stems(word)).isdisjoint(stems(other))


def written_alike(word: str, frequency: int, lexicon: Lexicon, stems: Stems = _english) -> tuple[tuple[str, int], ...]:
    """Words of other stems that one edit parts from a rare long one: most likely another spelling of the same name.

    Args:
        word: in its exact folded form.
        frequency: how many paragraphs hold a word of its stem.
        lexicon: of the collection.
        stems: gives the stems of a word.

    Returns:
        Each word with how many paragraphs hold it, the most frequent first; none for a frequent or short word.
    """
    if not (0 < frequency <= _RARE and len(word) >= _LONG and is_correctable(word)):
        return ()
    others = [(candidate.word, candidate.frequency) for _, candidate in _candidates(word, lexicon.similar(word, 1))]
    others = [(other, count) for other, count in others if not _are_forms(other, word, stems)]
    return tuple(sorted(others, key=lambda one: (-one[1], one[0]))[:_MOST])


def _candidates(word: str, similar: Iterable[tuple[str, int, int]]) -> list[tuple[float, Correction]]:
    """The words that may have been meant, with their scores, best first."""
    scored = [
        (_score(word, other, distance, frequency), Correction(other, 1.0, distance, frequency))
        for other, distance, frequency in similar
        if frequency and distance and _is_written_in_letters(other)
    ]
    return sorted(scored, key=lambda one: (-one[0], one[1].word))


def _score(word: str, other: str, distance: int, frequency: int) -> float:
    return math.log1p(frequency) - _EDIT_COST * distance + _SAME_START * (word[0] == other[0])


def _far_more_frequent(word: str, frequency: int, lexicon: Lexicon, stems: Stems) -> tuple[Correction, ...]:
    for _, candidate in _candidates(word, lexicon.similar(word, 1, least=_RARER * frequency + 1)):
        if candidate.word not in STOP_WORDS and not _are_forms(candidate.word, word, stems):
            return (candidate._replace(weight=_RARE_WEIGHT),)
    return ()
