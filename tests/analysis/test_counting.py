"""How many words texts have."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.analysis import surfaces
from searchtui.analysis.counting import count_words


def counted(*texts: str) -> list[int]:
    numbers: list[int] = count_words(texts).tolist()
    return numbers


@given(st.lists(st.text("ab '’.-_1,é“”\u0301\u200d大\n\x1e\ud800", max_size=30), max_size=5))
@example(["U.S.", "", "a"])
@example(["don't 3,200.5 'tis a.b.c 1a.b ..a", "1.", ".1"])
def test_words_are_counted_as_they_are_found(texts: list[str]) -> None:
    assert counted(*texts) == [len(list(surfaces(text))) for text in texts]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. won't pay 3,200.5 (about 1990's price).", 9),
        ("snake_case, anti-Western", 4),
        ("東京大學 in 東京", 3),
        ("… – !?", 0),
        ("", 0),
    ],
)
def test_what_is_one_word(text: str, words: int) -> None:
    assert counted(text) == [words]
    assert counted("one", text, "two three") == [1, words, 2]


def test_no_text_has_no_count() -> None:
    assert counted() == []
