"""The queries: drawn from the paragraphs themselves, the same ones whenever they are drawn from the same paragraphs."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from benchmarks.paragraphs import Paragraph, PreparedParagraphs
from searchtui.article import UNKNOWN
from searchtui.query.stopwords import STOP_WORDS

__all__ = ["CLASSES", "Answer", "Query", "draw"]

_SAMPLE = 100_000
_SEED = 20_240_229
_ATTEMPTS = 400
_COMMON = 0.02
"""A word in more than this part of the paragraphs is common."""
_RARE = 5
"""A word in no more of the paragraphs of the sample is rare."""
_WITH_STOPWORDS = 0.25
"""How many of the queries of several words may hold stop words."""

# What every tokenizer takes for one word, and whose stem is nobody's special case: no apostrophe, digit or accent in or
# beside it. (`U.S.` is one word to some and two to others.)
_words = re.compile(r"(?<![\w.'’&-])[A-Za-z]{2,20}(?![\w'’&-]|\.\w)").findall
_runs = re.compile(r"(?<![\w.'’&-])[A-Za-z]{2,20}(?: [A-Za-z]{2,20})+(?![\w'’&-]|\.\w)").findall


class Query(msgspec.Struct, frozen=True):
    """One query.

    Args:
        kind: the class that it belongs to.
        words: in lower case; of a prefix, the prefix; of a phrase, its words in order; of what is typed, none.
        first_day, last_day: of the time of publication, both included; 0 for any time.
        source, author: selections in the facets; empty for none.
        typed: all of it, as it is typed in a search; empty where it is not.
    """

    kind: str
    words: tuple[str, ...] = ()
    first_day: int = 0
    last_day: int = 0
    source: str = ""
    author: str = ""
    typed: str = ""

    def __str__(self) -> str:
        limits = [f"day {self.first_day}-{self.last_day}"] if self.first_day else []
        limits += [f"source {self.source}, author {self.author}"] if self.source else []
        return "; ".join([self.typed or " ".join(self.words), *limits])


class Answer(msgspec.Struct, frozen=True):
    """What a live search shows of a query.

    Args:
        count: how many paragraphs match.
        texts: of the best ones, in order.
        sources: how many of all matching paragraphs each source has.
        authors: the same by author; a paragraph of several authors counts for each.
    """

    count: int
    texts: Sequence[str]
    sources: dict[str, int]
    authors: dict[str, int]


class _Draw(Protocol):
    def __call__(self, source: _Sample) -> Query | None:
        """A query, or None where this attempt found none."""


class _Sample:
    """A part of the paragraphs, and how many of them hold each word.

    Args:
        paragraphs: that are asked about.
    """

    def __init__(self, paragraphs: PreparedParagraphs) -> None:
        self.random = random.Random(_SEED)
        self.paragraphs = list(paragraphs.sample(_SAMPLE))
        frequencies: Counter[str] = Counter()
        for paragraph in self.paragraphs:
            frequencies.update(set(_words(paragraph.text.lower())))
        ranked = sorted(frequencies.items())
        common = ((holding, word) for word, holding in ranked if holding > _COMMON * len(self.paragraphs))
        self.common = sorted(common)
        self.rare = [word for word, holding in ranked if holding <= _RARE and len(word) > 3]
        self.dated = [paragraph for paragraph in self.paragraphs if paragraph.day]
        self.signed = [one for one in self.paragraphs if one.authors != (UNKNOWN,) and one.source != UNKNOWN]

    def choice(self, some: Sequence[Paragraph]) -> Paragraph | None:
        return self.random.choice(some) if some else None

    def words_of(self, paragraph: Paragraph, *, stopwords: bool) -> list[str]:
        found = dict.fromkeys(_words(paragraph.text.lower()))
        return [word for word in found if stopwords or word not in STOP_WORDS]


def _rare(sample: _Sample) -> Query | None:
    return Query("rare", (sample.random.choice(sample.rare),)) if sample.rare else None


def _common(sample: _Sample) -> Query | None:
    """All orders of frequency alike: most common words are so but barely, and those that are most so are typed most."""
    if not sample.common:
        return None
    fewest, most = sample.common[0][0], sample.common[-1][0]
    wanted = fewest * (most / fewest) ** sample.random.random()
    return Query("common", (min(sample.common, key=lambda one: abs(one[0] - wanted))[1],))


def _several(kind: str, fewest: int, most: int) -> _Draw:
    def drawn(source: _Sample) -> Query | None:
        paragraph = source.choice(source.paragraphs)
        wanted = source.random.randint(fewest, most)
        stopwords = source.random.random() < _WITH_STOPWORDS
        words = source.words_of(paragraph, stopwords=stopwords) if paragraph else []
        return Query(kind, tuple(source.random.sample(words, wanted))) if len(words) >= wanted else None

    return drawn


def _phrase(sample: _Sample) -> Query | None:
    paragraph = sample.choice(sample.paragraphs)
    runs = _runs(paragraph.text) if paragraph else []
    if not runs:
        return None
    words = sample.random.choice(runs).lower().split(" ")
    wanted = sample.random.randint(2, min(4, len(words)))
    start = sample.random.randint(0, len(words) - wanted)
    return Query("phrase", tuple(words[start : start + wanted]))


def _one_word(sample: _Sample, some: Sequence[Paragraph]) -> tuple[Paragraph, str] | None:
    paragraph = sample.choice(some)
    words = sample.words_of(paragraph, stopwords=False) if paragraph else []
    return (paragraph, sample.random.choice(words)) if paragraph and words else None


def _prefix(sample: _Sample) -> Query | None:
    found = _one_word(sample, sample.paragraphs)
    length = sample.random.randint(2, 3)
    return Query("prefix", (found[1][:length],)) if found and len(found[1]) > length else None


def _date(sample: _Sample) -> Query | None:
    found = _one_word(sample, sample.dated)
    if found is None:
        return None
    day = found[0].day
    first, last = (int(10 ** sample.random.uniform(1.5, 3.5)) for _ in range(2))
    return Query("date", (found[1],), first_day=max(1, day - first), last_day=day + last)


def _facets(sample: _Sample) -> Query | None:
    found = _one_word(sample, sample.signed)
    if found is None:
        return None
    paragraph, word = found
    return Query("facets", (word,), source=paragraph.source, author=sample.random.choice(paragraph.authors))


_DRAWS: dict[str, Callable[[_Sample], Query | None]] = {
    "rare": _rare,
    "common": _common,
    "and": _several("and", 2, 3),
    "or": _several("or", 4, 8),
    "phrase": _phrase,
    "prefix": _prefix,
    "date": _date,
    "facets": _facets,
}
CLASSES = {
    "rare": "one rare word",
    "common": "one common word",
    "and": "2-3 words, all",
    "or": "4-8 words, any",
    "phrase": "phrase of 2-4 words",
    "prefix": "prefix of 2-3 letters",
    "date": "word and time",
    "facets": "word, source and author",
}
"""The classes of queries, each in a few words."""


def draw(paragraphs: PreparedParagraphs, each: int) -> list[Query]:
    """So many different queries of each class, the classes taking turns; fewer where the paragraphs have no more.

    Args:
        paragraphs: that are asked about.
        each: how many of each class.
    """
    sample = _Sample(paragraphs)
    by_class: dict[str, dict[Query, None]] = {}
    for kind, drawn in _DRAWS.items():
        found = by_class[kind] = {}
        for _ in range(each * _ATTEMPTS):
            if len(found) == each:
                break
            if (query := drawn(sample)) is not None:
                found[query] = None
    return [query for turn in range(each) for found in by_class.values() for query in list(found)[turn : turn + 1]]
