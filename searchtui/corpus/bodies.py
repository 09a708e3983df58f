"""The bodies of many articles, prepared to be compared: their words, and the runs of these, as numbers.

What takes many small steps for each article is done for all of them together in NumPy, on the bytes of all texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from searchtui.corpus.words import SHINGLE, Numbers, SpeltTexts, runs_of, sums_of

__all__ = ["Bodies", "Mask", "Numbers", "Paragraphs", "spread"]

Mask = npt.NDArray[np.bool_]


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
        self._spelt = spelt = SpeltTexts(texts)
        some = spelt.lengths > 0
        owners, firsts, lengths = spelt.owners[some], spelt.firsts[some], spelt.lengths[some]
        passed = _letters_before(spelt)
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
        words = spelt.numbers()
        self.runs = runs_of(words)
        self.short_runs = sums_of(words, self.short.firsts, self.short.lengths)

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
        spelt = self._spelt
        return b" ".join(spelt.data[int(spelt.starts[first]) : int(spelt.ends[end - 1])].split())


def _letters_before(texts: SpeltTexts) -> Numbers:
    """How many letters there are before each word, and in all, shape (words + 1,)."""
    passed = np.zeros(len(texts.starts) + 1, np.int64)
    np.cumsum(texts.ends - texts.starts, out=passed[1:])
    if not texts.data.isascii():
        # Of the bytes of a letter in UTF-8, all but the first begin with the bits 10.
        further = np.flatnonzero((np.frombuffer(texts.data, np.uint8) & 0xC0) == 0x80)
        passed -= further.searchsorted(np.append(texts.starts, len(texts.data)))
    return passed


def spread(starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers from each start to the end that belongs to it, and the number of the start of each of them."""
    counts = ends - starts
    passed = np.cumsum(counts)
    shifts = starts - passed + counts
    which = np.repeat(np.arange(len(counts)), counts)
    return np.arange(len(which)) + shifts[which], which
