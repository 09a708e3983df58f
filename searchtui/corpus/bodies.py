"""The bodies of many articles, prepared to be compared: their words, and the runs of these, as numbers.

What takes many small steps for each article is done for all of them together in NumPy, on the bytes of all texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from searchtui.corpus.fingerprints import SHINGLE, Words, spelt

__all__ = ["Bodies", "Mask", "Numbers", "Paragraphs", "spread"]

_SPACE = 0x20

_EIGHT = 8
"""Bytes of a word that are looked at as one number."""

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_EIGHT + 1)], np.uint64)
"""The bits of the first so many bytes."""

# The digits of pi, made odd. First those for the words of a run, then those for the eights of a word.
_FACTORS = np.array(
    [0x243F6A8885A308D3, 0x13198A2E03707345, 0xA4093822299F31D1, 0x082EFA98EC4E6C89, 0x452821E638D01377], np.uint64
)
_FACTORS_WITHIN = np.array([1, 0xBE5466CF34E90C6D, 0xC0AC29B7C97C50DD, 0x3F84D5B5B5470917], np.uint64)

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


class Paragraphs(msgspec.Struct, frozen=True):
    """Some paragraphs of all bodies, article by article.

    Args:
        starts: the place of the first of each article, and the end of the last, shape (articles + 1,).
        firsts: the number of the first word of each, and of the first run, shape (paragraphs,).
        lengths: how many words each has.
        letters: how many letters are in these.
    """

    starts: Numbers
    firsts: Numbers
    lengths: Numbers
    letters: Numbers

    @property
    def runs(self) -> Numbers:
        """How many runs each has."""
        return self.lengths - SHINGLE + 1

    def of(self, articles: Numbers) -> tuple[Numbers, Numbers]:
        """The places of those of some articles, one after the other, and at which of the articles each of them is."""
        return spread(self.starts[articles], self.starts[articles + 1])


class Bodies:
    """The bodies of some articles.

    Paragraphs without a word count as if they were not there.

    Args:
        texts: of each article those of its paragraphs.

    Attributes:
        starts: the number of the first word of each article, and the end of the last, shape (articles + 1,).
        words: how many words each has, shape (articles,).
        letters: how many letters are in these, shape (articles,).
        paragraphs: how many paragraphs each has, shape (articles,).
        long: the paragraphs that have a run.
        short: the others.
        runs: each run of `SHINGLE` words as one number, by the number of its first word. Also those across the borders
            of paragraphs, since a copy may be cut into paragraphs differently. Those across the borders of articles are
            there too and mean nothing. Nothing is asked of runs but whether they are equal, and that of the first
            bits of them as well as of all.
        short_runs: the words of each of the short paragraphs in the same way, shape (short paragraphs,).
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        parts = [_spelt(paragraphs) for paragraphs in texts if paragraphs]
        sizes = np.array([size for _, own in parts for size in own], np.int64)
        # With that behind it, eight bytes can be looked at from each letter on.
        self._data = b" ".join([b"", *(part for part, _ in parts), b" " * _EIGHT])
        ends = np.cumsum(sizes + 1)
        self._borders = _borders(self._data)
        firsts = self._borders[0].searchsorted(ends - sizes)
        lengths = self._borders[0].searchsorted(ends) - firsts
        owners = np.repeat(np.arange(len(texts)), list(map(len, texts)))
        owners, firsts, lengths = owners[lengths > 0], firsts[lengths > 0], lengths[lengths > 0]
        passed = _letters_before(self._data, *self._borders)
        letters = passed[firsts + lengths] - passed[firsts]
        articles = np.arange(len(texts) + 1)
        starts = owners.searchsorted(articles)
        self.starts: Numbers = np.append(firsts, len(passed) - 1)[starts]
        self.words, self.letters = np.diff(self.starts), np.diff(passed[self.starts])
        self.paragraphs = np.diff(starts)
        self.long, self.short = (
            Paragraphs(owners[some].searchsorted(articles), firsts[some], lengths[some], letters[some])
            for some in (lengths >= SHINGLE, lengths < SHINGLE)
        )
        words = _numbers(self._data, *self._borders)
        self.runs = _sums(words)
        self.short_runs = _sums_of(words, self.short)

    def text(self, place: int) -> str:
        """The words of a long paragraph with one space between them."""
        first, length = int(self.long.firsts[place]), int(self.long.lengths[place])
        return self._between(first, first + length).decode()

    def is_same(self, one: int, other: int) -> bool:
        """Whether two bodies are the same word for word, however they are cut into paragraphs."""
        first, second = (self._between(*self.starts[article : article + 2].tolist()) for article in (one, other))
        return first == second

    def _between(self, first: int, end: int) -> bytes:
        """The words from one to another."""
        if first == end:
            return b""
        return b" ".join(self._data[int(self._borders[0][first]) : int(self._borders[1][end - 1])].split())


