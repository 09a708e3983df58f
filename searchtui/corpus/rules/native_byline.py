"""Rule `byline` in other languages than English: `Von A`, `Par A et B`, right below the title.

A preposition and capitalised words name a person less surely than an English byline does: a heading can have the same
form. So the text must be in the language of the preposition, which its most frequent words show.
"""

from __future__ import annotations

import re
from collections import Counter

from searchtui.corpus.rules.names import people

__all__ = ["guess_language", "native_byline"]

_STOP_WORDS = {
    "de": "der die das und ist nicht ein eine den dem des mit auf für sich von zu im auch als wird hat werden",
    "es": "el la los las y de que en un una por con para se no su del al como más pero fue",
    "fr": "le la les et est une un des du dans pour que qui sur pas plus avec ce par au aux ont",
    "it": "il lo la gli e di che un una per non con sono della del nel alla più ma anche dei è",
    "nl": "de het een en van is dat op te niet met voor zijn aan er door ook maar bij werd naar",
    "pt": "o a os as e de que em um uma para com não por mais do da dos das no na foi ao",
}
_LANGUAGES = {
    word: tuple(language for language, words in _STOP_WORDS.items() if word in words.split())
    for words in _STOP_WORDS.values()
    for word in words.split()
}
_BY = {
    "de": re.compile(r"(?i:von)\s+(?=\S)"),
    "es": re.compile(r"(?i:por)\s+(?=\S)"),
    "fr": re.compile(r"(?i:par)\s+(?=\S)"),
    "it": re.compile(r"(?i:di)\s+(?=\S)"),
    "nl": re.compile(r"(?i:door)\s+(?=\S)"),
    "pt": re.compile(r"(?i:por)\s+(?=\S)"),
}
_AND = re.compile(r"\s+(?:und|y|et|e|en)\s+")
_COMMON = """
    acaso amor amore amour anfang arte avion avión barco bateau calme calor camino carta casa cause chance chemin
    ciel cielo dag dieu dio dios dood ende error excelencia excellence fer fin force forza frieden froid fuerza geld
    gewalt gott grund guerra guerre hand haus herzen hier hombre ici jour krieg leben liebe liefde luz mar mare mer
    mezzo monde mondo mort morte moyen muerte mundo muur nacht nada natur natuur noche notte nuit nuova orde orden
    ordre pace paix pasión passion paz pied playa poder praia premier première primera primo propio rue santa santo
    sempre siempre sol sport straat strada tempo temps terra terre tiempo tierra tijd todo todos tous toutes tren
    treno tutti tutto vent vento via vida vie viento vita voie voiture volk vía waffen water weer weg welt wereld
    wind zee zeit zug
"""
_COMMON_WORDS = frozenset(_COMMON.split())
"""Words that name nobody in a byline."""

_LEAST_WORDS = 20
_LEAST_SHARE = 0.2
_READ = 4000
"""Characters from which the language is guessed."""


def guess_language(text: str) -> str | None:
    """The ISO 639-1 code of the language whose frequent words make up most of a text, None where that is unclear."""
    words = re.findall(r"[^\W\d_]+", text[:_READ].casefold())
    counts = Counter(language for word in words for language in _LANGUAGES.get(word, ()))
    best = counts.most_common(2)
    if len(words) < _LEAST_WORDS or not best or best[0][1] < _LEAST_SHARE * len(words):
        return None
    return best[0][0] if len(best) == 1 or best[0][1] > 1.2 * best[1][1] else None


def native_byline(text: str, language: str) -> tuple[str, ...]:
    """The authors whom a line names in a language, or none.

    Args:
        text: the whole line.
        language: as `guess_language` gives it.
    """
    by = _BY.get(language)
    match = by.match(text) if by is not None and len(text) <= 120 else None
    names = people(_AND.sub(" and ", text[match.end() :])) if match is not None else ()
    return names if _COMMON_WORDS.isdisjoint(word for name in names for word in name.casefold().split()) else ()
