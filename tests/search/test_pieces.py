"""The pieces of a text and their words."""

from __future__ import annotations

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


def test_single_words_are_kept() -> None:
    assert [word.exact for word in ENGLISH.words("“pieces”,")] == ["pieces"]
    assert ENGLISH.single_word("“pieces”,") == ENGLISH.words("“pieces”,")[0]
    assert len(ENGLISH.words("anti-Western")) == 2
    assert ENGLISH.single_word("anti-Western") is None
    assert ENGLISH.words("…") == ()
    long = "p" * 100
    assert ENGLISH.words(long)[0].exact == long
    assert ENGLISH.single_word(long) is None


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
