"""The pieces of a text and their words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.analysis import words
from searchtui.search.pieces import pieces, single_word, words_of


@given(st.text(st.characters(max_codepoint=0x33FF), max_size=40))
@example("U.S.\u00a0don’t\u2028 3,200 北京大学  x.y")
def test_the_words_of_a_text_are_those_of_its_pieces(text: str) -> None:
    found = [(at + word.start, at + word.end, *word[2:]) for at, piece in pieces(text) for word in words_of(piece)]
    assert found == [tuple(word) for word in words(text)]


def test_single_words_are_kept() -> None:
    assert [word.exact for word in words_of("“pieces”,")] == ["pieces"]
    assert single_word("“pieces”,") == words_of("“pieces”,")[0]
    assert len(words_of("anti-Western")) == 2
    assert single_word("anti-Western") is None
    assert words_of("…") == ()
    long = "p" * 100
    assert words_of(long)[0].exact == long
    assert single_word(long) is None
