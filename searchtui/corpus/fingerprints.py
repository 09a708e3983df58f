"""Fingerprints: numbers that two articles have in common where they have a paragraph in common.

Of each paragraph every run of five words is mixed into a 64-bit number, and the least number stands for the paragraph
(Broder, "On the resemblance and containment of documents", 1997: two sets have the same least element as often as they
resemble each other). An article with few paragraphs gets several numbers for each, under different mixings, so that
a slightly edited copy of it is found too. One number more stands for the whole text, word for word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from searchtui.corpus.words import SHINGLE, Numbers, SpeltTexts, Words, runs_of

__all__ = ["fingerprints", "fingerprints_of"]

_LEAST_WORDS = 8
"""Words of the shortest paragraph, and of the shortest text, that has a fingerprint."""

# Paragraphs of an article up to which each gets so many numbers, and how many it gets of others.
_MIXINGS = ((3, 4), (8, 2))
_LEAST_MIXINGS = 1

# Odd constants of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


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
    texts = SpeltTexts(bodies)
    numbers = texts.numbers()
    words = np.bincount(texts.owners, texts.lengths, len(bodies)).astype(np.int64)
    found = [set(marks) for marks in _of_wholes(numbers, words)]
    long_enough = np.flatnonzero(texts.lengths >= _LEAST_WORDS)
    if len(long_enough):
        owners, firsts = texts.owners[long_enough], texts.firsts[long_enough]
        ends = firsts + texts.lengths[long_enough] - SHINGLE + 1
        wanted = _mixings(np.bincount(owners, minlength=len(bodies)))[owners]
        runs = _mix(runs_of(numbers))
        for mixing in range(int(wanted.max())):
            some = np.flatnonzero(wanted > mixing)
            least = _least(_mix(runs ^ np.uint64(mixing)) if mixing else runs, firsts[some], ends[some])
            for owner, mark in zip(owners[some].tolist(), least.tolist(), strict=True):
                found[owner].add(mark)
    return [tuple(sorted(marks)) for marks in found]


def _of_wholes(numbers: Words, words: Numbers) -> list[list[int]]:
    """The number that stands for the whole of each article; none of one that is too short.

    Args:
        numbers: the words of all articles, one behind the other.
        words: how many words each has.
    """
    data = memoryview(numbers.astype("<u8", copy=False).tobytes())
    found: list[list[int]] = []
    end = 0
    for length in words.tolist():
        start, end = end, end + length
        digest = hashlib.blake2b(data[8 * start : 8 * end], digest_size=8).digest()
        found.append([int.from_bytes(digest, "big")] if length >= _LEAST_WORDS else [])
    return found


def _mixings(paragraphs: Numbers) -> Numbers:
    """How many numbers each paragraph of an article gets, by how many paragraphs that has."""
    wanted = np.full(len(paragraphs), _LEAST_MIXINGS, np.int64)
    for most, mixings in reversed(_MIXINGS):
        wanted[paragraphs <= most] = mixings
    return wanted


def _least(runs: Words, starts: Numbers, ends: Numbers) -> Words:
    """The least of the runs from each start to the end that belongs to it; what lies between is of nobody."""
    borders = np.column_stack([starts, ends]).ravel()
    # An end behind the last run would be none.
    least: Words = np.minimum.reduceat(runs, borders[:-1] if borders[-1] == len(runs) else borders)[::2]
    return least


def _mix(values: Words) -> Words:
    values = values + _STEP
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return values ^ (values >> np.uint64(31))
