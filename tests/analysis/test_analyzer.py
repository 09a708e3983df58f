"""The words of a text as Whoosh, and the builder of segments, are given them."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from searchtui.analysis import (
    DEFAULT_LANGUAGE,
    END_OF_TEXT,
    VALUE_GAP,
    VALUE_SEPARATOR,
    WordAnalyzer,
    chunks,
    is_cjk,
    stem,
    text_in,
    words,
)


def test_the_last_character_of_a_cjk_run_takes_no_position_of_its_own() -> None:
    tokens = [(token.text, token.pos) for token in WordAnalyzer(stemmed=False)("北京 and", positions=True)]
    assert tokens == [("北京", 0), ("京", 0), ("and", 1)]


def test_values_are_far_apart() -> None:
    text = VALUE_SEPARATOR.join(["Marcin Kaczmarski", "Natasha Kuhrt"])
    positions = [token.pos for token in WordAnalyzer(stemmed=False)(text, positions=True)]
    assert positions == [0, 1, 2 + VALUE_GAP, 3 + VALUE_GAP]


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


@given(letters | st.text("ab京é'.-,1\n ", max_size=9), st.sampled_from(["en", "de", "fr", "und"]))
def test_the_only_term_of_a_chunk_is_that_which_it_has_among_others(text: str, language: str) -> None:
    pieces = chunks([text])
    for stemmed in (False, True):
        analyzer = WordAnalyzer(stemmed=stemmed)
        for piece, term in zip(pieces, analyzer.single_terms(pieces, language), strict=True):
            assert bool(term) == (piece.isalnum() or piece.strip(b"',.").isalnum())
            if term:
                assert [*analyzer.terms(piece, language)] == [(term, 1)]


@given(letters, st.sampled_from(["en", "de", "fr", "ru", "und"]))
def test_a_text_with_a_language_is_stemmed_by_its_rules(text: str, language: str) -> None:
    foreign = text_in(language)(text)
    analyzer = WordAnalyzer(stemmed=True)
    found = [(word.exact, word.stem) for word in words(text, language=language)]
    assert [token.text for token in analyzer(foreign)] == [stemmed for _, stemmed in found]
    assert [token.text for token in WordAnalyzer(stemmed=False)(foreign)] == [exact for exact, _ in found]
    assert all(stemmed == stem(exact, language) or is_cjk(exact) for exact, stemmed in found)
    assert analyzer.language(foreign) == language
    assert analyzer.language(text) == DEFAULT_LANGUAGE
    assert foreign == text
