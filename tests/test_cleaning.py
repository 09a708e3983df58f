"""Nothing that a terminal obeys survives cleaning, and nothing moves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.cleaning import REPLACEMENT, clean_line, clean_text


@given(st.text(st.characters()))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(clean_text(text)) == len(clean_line(text)) == len(text)


@given(st.text(st.characters()))
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    for cleaned, allowed in ((clean_text(text), "\t\n"), (clean_line(text), "")):
        for character in cleaned:
            assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp") or character in allowed
            assert unicodedata.bidirectional(character) not in (
                "LRE",
                "RLE",
                "LRO",
                "RLO",
                "PDF",
                "LRI",
                "RLI",
                "FSI",
                "PDI",
            )
        cleaned.encode("utf-8")


@pytest.mark.parametrize("text", ["[sic] [/b] [@click=app.quit]x[/]", "naïve 北京 👩‍👩‍👧 שלום", "tab\tand\nline"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text


def test_a_line_stays_one_line() -> None:
    assert clean_line("a\tb\nc\x1b[2J") == f"a b c{REPLACEMENT}[2J"
