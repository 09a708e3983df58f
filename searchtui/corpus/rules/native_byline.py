"""Rule `byline` in other languages than English: `Von A`, `Par A et B`, right below the title.

A preposition and capitalised words name a person less surely than an English byline does: a heading can have the same
form. So the text must be in the language of the preposition.
"""

from __future__ import annotations

import re

from searchtui.corpus.rules.names import people

__all__ = ["may_be_native_byline", "native_byline"]

_BY = {
    "de": re.compile(r"(?i:von)\s+(?=\S)"),
    "es": re.compile(r"(?i:por)\s+(?=\S)"),
    "fr": re.compile(r"(?i:par)\s+(?=\S)"),
    "it": re.compile(r"(?i:di)\s+(?=\S)"),
    "nl": re.compile(r"(?i:door)\s+(?=\S)"),
    "pt": re.compile(r"(?i:por)\s+(?=\S)"),
}
_ANY_BY = re.compile("|".join(f"(?:{by.pattern})" for by in _BY.values()))
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
_LONGEST = 120
_COMMON_WORDS = frozenset(_COMMON.split())
"""Words that name nobody in a byline."""


def may_be_native_byline(text: str) -> bool:
    """Whether there is a language in which a line can be a byline."""
    return len(text) <= _LONGEST and _ANY_BY.match(text) is not None


def native_byline(text: str, language: str) -> tuple[str, ...]:
    """The authors whom a line names in a language, or none.

    Args:
        text: the whole line.
        language: of the text, an ISO 639-1 code.
    """
    by = _BY.get(language)
    match = by.match(text) if by is not None and len(text) <= _LONGEST else None
    names = people(_AND.sub(" and ", text[match.end() :])) if match is not None else ()
    return names if _COMMON_WORDS.isdisjoint(word for name in names for word in name.casefold().split()) else ()
