"""Stemming: the forms of a word become one, by the rules of the language that its text is in.

The algorithms are those of the Snowball project (https://snowballstem.org); English is Porter 2.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import Stemmer

from searchtui.analysis.folding import fold

__all__ = ["DEFAULT_LANGUAGE", "UNSTEMMED", "keeps_first_letter", "stem", "stem_all", "stemming_language", "stems"]

DEFAULT_LANGUAGE = "en"
"""In which a text is stemmed whose language is not known; of words in other scripts it changes nothing."""

UNSTEMMED = "und"
"""Stands for all languages whose words are left as they are."""

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch_porter",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""The algorithm for each language, by its ISO 639-1 code.

Of the two for Dutch the older one: the other parts `oorlog` from `oorlogen` and `politiek` from `politieke`.
"""

_CODES = {"nb": "no", "nn": "no"}
"""The languages that are stemmed as another one is."""

_CUTTING_BEGINNINGS = {"ga", "id", "st"}
"""The languages whose rules change how words in plain Latin letters begin."""

# French participles are stemmed by their é, and in words with such an end the first letter of it is never another one.
_PARTICIPLE = re.compile("ee(?=s?$)")


class _Stemmers(threading.local):
    """The stemmers of a thread: they keep state between calls and must not be shared."""

    def __init__(self) -> None:
        self.by_language: dict[str, Callable[[list[str]], list[str]]] = {}


_stemmers = _Stemmers()


def stemming_language(language: str | None) -> str:
    """The language by whose rules a text is stemmed.

    Args:
        language: of the text, an ISO 639 code; None where it is not known.

    Returns:
        An ISO 639-1 code, or `UNSTEMMED`.
    """
    if language is None:
        return DEFAULT_LANGUAGE
    return _CODES.get(language, language) if language in _ALGORITHMS else UNSTEMMED


@lru_cache(maxsize=1 << 16)
def stem(exact: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The stem of a word.

    Args:
        exact: the word, folded. Folding first joins what is written with and without accents, and hardly any rule
            depends on these.
        language: ISO 639-1 code; where there are no rules for it the stem is the word itself.
    """
    return fold(_stemmer(language)([exact])[0]) or exact


def stem_all(words: Sequence[str], language: str = DEFAULT_LANGUAGE) -> list[str]:
    """The stems of words, which are quicker found together.

    Args:
        words: each of nothing but small letters and digits of ASCII, or empty.
        language: see `stem`.
    """
    stemmed = _stemmer(language)(list(words))
    if not "".join(stemmed).isascii():
        stemmed = list(map(fold, stemmed))
    return [one or word for one, word in zip(stemmed, words, strict=True)]


def _stemmer(language: str) -> Callable[[list[str]], list[str]]:
    """What makes stems of words, by the rules of a language."""
    stem_words = _stemmers.by_language.get(language)
    if stem_words is None:
        stem_words = _stemmers.by_language[language] = _new_stemmer(language)
    return stem_words


def _new_stemmer(language: str) -> Callable[[list[str]], list[str]]:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return lambda words: words
    # Its own cache costs more than stemming.
    stem_words: Callable[[list[str]], list[str]] = Stemmer.Stemmer(algorithm, 0).stemWords
    if algorithm == "french":
        return lambda words: stem_words([_PARTICIPLE.sub("ée", word) for word in words])
    return stem_words


def keeps_first_letter(language: str) -> bool:
    """Whether the stem of a word of nothing but unaccented Latin letters begins as the word does.

    Args:
        language: ISO 639-1 code.
    """
    return language not in _CUTTING_BEGINNINGS


def stems(exact: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The distinct stems that a word has in several languages, in their order.

    Args:
        exact: the word, folded.
        languages: ISO 639-1 codes.
    """
    return tuple(dict.fromkeys(stem(exact, language) for language in languages))
