"""Bylines in other languages than English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules.native_byline import may_be_native_byline, native_byline


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
    assert may_be_native_byline(line)


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    native_byline(text, "de")


@given(st.text(max_size=130) | st.builds("{} Max Müller{}".format, st.sampled_from(["Von", "By", "V"]), st.text()))
def test_what_may_be_no_byline_is_none(text: str) -> None:
    if not may_be_native_byline(text):
        assert not any(native_byline(text, language) for language in ("de", "es", "fr", "it", "nl", "pt"))
