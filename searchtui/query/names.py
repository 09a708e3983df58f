"""Which of the known names of authors or sources a typed name means.

A name is found by any of its words in any order, so that `hammond`, `"andrew hammond"` and `"Hammond, Andrew"` all find
Andrew Hammond. Case and accents make no difference, and neither does how words are joined: `O'Brien` is `obrien` and
`o brien`, `Jean-Luc` is `jeanluc`, `N. R.` is `NR`. But each word that was typed is a whole word of the name, or its
initial: `kim` does not find Kimberly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from searchtui.analysis import fold
from searchtui.query.quotes import straight_quotes
from searchtui.query.spelling import edits_allowed, is_correctable

__all__ = ["Found", "NameIndex"]

_APOSTROPHES = "'’‘ʼ＇`´ʻʾʿ"
_ASCII_WORD = re.compile(r"[A-Za-z0-9'`]+")
_WITHOUT_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)

_PARTICLES = (
    "af al av bin bint d da dal dalla de degli dei del della den der des di dos du el ibn la las le los ould ten ter ul"
    " ur van vom von y zu zum zur"
)
_TITLES = "dame dr lady lord miss mr mrs ms prof professor sir"
_SUFFIXES = "ii iii iv jr sr"
_OPTIONAL = frozenset(f"the {_PARTICLES} {_TITLES} {_SUFFIXES}".split())
"""What may be typed though the name, as it is known, lacks it."""

_LONGEST_RUN = 3
"""Up to so many neighbouring words may be written as one."""

_VOWELS = frozenset("aeiouy")
_MOST_WORDS = 8
_MOST_NEAR = 5
_INITIAL_COST = 3
"""A word of which a name has the initial alone is taken for so many edits, which is more than any word may have."""

_NEARLY_ALIKE = 6
"""From so many characters on, words that one edit parts are likely to be the same name."""


class Found(NamedTuple):
    """What a typed name means.

    Args:
        ordinals: the places of the names among all, rising.
        corrected: the name as it was corrected, several where several are as likely; empty where it was not misspelt.
        near: other names that differ hardly from those that were found, and may be of the same people.
    """

    ordinals: tuple[int, ...] = ()
    corrected: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class _Unit(NamedTuple):
    """A word of a name, or some neighbouring words written as one.

    Args:
        text: folded.
        places: the places of the words in the name, a bit each.
        is_initial: whether it stands for a word that begins with it.
    """

    text: str
    places: int
    is_initial: bool


def _surfaces(name: str) -> list[str]:
    """The words of a name as they are written."""

    def inside(character: str) -> bool:
        return character.isalnum() or character in _APOSTROPHES or unicodedata.category(character) in ("Mn", "Mc", "Cf")

    if name.isascii():
        return _ASCII_WORD.findall(name)
    return "".join(character if inside(character) else " " for character in name).split()


def _folded(surface: str) -> str:
    return fold(surface).translate(_WITHOUT_APOSTROPHES)


def _is_letter(word: str) -> bool:
    """Whether it is a single letter of a script that has capitals, and so has initials."""
    return len(word) == 1 and word.upper() != word


class _Name:
    """The words of one name.

    Args:
        name: as it is known.
    """

    def __init__(self, name: str) -> None:
        pairs = [(surface, folded) for surface in _surfaces(name) if (folded := _folded(surface))]
        self.surfaces = [surface for surface, _ in pairs]
        self.words = [folded for _, folded in pairs]

    def initials(self) -> Iterator[tuple[int, str]]:
        """The initials among its words, each with the place of its word."""
        is_shouted = all(map(str.isupper, self.surfaces))
        for place, (surface, word) in enumerate(zip(self.surfaces, self.words, strict=True)):
            # Two capitals without a vowel, as in `NR Kleinfield`, are no word.
            if len(word) == 1 or (len(word) == 2 and surface.isupper() and not is_shouted and _VOWELS.isdisjoint(word)):
                yield from ((place, letter) for letter in word if _is_letter(letter))

    def units(self) -> list[_Unit]:
        """All that may be typed of it as one word."""
        joined = [
            _Unit("".join(self.words[first:end]), (1 << end) - (1 << first), False)
            for first in range(len(self.words))
            for end in range(first + 1, min(first + _LONGEST_RUN, len(self.words)) + 1)
        ]
        return joined + [_Unit(letter, 1 << place, True) for place, letter in self.initials()]


class NameIndex:
    """Finds names by parts of them; safe from any thread.

    Args:
        values: the names, no two alike.
    """

    def __init__(self, values: Sequence[str]) -> None:
        self._values = values

    def find(self, text: str, *, exactly: bool = False) -> Found:
        """The names that a typed one means.

        The first of these ways that finds any is taken: all words occur in the name; some of them do, and of the others
        the name has the initials; the same without titles, particles (`van der`), `Jr.`, `The`, and what initials
        there are too many; words that are a few edits away occur in it, as few as possible.

        Args:
            text: anything.
            exactly: only names that are the same but for case, accents, blanks and the form of quotation marks.
        """
        if exactly:
            alike = self._whole.get(_whole(text), ())
            # Of names that differ in case or accents alone, the one that is written just so.
            return Found(tuple(at for at in alike if self._values[at] == text) or alike)
        words = _Name(text).words[:_MOST_WORDS]
        if not words:
            return Found()
        needed = _needed(words)
        for some in (words, needed) if needed != words else (words,):
            if found := self._matching(some):
                return Found(tuple(found), near=self._near(some, found))
            if found := self._matching(some, loosely=True):
                return Found(tuple(found))
        return self._corrected(needed)

    # Tables, each made when it is first needed

    @cached_property
    def _whole(self) -> dict[str, tuple[int, ...]]:
        return _grouped((_whole(value), ordinal) for ordinal, value in enumerate(self._values))

    @cached_property
    def _names(self) -> list[_Name]:
        return [_Name(value) for value in self._values]

    @cached_property
    def _by_unit(self) -> dict[str, frozenset[int]]:
        """The names that have a word, or neighbouring words that together are it."""
        units = ((unit.text, at) for at, name in enumerate(self._names) for unit in name.units() if not unit.is_initial)
        return {text: frozenset(ordinals) for text, ordinals in _grouped(units).items()}

    @cached_property
    def _by_initial(self) -> dict[str, frozenset[int]]:
        """The names that have an initial."""
        initials = ((letter, at) for at, name in enumerate(self._names) for _, letter in name.initials())
        return {letter: frozenset(ordinals) for letter, ordinals in _grouped(initials).items()}

    @cached_property
    def _by_first_letter(self) -> dict[str, frozenset[int]]:
        """The names that have a word, or an initial, that begins with a letter."""
        firsts = ((word[0], at) for at, name in enumerate(self._names) for word in name.words)
        begun = {letter: frozenset(ordinals) for letter, ordinals in _grouped(firsts).items()}
        return {
            letter: begun.get(letter, frozenset()) | self._by_initial.get(letter, frozenset())
            for letter in begun.keys() | self._by_initial.keys()
        }

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """Each word of any name, as it is written there."""
        return {
            word: surface
            for name in reversed(self._names)
            for word, surface in zip(name.words, name.surfaces, strict=True)
        }

    @cached_property
    def _vocabulary(self) -> list[str]:
        return [word for word in self._spellings if is_correctable(word)]

    # Matching

    def _matching(self, words: list[str], *, loosely: bool = False) -> list[int]:
        """The names that have all of some words.

        Args:
            words: folded.
            loosely: of some words names may have the initials alone.
        """
        same = [self._having_word(words, place) for place in range(len(words))]
        if len(words) == 1:
            return sorted(same[0] | self._by_initial.get(words[0], frozenset()))
        candidates = self._candidates(words, same, loosely=loosely)
        return sorted(at for at in candidates if _fits(words, self._names[at].units(), loosely=loosely))

    def _having_word(self, words: list[str], place: int) -> frozenset[int]:
        """The names that have one of some words, or what it makes together with those around it."""
        runs = (
            "".join(words[first:end])
            for first in range(max(place - _LONGEST_RUN + 1, 0), place + 1)
            for end in range(place + 1, min(first + _LONGEST_RUN, len(words)) + 1)
        )
        return frozenset().union(*(self._by_unit.get(run, ()) for run in runs))

    def _candidates(self, words: list[str], same: list[frozenset[int]], *, loosely: bool) -> list[int]:
        """The names of which each of some words may mean a word.

        Args:
            words: folded.
            same: for each of them, the names that have it.
            loosely: whether words that were typed may stand for initials.
        """
        full = [not _is_letter(word) for word in words]
        letters = self._by_first_letter if any(full) else self._by_initial
        nothing: frozenset[int] = frozenset()
        alike = [
            (self._by_initial.get(word[0], nothing) if loosely else nothing) if is_full else letters.get(word, nothing)
            for word, is_full in zip(words, full, strict=True)
        ]
        pairs = list(zip(same, alike, strict=True))
        # One word at least must be the same in both, and there are few names for most.
        required = [first for first, second in pairs if not second]
        certain = (first for first, is_full in zip(same, full, strict=True) if is_full or not any(full))
        some = min(required, key=len) if required else nothing.union(*certain)
        return [at for at in some if all(at in first or at in second for first, second in pairs)]

    def _near(self, words: list[str], found: list[int]) -> tuple[str, ...]:
        """Other names: with initials in place of words, or with words that one edit makes of those that were typed."""
        near = self._matching(words, loosely=True)
        for place, word in enumerate(words):
            if len(word) >= _NEARLY_ALIKE:
                for other in self._similar(word, 1):
                    near += self._matching([*words[:place], other, *words[place + 1 :]])
        others = [at for at in dict.fromkeys(near) if at not in set(found)]
        return tuple(self._values[at] for at in others[:_MOST_NEAR])

    def _corrected(self, words: list[str]) -> Found:
        options = [self._options(word) for word in words]
        same = [frozenset().union(*(self._by_unit.get(other, ()) for other in some)) for some in options]
        best, readings = _INITIAL_COST * len(words), dict[int, list[str]]()
        for at in self._candidates(words, same, loosely=True):
            name = self._names[at]
            # A word of which the name may have the initial stays as it is.
            reading = [
                min(some.keys() & set(name.words), key=some.__getitem__, default=word)
                for word, some in zip(words, options, strict=True)
            ]
            distance = sum(
                some[word] if word in name.words else 0 if _is_letter(word) else _INITIAL_COST
                for some, word in zip(options, reading, strict=True)
            )
            if distance <= best and _fits(reading, name.units(), loosely=True):
                if distance < best:
                    best, readings = distance, {}
                readings[at] = reading
        corrected = {" ".join(self._spellings.get(word, word) for word in readings[at]) for at in readings}
        return Found(tuple(sorted(readings)), tuple(sorted(corrected)))

    def _options(self, word: str) -> dict[str, int]:
        """What a word may have been meant to be, with how many edits it is away."""
        options = {word: 0} if word in self._by_unit else {}
        if is_correctable(word):
            options = self._similar(word, edits_allowed(len(word))) | options
        return options

    def _similar(self, word: str, distance: int) -> dict[str, int]:
        """The words of names that are up to so many edits away, and at least one."""
        # Imported only where a name may be misspelt; most searches are done sooner than it is.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        close = process.extract(
            word, self._vocabulary, scorer=OSA.distance, processor=None, score_cutoff=distance, limit=None
        )
        return {other: int(edits) for other, edits, _ in close if edits}


def _whole(name: str) -> str:
    return " ".join(straight_quotes(fold(name)).split())


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    grouped: dict[str, list[int]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in grouped.items()}


def _needed(words: list[str]) -> list[str]:
    """The words without which a name is another."""
    needed = [word for word in words if word not in _OPTIONAL] or list(words)
    initials = [word for word in needed if _is_letter(word)]
    # One initial beside a single word, none beside several.
    spare = initials[1:] if len(needed) - len(initials) == 1 else initials
    for initial in spare if len(initials) < len(needed) else ():
        needed.remove(initial)
    return needed


def _fits(words: list[str], units: list[_Unit], *, loosely: bool = False) -> bool:
    """Whether a name has all of some words, each at a place of its own.

    An initial that was typed stands for a word that begins with it, and, loosely, a word that was typed for an initial,
    but only beside a word that is the same in both.

    Args:
        words: folded.
        units: of the name.
        loosely: whether words that were typed may stand for initials.
    """
    vain: set[tuple[int, int, bool, bool]] = set()

    def fit(first: int, used: int, is_same: bool, is_short: bool) -> bool:
        if first == len(words):
            return is_same or not is_short
        state = first, used, is_same, is_short
        if state in vain:
            return False
        for end in range(first + 1, min(first + _LONGEST_RUN, len(words)) + 1):
            piece = "".join(words[first:end])
            is_letter = _is_letter(piece)
            for text, places, is_initial in units:
                if places & used:
                    continue
                if text == piece:
                    if fit(end, used | places, is_same or not is_letter, is_short):
                        return True
                elif (
                    end == first + 1
                    and (text[0] == piece if is_letter else loosely and is_initial and text == piece[0])
                    and fit(end, used | places, is_same, True)
                ):
                    return True
        vain.add(state)
        return False

    return fit(0, 0, False, False)
