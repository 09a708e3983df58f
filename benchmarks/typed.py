"""Queries as people type them, drawn from the paragraphs: a few words of one of them, now and then misspelt."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence

from benchmarks.paragraphs import Paragraph, PreparedParagraphs
from benchmarks.queries import Query
from benchmarks.typos import misspelt
from searchtui.article import UNKNOWN
from searchtui.query.parser import LONGEST
from searchtui.query.stopwords import STOP_WORDS

__all__ = ["KEYS", "LONGEST_TEXT", "MOST_WORDS", "TYPED", "draw_longest", "draw_typed", "key_by_key"]

MOST_WORDS = 8
LONGEST_TEXT, KEYS = "longest", "keys"

_FEW, _MANY, _MISSPELT, _QUOTED, _FILTERED = "few", "many", "misspelt", "quoted", "filtered"
TYPED = {
    _FEW: "1-3 words",
    _MANY: "4-8 words",
    _MISSPELT: "1-8 words, one misspelt",
    _QUOTED: "2-8 words, two of them quoted",
    _FILTERED: "1-8 words and a source or author",
}
"""The classes of queries, each in a few words."""

_SAMPLE = 20_000
_SEED = 20_240_301
_ATTEMPTS = 400
_MOST_WORDS_OF_FEW = 3
_STRETCH = 3
"""Words that are not next to each other are drawn from so many times as many words of the text."""
_SHORTEST_MISSPELT = 5
_TURNS = (_MISSPELT, "", _QUOTED, "", _MISSPELT, "", _FILTERED, "")
"""Every fourth query is misspelt, and so on; half of them are words alone."""

_words = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*").findall


def draw_typed(paragraphs: PreparedParagraphs, each: int) -> list[Query]:
    """So many different queries of each number of words, the numbers taking turns.

    The words stand in one paragraph, in this order, half of the time next to each other and else with others between
    them. They are in lower case, and no more than half of them stop words. Fewer where the paragraphs have no more.

    Args:
        paragraphs: that are asked about.
        each: how many of each number of words, from 1 to `MOST_WORDS`.
    """
    source = random.Random(_SEED)
    sample = list(paragraphs.sample(_SAMPLE))
    drawn: dict[str, Query] = {}
    for turn, wanted in itertools.product(range(each), range(1, MOST_WORDS + 1)):
        kind = _TURNS[(turn + wanted) % len(_TURNS)]
        if kind == _QUOTED and wanted == 1:
            kind = ""
        made = (_drawn(source, source.choice(sample), kind, wanted) for _ in range(_ATTEMPTS))
        query = next((one for one in made if one and one.typed not in drawn), None)
        if query is not None:
            drawn[query.typed] = query
    return list(drawn.values())


def key_by_key(queries: Sequence[Query]) -> list[Query]:
    """What stands in the query line after each key while queries are typed, one after the other.

    What another one began with is left out, so that each is asked for the first time.

    Args:
        queries: to type.
    """
    begun = dict.fromkeys(one.typed[:end] for one in queries for end in range(1, len(one.typed) + 1))
    return [Query(KEYS, typed=text) for text in begun]


def _drawn(source: random.Random, paragraph: Paragraph, kind: str, wanted: int) -> Query | None:
    """A query from a paragraph; None where it has none such."""
    words = [word.lower() for word in _words(paragraph.text)]
    is_run = kind == _QUOTED or source.random() < 0.5
    length = wanted if is_run else min(len(words), wanted * _STRETCH)
    if not wanted <= length <= len(words):
        return None
    start = source.randint(0, len(words) - length)
    chosen = [words[start + at] for at in sorted(source.sample(range(length), wanted))]
    if sum(word in STOP_WORDS for word in chosen) * 2 > wanted:
        return None
    if kind == _MISSPELT:
        places = [at for at, word in enumerate(chosen) if _can_be_misspelt(word)]
        if not places:
            return None
        at = source.choice(places)
        chosen[at] = misspelt(chosen[at], 1, source)
    elif kind == _QUOTED:
        at = source.randint(0, wanted - 2)
        chosen[at : at + 2] = [f'"{chosen[at]} {chosen[at + 1]}"']
    elif kind == _FILTERED:
        filters = list(_filters(paragraph))
        if not filters:
            return None
        chosen.append(source.choice(filters))
    return Query(kind or (_FEW if wanted <= _MOST_WORDS_OF_FEW else _MANY), typed=" ".join(chosen))


def _can_be_misspelt(word: str) -> bool:
    return len(word) >= _SHORTEST_MISSPELT and word.isascii() and word.isalpha() and word not in STOP_WORDS


def _filters(paragraph: Paragraph) -> Iterator[str]:
    for field, values in (("source", [paragraph.source]), ("author", paragraph.authors)):
        for value in values:
            if value != UNKNOWN and '"' not in value:
                yield f'{field}:"{value.lower()}"'


def draw_longest(paragraphs: PreparedParagraphs, many: int) -> list[Query]:
    """Texts of paragraphs as queries that are as long as a query can be.

    Args:
        paragraphs: that the texts are of.
        many: how many queries.
    """
    source = random.Random(_SEED)
    sample = list(paragraphs.sample(_SAMPLE))
    return [Query(LONGEST_TEXT, typed=_prose(source, sample)) for _ in range(many)]


def _prose(source: random.Random, sample: Sequence[Paragraph]) -> str:
    text = ""
    while len(text) < LONGEST:
        text += f"{source.choice(sample).text} "
    return text[:LONGEST]
