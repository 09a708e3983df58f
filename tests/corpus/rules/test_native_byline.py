"""Bylines in other languages than English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules.native_byline import native_byline


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
    native_byline(text, "de")
