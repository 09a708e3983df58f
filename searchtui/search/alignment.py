"""Aligning articles: which paragraph of one says what a paragraph of another says, and which words both have.

How much two paragraphs are alike is the part of their words that both have (Dice's coefficient), 0 to 100. Forms of a
word are one, stop words are left aside, and a word weighs the more the fewer paragraphs of the other article have it:
what every paragraph speaks of tells none from the others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from rapidfuzz.distance import Indel

from searchtui.analysis import DEFAULT_LANGUAGE, words
from searchtui.article import Kind, Paragraph
from searchtui.query.stopwords import is_stop_word
from searchtui.search.compared import Alignment
from searchtui.search.results import Span
from searchtui.search.wording import kept, numbered, tokens

__all__ = ["LEAST_LIKE", "NEAR_COPY", "aligned", "differing", "shared"]

LEAST_LIKE = 8.0
"""Below it, two paragraphs have nothing to do with each other."""
NEAR_COPY = 60.0
"""The part of the words of two texts, 0 to 100, that stand in both in the same order from which on they are one text
with changes."""

_EVERY = 64
"""Paragraphs after which it is asked whether anybody still waits."""


def _stems(text: str, language: str) -> list[tuple[int, int, str]]:
    """Where the words stand that say something, and their stems."""
    return [
        (word.start, word.end, word.stem)
        for word in words(text, query=True, language=language)
        if not is_stop_word(text[word.start : word.end], word.exact)
    ]


@lru_cache(maxsize=10_000)
def _bag(text: str, language: str) -> frozenset[str]:
    """What a text is about; of a text of nothing but stop words these."""
    return frozenset(stem for _, _, stem in _stems(text, language)) or frozenset(one.key for one in tokens(text))


def _weighed(bag: frozenset[str], paragraphs: int, holding: Counter[str]) -> list[str]:
    """Each word as often as it weighs: once where half of the paragraphs have it, once more for each halving."""
    return sorted(word for word in bag for _ in range(max(1, round(math.log2(paragraphs / max(1, holding[word]))))))


def shared(
    one: str, other: str, language: str = DEFAULT_LANGUAGE, other_language: str | None = None
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the words stand that both texts have, in any form; stop words are not marked.

    Args:
        one: a text.
        other: another.
        language: by whose rules the words of `one` are stemmed.
        other_language: the same for `other`; None for the same language.
    """
    here, there = _stems(one, language), _stems(other, other_language or language)
    both = {stem for _, _, stem in here} & {stem for _, _, stem in there}
    return tuple(_spans(here, both)), tuple(_spans(there, both))


def _spans(found: Iterable[tuple[int, int, str]], wanted: set[str]) -> list[Span]:
    """The spans of the wanted stems; the pairs of characters of a CJK run overlap and are joined."""
    spans: list[Span] = []
    for start, end, stem in found:
        if stem not in wanted:
            continue
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


def differing(one: str, other: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the words stand that the other text does not have at this place."""
    here, there = tokens(one), tokens(other)
    runs = kept(*numbered((token.key for token in here), (token.key for token in there)))
    alone_here, alone_there = set(range(len(here))), set(range(len(there)))
    for run in runs:
        alone_here.difference_update(range(run.one, run.one + run.length))
        alone_there.difference_update(range(run.other, run.other + run.length))
    return (
        tuple((here[place].start, here[place].end) for place in sorted(alone_here)),
        tuple((there[place].start, there[place].end) for place in sorted(alone_there)),
    )


def aligned(
    text: str,
    paragraphs: Iterable[Paragraph],
    language: str = DEFAULT_LANGUAGE,
    other_language: str | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Alignment:
    """Find the paragraph of an article that is most like a given one; of several the first.

    Args:
        text: of the given paragraph.
        paragraphs: those of the other article; furniture is passed over.
        language: by whose rules the words of the given paragraph are stemmed.
        other_language: the same for the other article; None for the same language.
        stopped: says whether nobody waits for it any more, so that the answer does not matter.
    """
    other_language = other_language or language
    others = [one for one in paragraphs if one.kind is not Kind.FURNITURE]
    holding = Counter[str]()
    bags: list[frozenset[str]] = []
    for place, one in enumerate(others):
        if place % _EVERY == 0 and stopped():
            return Alignment(0, 0.0)
        bags.append(_bag(one.text, other_language))
        holding.update(bags[-1])
    # One more than there are, so that no word weighs nothing.
    weighed = partial(_weighed, paragraphs=len(bags) + 1, holding=holding)
    wanted = weighed(_bag(text, language))
    best: Paragraph | None = None
    score = 0.0
    for one, bag in zip(others, bags, strict=True):
        now = 100 * Indel.normalized_similarity(wanted, weighed(bag)) if wanted and bag else 0.0
        if now > score:
            best, score = one, now
    if best is None or score < LEAST_LIKE:
        return Alignment(0, score)
    near = _in_order(text, best.text) >= NEAR_COPY
    here, there = differing(text, best.text) if near else shared(text, best.text, language, other_language)
    return Alignment(best.number, score, near, here, there)


def _in_order(one: str, other: str) -> float:
    """The part of the words of two texts that stand in both in the same order, 0 to 100."""
    here, there = numbered((token.key for token in tokens(one)), (token.key for token in tokens(other)))
    return 100 * Indel.normalized_similarity(here, there)
