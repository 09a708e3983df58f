"""The words by which texts are compared, as letters and as numbers.

What takes many small steps for each text is done for many of them together in NumPy, on the bytes of all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["SHINGLE", "Numbers", "SpeltTexts", "Words", "runs_of", "sums_of", "words_of"]

SHINGLE = 5
"""Words in a row that are compared as one."""

# A letter of a script without spaces between words counts as a word.
_WORDS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+")

_PUNCTUATION = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u200b"
"""What is not ASCII in many English texts that are otherwise."""

_SPACES = bytes(byte if chr(byte).isalnum() and byte < 0x80 else 0x20 for byte in range(0x100)).lower()
"""For each byte of ASCII text what it is in a word: a small letter, a digit, or a space where it is in none."""

_SPACE = 0x20

_EIGHT = 8
"""Bytes of a word that are looked at as one number."""

_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_EIGHT + 1)], np.uint64)
"""The bits of the first so many bytes."""

# The digits of pi, made odd: for the eights of a word, and for the words of a run.
_OF_EIGHTS = np.array([1, 0xBE5466CF34E90C6D, 0xC0AC29B7C97C50DD, 0x3F84D5B5B5470917], np.uint64)
_OF_WORDS = np.array(
    [0x243F6A8885A308D3, 0x13198A2E03707345, 0xA4093822299F31D1, 0x082EFA98EC4E6C89, 0x452821E638D01377], np.uint64
)

Words = npt.NDArray[np.uint64]
"""Words, or runs of words, as numbers."""

Numbers = npt.NDArray[np.int64]


def words_of(text: str) -> list[bytes]:
    """The words of a text in UTF-8: case, accents' form and punctuation make no difference."""
    return _spelt(text).split()


def _spelt(text: str) -> bytes:
    """The same words as one, with spaces between them, and perhaps around them."""
    if not text.isascii():
        for sign in _PUNCTUATION:
            text = text.replace(sign, " ")
        if not text.isascii():
            return " ".join(_WORDS.findall(text.casefold())).encode()
    # What the expression finds in ASCII text, found without it, several times as fast.
    return text.encode().translate(_SPACES)


class SpeltTexts:
    """The words of many texts.

    Args:
        texts: of each article, or of whatever holds several texts, these.

    Attributes:
        data: all words, each with a space or more on both sides.
        starts: where each word begins in it, shape (words,).
        ends: where each ends.
        owners: of each text the number of its article, shape (texts,).
        firsts: of each text the number of its first word, or of that behind it where it has none.
        lengths: of each text how many words it has.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        parts = [_all_spelt(own) for own in texts if own]
        sizes = np.array([size for _, own in parts for size in own], np.int64)
        # With that behind it, eight bytes can be looked at from each letter on.
        self.data = b" ".join([b"", *(part for part, _ in parts), b" " * _EIGHT])
        self.starts, self.ends = _borders(self.data)
        passed = np.cumsum(sizes + 1)
        self.owners: Numbers = np.repeat(np.arange(len(texts)), list(map(len, texts)))
        self.firsts: Numbers = self.starts.searchsorted(passed - sizes)
        self.lengths: Numbers = self.starts.searchsorted(passed) - self.firsts

    def numbers(self) -> Words:
        """Each word as a number: its bytes where these are up to eight, else the sum of its eights, each mixed."""
        data, starts, ends = self.data, self.starts, self.ends
        # The eight bytes from each byte on: that is not how numbers usually lie, but they can be read so.
        eights = np.ndarray((len(data) - _EIGHT + 1,), "<u8", data, strides=(1,))
        numbers: Words = eights[starts] & _MASKS.take(ends - starts, mode="clip")
        longer = np.flatnonzero(ends - starts > _EIGHT)
        for number, factor in enumerate(_OF_EIGHTS[1:], start=1):
            begins = starts[longer] + number * _EIGHT
            left = ends[longer] - begins
            numbers[longer] += (eights[begins] & _MASKS.take(left, mode="clip")) * factor
            longer = longer[left > _EIGHT]
        for word in longer.tolist():
            digest = hashlib.blake2b(data[int(starts[word]) : int(ends[word])], digest_size=_EIGHT).digest()
            numbers[word] = int.from_bytes(digest, "little")
        return numbers


def runs_of(words: Words) -> Words:
    """Each run of `SHINGLE` words as one number, by its first word; fewer words than that have none."""
    runs = np.zeros(max(0, len(words) - SHINGLE + 1), np.uint64)
    for place, factor in enumerate(_OF_WORDS):
        runs += words[place : place + len(runs)] * factor
    return runs


def sums_of(words: Words, firsts: Numbers, lengths: Numbers) -> Words:
    """The words of each of some texts that are shorter than a run as one number in the same way.

    Args:
        words: as numbers.
        firsts: of each text the number of its first word.
        lengths: of each how many words it has, less than `SHINGLE`.
    """
    sums = np.zeros(len(firsts), np.uint64)
    for place, factor in enumerate(_OF_WORDS[:-1]):
        some = lengths > place
        sums[some] += words[firsts[some] + place] * factor
    return sums


def _all_spelt(texts: Sequence[str]) -> tuple[bytes, list[int]]:
    """The words of some texts, with one byte between two texts, and how many bytes each takes."""
    whole = "\n".join(texts)
    if whole.isascii():
        return _spelt(whole), list(map(len, texts))
    parts = list(map(_spelt, texts))
    return b" ".join(parts), list(map(len, parts))


def _borders(data: bytes) -> tuple[Numbers, Numbers]:
    """Where each word begins and where it ends; there is a space before the first and behind the last."""
    is_letter = np.frombuffer(data, np.uint8) != _SPACE
    borders = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
    return np.ascontiguousarray(borders[::2]), np.ascontiguousarray(borders[1::2])
