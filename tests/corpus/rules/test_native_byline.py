"""Bylines in other languages than English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules.native_byline import guess_language, native_byline

TEXTS = {
    "de": (
        "Der Hafen der Stadt ist seit dem Frühling geschlossen, und die Boote der Fischer liegen auf dem "
        "Strand. Niemand in der Stadt kann sich an ein solches Jahr erinnern."
    ),
    "es": (
        "El puerto de la ciudad está cerrado desde la primavera y los barcos de los pescadores están en "
        "la playa. Nadie en la ciudad recuerda un año como este."
    ),
    "fr": (
        "Le port de la ville est fermé depuis le printemps et les bateaux des pêcheurs sont sur la plage."
        " Personne dans la ville ne se souvient de cela."
    ),
    "it": (
        "Il porto della città è chiuso dalla primavera e le barche dei pescatori sono sulla spiaggia. "
        "Nessuno nella città ricorda un anno come questo, e non per caso."
    ),
    "nl": (
        "De haven van de stad is sinds het voorjaar gesloten en de boten van de vissers liggen op het "
        "strand. Niemand in de stad kan zich een jaar als dit herinneren."
    ),
    "pt": (
        "O porto da cidade está fechado desde a primavera e os barcos dos pescadores estão na praia. "
        "Ninguém na cidade se lembra de um ano como este, e não por acaso."
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str) -> None:
    assert guess_language(TEXTS[language]) == language


def test_other_languages_are_not_guessed() -> None:
    assert (
        guess_language("The harbour of the town has been closed since the spring, and the boats lie on the beach.")
        is None
    )
    assert guess_language("Der Hafen.") is None


@pytest.mark.parametrize(
    ("line", "language", "authors"),
    [
        ("Von Max Müller", "de", ("Max Müller",)),
        ("Von Max Müller und Anna Schmidt", "de", ("Max Müller", "Anna Schmidt")),
        ("Par Jean Dupont", "fr", ("Jean Dupont",)),
        ("Por María García y Juan Pérez", "es", ("María García", "Juan Pérez")),
        ("Di Mario Rossi e Anna Bianchi", "it", ("Mario Rossi", "Anna Bianchi")),
        ("Door Jan de Vries", "nl", ("Jan de Vries",)),
        ("Por João Silva", "pt", ("João Silva",)),
        ("Von Max Müller", "fr", ()),
        ("Von Haus zu Haus", "de", ()),
        ("Par Mer Calme", "fr", ()),
        ("Por la mañana", "es", ()),
        ("Di notte", "it", ()),
    ],
)
def test_bylines(line: str, language: str, authors: tuple[str, ...]) -> None:
    assert native_byline(line, language) == authors


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    guess_language(text)
    native_byline(text, "de")
