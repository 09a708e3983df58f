"""Fingerprints: numbers that two articles have in common where they have a paragraph in common.

Of each paragraph every run of five words is mixed into a 64-bit number, and the least number stands for the paragraph
(Broder, "On the resemblance and containment of documents", 1997: two sets have the same least element as often as they
resemble each other). An article with few paragraphs gets several numbers for each, under different mixings, so that
a slightly edited copy of it is found too. One number more stands for the whole text, word for word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt

__all__ = [
    "SHINGLE",
    "Words",
    "fingerprints",
    "fingerprints_of",
    "numbers_of",
    "runs_in",
    "runs_of",
    "spelt",
    "words_of",
]

SHINGLE = 5
"""Words in a row that are compared as one."""

_LEAST_WORDS = 8
"""Words of the shortest paragraph, and of the shortest text, that has a fingerprint."""

# A letter of a script without spaces between words counts as a word.
_WORDS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")

_PUNCTUATION = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u200b"
"""What is not ASCII in many English texts that are otherwise."""

_SPACES = bytes(byte if chr(byte).isalnum() and byte < 0x80 else 0x20 for byte in range(0x100)).lower()
"""For each byte of ASCII text what it is in a word: a small letter, a digit, or a space where it is in none."""

Words = npt.NDArray[np.uint64]
"""Words, or runs of words, as numbers."""

# Odd constants of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def words_of(text: str) -> list[bytes]:
    """The words by which texts are compared, in UTF-8: case, accents' form and punctuation make no difference."""
    return spelt(text).split()


def spelt(text: str) -> bytes:
    """The same words as one, with spaces between them, and perhaps around them."""
    if not text.isascii():
        for sign in _PUNCTUATION:
            text = text.replace(sign, " ")
        if not text.isascii():
            return " ".join(_WORDS.findall(text.casefold())).encode()
    # What the expression finds in ASCII text, found without it, several times as fast.
    return text.encode().translate(_SPACES)


def fingerprints(paragraphs: Sequence[str]) -> tuple[int, ...]:
    """The fingerprints of an article, sorted; the same on every machine.

    Args:
        paragraphs: texts of its body paragraphs.
    """
    return fingerprints_of([paragraphs])[0]


def fingerprints_of(bodies: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    """The fingerprints of several articles, found together: each step in NumPy takes nearly as long for one.

    Args:
        bodies: of each article the texts of its body paragraphs.
    """
    found: list[set[int]] = []
    parts: list[list[bytes]] = []
    # Of each part: whose it is, and under how many mixings it has a number.
    owners: list[int] = []
    mixings: list[int] = []
    for owner, paragraphs in enumerate(bodies):
        own = [words_of(text) for text in paragraphs]
        everything = list(chain.from_iterable(own))
        found.append(set())
        if len(everything) < _LEAST_WORDS:
            continue
        whole = hashlib.blake2b(b" ".join(everything), digest_size=8).digest()
        found[-1].add(int.from_bytes(whole, "big"))
        long_enough = [words for words in own if len(words) >= _LEAST_WORDS]
        parts += long_enough
        owners += [owner] * len(long_enough)
        mixings += [_mixings(len(long_enough))] * len(long_enough)
    for owner, least in _least(parts, owners, mixings):
        found[owner].add(least)
    return [tuple(sorted(marks)) for marks in found]


def _mixings(paragraphs: int) -> int:
    return 4 if paragraphs <= 3 else 2 if paragraphs <= 8 else 1


def numbers_of(words: Iterable[bytes]) -> Words:
    """Each word as a number."""
    return np.fromiter(map(crc32, words), dtype=np.int64).view(np.uint64)


def runs_in(words: Words) -> Words:
    """Each run of `SHINGLE` words as one number; n words have n - `SHINGLE` + 1 runs, fewer words none."""
    runs = np.zeros(max(0, len(words) - SHINGLE + 1), dtype=np.uint64)
    for place in range(SHINGLE):
        runs = _mix(runs + words[place : place + len(runs)])
    return runs


def runs_of(parts: Sequence[Sequence[bytes]]) -> Words:
    """Each run of `SHINGLE` words as one number, part after part; a part of n words has n - `SHINGLE` + 1 runs.

    Args:
        parts: lists of words, none shorter than `SHINGLE`.
    """
    runs = runs_in(numbers_of(chain.from_iterable(parts)))
    part = np.repeat(np.arange(len(parts)), [len(words) for words in parts])
    # A run that reaches into the next part belongs to neither.
    inside: Words = runs[part[: 1 - SHINGLE] == part[SHINGLE - 1 :]]
    return inside


def _least(
    parts: Sequence[Sequence[bytes]], owners: Sequence[int], mixings: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """For each part and each of its mixings, the least of its mixed runs of words, and whose the part is."""
    if not parts:
        return
    runs = runs_of(parts)
    wanted = np.array(mixings)
    lengths = np.array([len(part) - SHINGLE + 1 for part in parts])
    of_whom = np.array(owners)
    for mixing in range(max(mixings)):
        chosen = wanted > mixing
        some = runs if chosen.all() else runs[np.repeat(chosen, lengths)]
        mixed = _mix(some ^ np.uint64(mixing)) if mixing else some
        starts = np.cumsum(lengths[chosen]) - lengths[chosen]
        yield from zip(of_whom[chosen].tolist(), np.minimum.reduceat(mixed, starts).tolist(), strict=True)


def _mix(values: Words) -> Words:
    values = values + _STEP
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return values ^ (values >> np.uint64(31))
