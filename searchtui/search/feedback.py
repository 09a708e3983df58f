"""More like this: the words of a query, moved towards those of paragraphs that somebody likes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from searchtui.analysis import DEFAULT_LANGUAGE, words
from searchtui.columnar.scoring import idf
from searchtui.query.stopwords import is_stop_word

__all__ = ["Liked", "more_like"]

_TEXTS = 10
_TERMS = 10
_OLD = 0.8
"""What the old words weigh together; the new ones weigh the rest."""


class Liked(NamedTuple):
    """A paragraph that somebody likes.

    Args:
        text: of it.
        language: by whose rules it is stemmed; see `searchtui.analysis.stemming_language`.
    """

    text: str
    language: str = DEFAULT_LANGUAGE


def more_like(
    liked: Iterable[Liked],
    old: Sequence[tuple[str, float]],
    documents: int,
    containing: Callable[[str], int],
) -> tuple[tuple[str, float], ...]:
    """The terms of a query that finds more paragraphs like some (Rocchio, Relevance Feedback, 1971).

    Each text is a vector of unit length of `(1 + ln f) * idf`; the new terms are the strongest of the sum of all.
    Old and new terms are made to weigh as much together before the new ones are given their share.

    Args:
        liked: the paragraphs; no more than the first ten are looked at.
        old: stems of the query with weights above 0, one may stand there several times; empty for no query.
        documents: how many paragraphs there are.
        containing: says how many of them hold a stem.

    Returns:
        Stems with weights, the heaviest first with 1.0: those of the query, and ten of the texts.
    """
    weights, wanted, held = defaultdict[str, float](float), defaultdict[str, float](float), Counter[str]()
    for one in islice(liked, _TEXTS):
        for stem, weight in _vector(one, documents, containing).items():
            weights[stem] += weight
            held[stem] += 1
    # What no other paragraph has finds none.
    said = {stem: weight for stem, weight in weights.items() if containing(stem) > held[stem]}
    for stem, weight in old:
        wanted[stem] += weight
    new = dict(_heaviest_first(said)[:_TERMS])
    together = defaultdict[str, float](float)
    for terms, share in ((wanted, _OLD), (new, 1 - _OLD)):
        whole = sum(terms.values())
        for stem, weight in terms.items():
            together[stem] += share * weight / whole
    ranked = _heaviest_first(together)
    return tuple((stem, weight / ranked[0][1]) for stem, weight in ranked)


def _heaviest_first(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(weights.items(), key=lambda one: (-one[1], one[0]))


def _vector(liked: Liked, documents: int, containing: Callable[[str], int]) -> Mapping[str, float]:
    """The stems of a text with their weights; stop words are left out."""
    text = liked.text
    found = words(text, language=liked.language)
    counts = Counter(word.stem for word in found if not is_stop_word(text[word.start : word.end], word.exact))
    weights = {stem: (1 + math.log(count)) * idf(documents, containing(stem)) for stem, count in counts.items()}
    length = math.hypot(*weights.values())
    return {stem: weight / length for stem, weight in weights.items()}
