"""Misspelt queries."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from benchmarks.typos import document_frequencies, misspelt, rarest

TEXTS = ["The harbour at night", "Lamps of the harbour", "A lamp, a storm", "harbour"]


def test_words_are_counted_by_stem_once_a_text() -> None:
    frequencies = document_frequencies(["Lamps and a lamp", "lamp"])
    assert frequencies["lamp"] == 2


def test_the_rarest_words_stay_in_their_order() -> None:
    frequencies = document_frequencies(TEXTS)
    assert rarest("What of the harbour, the lamps, and the unheard storm?", 2, frequencies) == "lamps storm"
    assert rarest("harbour harbours", 3, frequencies) == "harbour"
    assert rarest("the unheard", 3, frequencies) == ""


words = st.text("abcdefgh", min_size=4, max_size=9)


@given(st.lists(words, min_size=1, max_size=5, unique=True), st.integers(0, 5), st.integers())
def test_so_many_edits_as_wanted_one_a_word_first(query: list[str], edits: int, seed: int) -> None:
    spelt = misspelt(" ".join(query), edits, random.Random(seed)).split(" ")
    apart = [DamerauLevenshtein.distance(*both) for both in zip(query, spelt, strict=True)]
    assert sum(apart) <= edits
    if edits <= len(query):
        assert sorted(apart) == [0] * (len(query) - edits) + [1] * edits
    assert misspelt(" ".join(query), edits, random.Random(seed)).split(" ") == spelt


def test_stop_words_short_words_and_numbers_stay() -> None:
    query = "What are the 3200 old U.S. lamps?"
    assert misspelt("the old 1234", 3, random.Random(1)) == "the old 1234"
    for seed in range(20):
        spelt = misspelt(query, 1, random.Random(seed))
        assert spelt != query
        assert spelt.startswith("What are the 3200 old U.S. ")
        assert spelt.endswith("?")
