from __future__ import annotations

import pytest

from searchtui.corpus.letters import letters_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("The Harbour", "the  HARBOUR!"), ("Straße 7", "STRASSE-7"), ("«Лёд»", "лёд"), ("...", "")],
)
def test_what_differs_in_case_and_punctuation_is_the_same(one: str, other: str) -> None:
    assert letters_of(one) == letters_of(other)


def test_what_differs_in_letters_is_not() -> None:
    assert letters_of("Harbour 1") != letters_of("Harbour 2")
    assert letters_of("Lee") != letters_of("Leé")
