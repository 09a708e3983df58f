"""The pieces of a text and their words."""

from __future__ import annotations

import sys
import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.analysis import words
from searchtui.search.pieces import Pieces, pieces, pieces_in

ENGLISH = pieces_in("en")


@given(st.text(st.characters(max_codepoint=0x33FF) | st.sampled_from("abXY.,'’()_-\" "), max_size=40))
@example("a. .b (c) a.b. [d.e] 'f' \"g\".\" h's _i_ (j.) K.L")
@example("U.S.\u00a0don’t\u2028 3,200 北京大学  x.y")
def test_the_words_of_a_text_are_those_of_its_pieces(text: str) -> None:
    found = [(at + word.start, at + word.end, *word[2:]) for at, piece in pieces(text) for word in ENGLISH.words(piece)]
    assert found == [tuple(word) for word in words(text)]


def test_the_words_of_a_piece() -> None:
    assert [word.exact for word in ENGLISH.words("“pieces”,")] == ["pieces"]
    assert len(ENGLISH.words("anti-Western")) == 2
    assert ENGLISH.words("…") == ()
    long = "p" * 100
    assert ENGLISH.words(long)[0].exact == long


@given(
    st.text(st.characters(max_codepoint=0x33FF) | st.sampled_from("abkXYK.,'’()_-\" \x1c\u2028"), max_size=40),
    st.sets(st.sampled_from("abkxyzé京0"), max_size=3),
)
@example("a. .b (c) a.b. [d.e] 'f' \"g\".\" h's _i_ (j.) K.L \u212aelvin \x1cbat\x1fx", {"b", "k"})
def test_no_word_is_missed_that_begins_with_one_of_some_letters(text: str, letters: set[str]) -> None:
    every = {piece for _, piece in pieces(text)}
    likely = ENGLISH.likely(every, letters)
    assert likely <= every
    for piece in every - likely:
        assert not any(form[0] in letters for word in ENGLISH.words(piece) for form in (word.exact, word.stem))


def test_pieces_are_sorted_by_the_letter_that_they_begin_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.search.pieces._MOST_SORTED", 12)
    some, long = Pieces("en"), "x" * 100
    text = {"The", '"Gulf"', "(and", "not", "sea),", "gulls,", "3", "of", "them,", "were", "there", "he", "said;", long}
    for _ in range(3):
        assert some.likely(text, "gé") == {'"Gulf"', "gulls,", "3", long}
        assert some.likely({"gaining", "rain"}, "g") == {"gaining"}
    assert long not in some._sorted


def test_where_rules_cut_beginnings_any_piece_may_hold_a_word() -> None:
    assert Pieces("id").likely({"dieta", "x"}, "e") == {"dieta", "x"}


def test_threads_lose_no_word_of_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.search.pieces._MOST_SORTED", 2_000)
    some = Pieces("en")
    lost: list[set[str]] = []
    texts = [
        {f"{letter}{chr(97 + at % 26)}{'xyz'[at % 3]}{'q' * (at % 40)}" for letter in "abc"} for at in range(3_000)
    ]

    def look() -> None:
        lost.extend(text for text in texts if len(some.likely(text, "b")) != 1)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=look) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert not lost


def test_what_was_forgotten_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.search.pieces._MOST_KEPT", 3)
    few = Pieces("en")
    texts = ["one", "…", "anti-Western", "two", "U.S.", "one", "x.y,z", "…", "anti-Western"]
    for piece in texts * 2:
        assert few.words(piece) == few.words(piece) == tuple(words(piece))


def test_each_language_has_words_of_its_own() -> None:
    assert [pieces_in(language).words("hauser")[0].stem for language in ("en", "de", "und")] == [
        "hauser",
        "haus",
        "hauser",
    ]
