"""What counts as a word, and in which forms."""

from __future__ import annotations

import tracemalloc
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.analysis import is_cjk, words


def exact(text: str, *, query: bool = False) -> list[str]:
    return [word.exact for word in words(text, query=query)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anti-Western", ["anti", "western"]),
        ("Russia’s", ["russia"]),
        ("the allies' plan", ["the", "allies", "plan"]),
        ("don't", ["dont"]),
        ("we're, they'll, I'd, I’ve, I'm", ["we", "they", "i", "i", "i"]),
        ("O’Brien", ["obrien"]),
        ("l'Europe, d’accord, qu'il", ["europe", "accord", "il"]),
        ("dell’Unione, all'alba un'altra quest'estate", ["unione", "alba", "altra", "estate"]),
        ("y'all'll", ["yall"]),
        ("U.S.-led", ["us", "led"]),
        ("the U.S. and the U.K.", ["the", "us", "and", "the", "uk"]),
        ("J.F.K", ["jfk"]),
        ("3,200 and 1,234,567.5", ["3200", "and", "1234567.5"]),
        ("2018,19", ["2018,19"]),
        ("the 19th, 5G and 25.5bn", ["the", "19th", "5g", "and", "25.5bn"]),
        ("*bold* _em_ snake_case", ["bold", "em", "snake", "case"]),
        ("end.Next", ["end", "next"]),
        ("Häfen Łódź Ærø straße İstanbul", ["hafen", "lodz", "aero", "strasse", "istanbul"]),
        ("мой и ёлка", ["мой", "и", "елка"]),
        ("الْعَرَبِيَّة", ["العربية"]),
        ("हिन्दी", ["हिन्दी"]),
        ("", []),
        ("… – !?", []),
    ],
)
def test_exact_forms(text: str, expected: list[str]) -> None:
    assert exact(text) == expected


@given(st.text(st.characters(max_codepoint=0x2CDF), max_size=40))
@example("don’t “U.S.” 3,200.5 l’Europe é\u0301 \u200ca a\u200db ᄀ")
def test_words_do_not_depend_on_what_else_a_text_holds(text: str) -> None:
    assert [*words(text)] == [*words(f"{text} 大")][:-1]


def test_every_cjk_character_begins_a_word() -> None:
    assert exact("北京大学") == ["北京", "京大", "大学", "学"]
    assert exact("北京大学", query=True) == ["北京", "京大", "大学"]
    assert exact("京", query=True) == ["京"]
    assert exact("カナ한국") == ["カナ", "ナ한", "한국", "국"]


@given(st.text())
def test_spans_lie_in_the_text_in_order_and_fold_to_their_word(text: str) -> None:
    last = 0
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.start >= last - 1
        last = word.end
        assert word.exact


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "M"])))
def test_composed_and_decomposed_text_have_the_same_words(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert exact(unicodedata.normalize("NFD", composed)) == exact(composed) or any(map(is_cjk, composed))


@pytest.mark.parametrize("text", ["a" * 500_000, "1," * 250_000, "a'" * 250_000, "a." * 250_000, "क\u094d" * 250_000])
def test_a_word_of_very_many_letters_takes_no_memory_for_each(text: str) -> None:
    words("of")
    tracemalloc.start()
    try:
        count = sum(1 for _ in words(text))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count <= 250_000
    assert most < 20 * len(text)