def _spelt(paragraphs: Sequence[str]) -> tuple[bytes, list[int]]:
    """The words of all paragraphs, with one byte between two paragraphs, and how many bytes each takes."""
    whole = "\n".join(paragraphs)
    if whole.isascii():
        return spelt(whole), list(map(len, paragraphs))
    parts = list(map(spelt, paragraphs))
    return b" ".join(parts), list(map(len, parts))


def _borders(data: bytes) -> tuple[Numbers, Numbers]:
    """Where each word begins and where it ends; there is a space before the first and behind the last."""
    is_letter = np.frombuffer(data, np.uint8) != _SPACE
    borders = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
    return np.ascontiguousarray(borders[::2]), np.ascontiguousarray(borders[1::2])


def _letters_before(data: bytes, starts: Numbers, ends: Numbers) -> Numbers:
    """How many letters there are before each word, and in all, shape (words + 1,)."""
    passed = np.zeros(len(starts) + 1, np.int64)
    np.cumsum(ends - starts, out=passed[1:])
    if not data.isascii():
        # Of the bytes of a letter in UTF-8, all but the first begin with the bits 10.
        further = np.flatnonzero((np.frombuffer(data, np.uint8) & 0xC0) == 0x80)
        passed -= further.searchsorted(np.append(starts, len(data)))
    return passed


def _numbers(data: bytes, starts: Numbers, ends: Numbers) -> Words:
    """Each word as a number: its bytes where these are no more than eight, else the sum of its eights, each mixed."""
    # The eight bytes from each byte on: that is not how numbers usually lie, but they can be read so.
    eights = np.ndarray((len(data) - _EIGHT + 1,), "<u8", data, strides=(1,))
    numbers: Words = eights[starts] & _MASKS.take(ends - starts, mode="clip")
    longer = np.flatnonzero(ends - starts > _EIGHT)
    for number, factor in enumerate(_FACTORS_WITHIN[1:], start=1):
        begins = starts[longer] + number * _EIGHT
        left = ends[longer] - begins
        numbers[longer] += (eights[begins] & _MASKS.take(left, mode="clip")) * factor
        longer = longer[left > _EIGHT]
    for word in longer.tolist():
        digest = hashlib.blake2b(data[int(starts[word]) : int(ends[word])], digest_size=_EIGHT).digest()
        numbers[word] = int.from_bytes(digest, "little")
    return numbers


def _sums(words: Words) -> Words:
    """Each run of words as one number."""
    runs = np.zeros(max(0, len(words) - SHINGLE + 1), np.uint64)
    for place, factor in enumerate(_FACTORS):
        runs += words[place : place + len(runs)] * factor
    return runs


def _sums_of(words: Words, paragraphs: Paragraphs) -> Words:
    """Each of some paragraphs that are shorter than a run as one number."""
    sums = np.zeros(len(paragraphs.firsts), np.uint64)
    for place, factor in enumerate(_FACTORS[:-1]):
        some = paragraphs.lengths > place
        sums[some] += words[paragraphs.firsts[some] + place] * factor
    return sums


def spread(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers from each start to the end that belongs to it, and the number of the start of each of them."""
    counts = ends - starts
    passed = np.cumsum(counts)
    shifts = starts - passed + counts
    which = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(which)) + shifts[which], which
