"""The words by which texts are compared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.words import _WORDS, SpeltTexts, words_of

TEXTS = st.text(st.sampled_from("aZé9_' -’…\u00a0ſKß海\x00\t\n\x1f\u200b\u0301İ"), max_size=12) | st.sampled_from(
    [
        "",
        "boat",
        "harbours",
        "stranded animals",
        "unbelievably",
        "Donaudampfschifffahrtsgesellschaft",
        "x" * 32,
        "x" * 33,
    ]
)


@given(TEXTS)
def test_words_are_those_that_the_expression_finds(text: str) -> None:
    assert [word.decode() for word in words_of(text)] == _WORDS.findall(text.casefold())


def test_letters_of_scripts_without_spaces_are_words() -> None:
    assert [word.decode() for word in words_of("海港关闭 since May")] == ["海", "港", "关", "闭", "since", "may"]


@given(st.lists(st.lists(TEXTS, max_size=5), max_size=5))
def test_the_words_of_many_texts_are_those_of_each(texts: list[list[str]]) -> None:
    spelt = SpeltTexts(texts)
    everything = [text for own in texts for text in own]
    words = [spelt.data[start:end] for start, end in zip(spelt.starts, spelt.ends, strict=True)]
    assert words == [word for text in everything for word in words_of(text)]
    assert spelt.owners.tolist() == [owner for owner, own in enumerate(texts) for _ in own]
    assert spelt.lengths.tolist() == [len(words_of(text)) for text in everything]
    places = zip(spelt.firsts.tolist(), spelt.lengths.tolist(), strict=True)
    assert [words[first : first + length] for first, length in places] == [words_of(text) for text in everything]


@given(st.lists(TEXTS, max_size=8))
def test_the_same_words_have_the_same_number_and_others_another(texts: list[str]) -> None:
    spelt = SpeltTexts([texts])
    words = [word for text in texts for word in words_of(text)]
    numbers = spelt.numbers().tolist()
    assert len(set(zip(words, numbers, strict=True))) == len(set(words)) == len(set(numbers))
    assert all(
        number == int.from_bytes(word, "little") for word, number in zip(words, numbers, strict=True) if len(word) <= 8
    )
