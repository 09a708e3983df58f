"""What counts as a word, and in which forms."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.analysis import (
    END_OF_TEXT,
    VALUE_GAP,
    VALUE_SEPARATOR,
    WordAnalyzer,
    chunks,
    count_words,
    fold,
    is_cjk,
    stem,
    words,
)


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


def test_the_last_character_of_a_cjk_run_takes_no_position_of_its_own() -> None:
    tokens = [(token.text, token.pos) for token in WordAnalyzer(stemmed=False)("北京 and", positions=True)]
    assert tokens == [("北京", 0), ("京", 0), ("and", 1)]


@pytest.mark.parametrize(
    ("forms", "other"), [(["running", "runs", "run"], "runner"), (["alliance", "alliances"], "ally")]
)
def test_stems_join_the_forms_of_a_word(forms: list[str], other: str) -> None:
    assert len({stem(form) for form in forms}) == 1
    assert stem(other) != stem(forms[0])


def test_values_are_far_apart() -> None:
    text = VALUE_SEPARATOR.join(["Marcin Kaczmarski", "Natasha Kuhrt"])
    positions = [token.pos for token in WordAnalyzer(stemmed=False)(text, positions=True)]
    assert positions == [0, 1, 2 + VALUE_GAP, 3 + VALUE_GAP]


@given(st.text())
def test_spans_lie_in_the_text_in_order_and_fold_to_their_word(text: str) -> None:
    last = 0
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.start >= last - 1
        last = word.end
        assert word.exact


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "M"])))
def test_composed_and_decomposed_text_have_the_same_words(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert exact(unicodedata.normalize("NFD", composed)) == exact(composed) or any(map(is_cjk, composed))


@given(st.text(), st.booleans())
def test_tokens_are_the_words(text: str, stemmed: bool) -> None:
    tokens = [(t.text, t.startchar, t.endchar) for t in WordAnalyzer(stemmed=stemmed)(text, chars=True)]
    assert tokens == [(word.stem if stemmed else word.exact, word.start, word.end) for word in words(text)]


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    text = "alliance of words " * 40_000
    assert sum(1 for _ in WordAnalyzer(stemmed=True)(text, positions=True)) == 120_000
    flood = "e" + "\u0301\u0323" * 200_000
    assert [word.exact for word in words(flood)] == ["e"]


def test_an_analyzer_survives_pickling() -> None:
    analyzer = WordAnalyzer(stemmed=True)
    assert pickle.loads(pickle.dumps(analyzer)) == analyzer
    assert analyzer != WordAnalyzer(stemmed=False)


letters = st.text("abAB 京大學.'’-\n1,é“”\x1d\x1e", max_size=30) | st.text(max_size=30)


@given(st.lists(letters, min_size=1, max_size=4), st.booleans())
def test_the_terms_of_texts_are_those_of_their_chunks(texts: list[str], stemmed: bool) -> None:
    analyzer = WordAnalyzer(stemmed=stemmed)
    of_texts: list[list[tuple[str, int]]] = [[]]
    for chunk in chunks(texts):
        if chunk == END_OF_TEXT:
            of_texts.append([])
        else:
            of_texts[-1] += analyzer.terms(chunk)
    expected = [
        [
            term
            for number, value in enumerate(text.split(VALUE_SEPARATOR))
            for term in (
                *([("", VALUE_GAP)] if number else []),
                *((word.stem if stemmed else word.exact, word.step) for word in words(value)),
            )
        ]
        for text in texts
    ]
    assert of_texts == expected


@given(st.text("ab '’.-1,é“”", max_size=30))
def test_words_are_counted_as_they_are_found(text: str) -> None:
    assert count_words(text) == len(list(words(text)))


def test_a_cjk_run_counts_as_one_word() -> None:
    assert count_words("東京大學 in 東京") == 3
