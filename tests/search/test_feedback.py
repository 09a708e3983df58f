"""More like this: which words are added to a query, and what they weigh."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.search.feedback import Liked
from searchtui.search.feedback import more_like as more_like_these

DOCUMENTS = 1000
FREQUENCIES = {"harbour": 5, "lamp": 50, "tower": 50, "ship": 400}


def more_like(
    texts: list[str], old: Sequence[tuple[str, float]], documents: int, containing: Callable[[str], int]
) -> tuple[tuple[str, float], ...]:
    return more_like_these(map(Liked, texts), old, documents, containing)


def containing(stem: str) -> int:
    return FREQUENCIES.get(stem, 20)


def test_without_a_query_the_words_of_the_text_are_left_rare_ones_first() -> None:
    terms = more_like(["The harbour was its lamp, and the ships were at the harbours."], (), DOCUMENTS, containing)
    assert [stem for stem, _ in terms] == ["harbour", "lamp", "ship"]
    assert terms[0][1] == 1.0


def test_what_several_texts_share_weighs_more() -> None:
    weights = dict(more_like(["lamp tower", "lamp harbour", "lamp bread"], (), DOCUMENTS, containing))
    assert weights["lamp"] == 1.0
    assert weights["tower"] < weights["harbour"] < 1.0


def test_the_words_of_the_query_keep_four_fifths() -> None:
    terms = more_like(["lamp tower"], [("ship", 2.0), ("market", 2.0)], DOCUMENTS, containing)
    weights = dict(terms)
    assert [stem for stem, _ in terms] == ["market", "ship", "lamp", "tower"]
    old, new = weights["ship"] + weights["market"], weights["lamp"] + weights["tower"]
    assert old / (old + new) == pytest.approx(0.8)
    assert weights["ship"] == weights["market"] == 1.0
    assert weights["lamp"] == pytest.approx(weights["tower"])


def test_a_word_of_both_has_both_weights() -> None:
    weights = dict(more_like(["lamp"], [("lamp", 1.0), ("ship", 1.0)], DOCUMENTS, containing))
    assert weights == {"lamp": 1.0, "ship": pytest.approx(0.4 / 0.6)}


def test_words_that_stand_there_twice_weigh_twice() -> None:
    assert dict(more_like([], [("ship", 1.0), ("lamp", 1.0), ("ship", 1.0)], DOCUMENTS, containing)) == {
        "ship": 1.0,
        "lamp": 0.5,
    }


def test_nothing_to_go_by_gives_nothing() -> None:
    assert more_like([], (), DOCUMENTS, containing) == ()
    assert more_like(["", "of the", "—"], (), DOCUMENTS, containing) == ()


def test_ten_words_of_ten_texts() -> None:
    texts = [f"word{number}a word{number}b" for number in range(12)]
    terms = more_like(texts, (), DOCUMENTS, containing)
    assert len(terms) == 10
    later = more_like([*["lamp"] * 10, "tower"], (), DOCUMENTS, containing)
    assert later == (("lamp", 1.0),)


words = st.sampled_from(["harbour", "lamp", "tower", "ship", "rain", "bread", "the", "of"])


@given(
    st.lists(st.lists(words, max_size=8).map(" ".join), max_size=12),
    st.lists(st.tuples(words, st.floats(0.1, 3)), max_size=5),
)
def test_weights_fall_from_one_and_no_word_of_the_query_is_lost(texts: list[str], old: list[tuple[str, float]]) -> None:
    terms = more_like(texts, old, DOCUMENTS, containing)
    weights = [weight for _, weight in terms]
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight <= 1 for weight in weights)
    assert weights[:1] in ([], [1.0])
    assert {stem for stem, _ in old} <= {stem for stem, _ in terms}
    assert len(terms) <= 10 + len({stem for stem, _ in old})
    assert len(dict(terms)) == len(terms)


def test_a_text_has_the_stems_of_its_language() -> None:
    terms = more_like_these([Liked("Die Häuser", "de"), Liked("houses", "en")], (), DOCUMENTS, containing)
    assert {stem for stem, _ in terms} >= {"haus", "hous"}
