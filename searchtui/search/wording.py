"""The wording of a text: its words as they are compared with those of another text, and what two wordings share.

Two words are the same where they differ in case, accents and the kind of apostrophe alone. Signs that are read aloud
(`%`, `$`, `+`, the minus of a number, emoji) are words, too; other punctuation makes no difference. Of Chinese,
Japanese and Korean each character is a word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from searchtui.analysis import fold, is_cjk, surfaces

__all__ = ["Run", "Token", "kept", "numbered", "tokens"]

_MOST_CELLS = 400_000_000
"""Words of one text times those of the other up to which all of them are compared with all: one bit of memory each."""
_ANCHOR = 8
"""Words in a row by which parts of longer texts are recognised."""

_APOSTROPHES = str.maketrans("’ʼ＇", "'''")
_SIGN = re.compile(r"(?<![\w.,])[-–](?=\d)|[^\w\s.,;:!?'\"()\[\]…–—-]")
_READ_ALOUD = frozenset("%‰&@§-–")


class Token(NamedTuple):
    """A word as it is compared.

    Args:
        start, end: its code points in the text.
        key: the same for words that count as the same.
    """

    start: int
    end: int
    key: str


class Run(NamedTuple):
    """Words that stand in both of two texts in a row.

    Args:
        one, other: number of the first of them in either text.
        length: how many there are.
    """

    one: int
    other: int
    length: int


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    found: list[Token] = []
    done = 0
    for start, end in surfaces(text):
        found.extend(_signs(text, done, start))
        surface = text[start:end]
        if is_cjk(surface[:1]):
            found.extend(_characters(surface, start))
        elif key := fold(surface.translate(_APOSTROPHES)):
            found.append(Token(start, end, key))
        done = end
    found.extend(_signs(text, done, len(text)))
    return found


def _signs(text: str, start: int, end: int) -> Iterator[Token]:
    if end - start == 1 and text[start] in " ,.":
        return
    # One character more, by which it is seen whether a number follows.
    for match in _SIGN.finditer(text, start, end + 1):
        sign = match[0]
        if sign in _READ_ALOUD or unicodedata.category(sign) in {"Sc", "Sm", "So"}:
            yield Token(match.start(), match.end(), "-" if sign in "-–−" else unicodedata.normalize("NFKC", sign))


def _characters(run: str, start: int) -> Iterator[Token]:
    """The characters of a CJK run, each with the marks that belong to it."""
    begin = 0
    for place in range(1, len(run) + 1):
        if place == len(run) or not unicodedata.combining(run[place]):
            yield Token(start + begin, start + place, fold(run[begin:place]))
            begin = place


def numbered(*texts: Iterable[str]) -> list[list[int]]:
    """Keys as numbers, the same for the same key: comparing these is exact and takes the least time."""
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(key, len(numbers)) for key in keys] for keys in texts]


def kept(one: Sequence[int], other: Sequence[int]) -> list[Run]:
    """What two wordings share in the same order, as much as possible (a longest common subsequence).

    Of texts too long for that, the parts between runs of words that both have once are compared each by itself.

    Args:
        one: words as numbers; see `numbered`.
        other: those of the other text.

    Returns:
        Runs in rising order; no word is in two of them.
    """
    begin, end = 0, 0
    shorter = min(len(one), len(other))
    while begin < shorter and one[begin] == other[begin]:
        begin += 1
    while end < shorter - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    runs = [Run(0, 0, begin)] if begin else []
    middle_one, middle_other = one[begin : len(one) - end], other[begin : len(other) - end]
    runs += [Run(run.one + begin, run.other + begin, run.length) for run in _middle(middle_one, middle_other)]
    if end:
        runs.append(Run(len(one) - end, len(other) - end, end))
    return _joined(runs)


def _middle(one: Sequence[int], other: Sequence[int]) -> Iterator[Run]:
    if not one or not other:
        return
    if len(one) * len(other) <= _MOST_CELLS:
        for block in LCSseq.opcodes(one, other):
            if block.tag == "equal":
                yield Run(block.src_start, block.dest_start, block.src_end - block.src_start)
        return
    done_one = done_other = 0
    anchors = _anchors(one, other)
    for place, (at_one, at_other) in enumerate([*anchors, (len(one), len(other))] if anchors else []):
        if at_one < done_one or at_other < done_other:
            continue
        for run in kept(one[done_one:at_one], other[done_other:at_other]):
            yield Run(run.one + done_one, run.other + done_other, run.length)
        if place < len(anchors):
            yield Run(at_one, at_other, _ANCHOR)
            done_one, done_other = at_one + _ANCHOR, at_other + _ANCHOR


def _anchors(one: Sequence[int], other: Sequence[int]) -> list[tuple[int, int]]:
    """Where stands what both texts have exactly once, in the same order in both (the patience difference)."""
    first, second = _unique(one), _unique(other)
    places = sorted((place, second[row]) for row, place in first.items() if row in second)
    tails: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(places):
        at = bisect_left(tails, place)
        if at == len(tails):
            tails.append(place)
            chosen.append(number)
        else:
            tails[at], chosen[at] = place, number
        before.append(chosen[at - 1] if at else -1)
    found: list[tuple[int, int]] = []
    number = chosen[-1] if chosen else -1
    while number >= 0:
        found.append(places[number])
        number = before[number]
    return found[::-1]


def _unique(words: Sequence[int]) -> dict[tuple[int, ...], int]:
    """The first place of each row of words that stands in a text once."""
    rows = [tuple(words[place : place + _ANCHOR]) for place in range(len(words) - _ANCHOR + 1)]
    counts = Counter(rows)
    return {row: place for place, row in enumerate(rows) if counts[row] == 1}


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs that follow upon each other in both texts as one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and (last.one + last.length, last.other + last.length) == (run.one, run.other):
            joined[-1] = Run(last.one, last.other, last.length + run.length)
        elif run.length:
            joined.append(run)
    return joined
