from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.keeping import ranked

QUERIES = ["nato -russia", "military alliance", "Müller harbour", "alliance of nine", "gas pipeline", "port"]


def found(typed: str) -> list[str]:
    return [QUERIES[at] for at in ranked(typed, QUERIES)]


def test_nothing_typed_leaves_all_in_order() -> None:
    assert found("") == QUERIES
    assert found("  ") == QUERIES


def test_equally_good_ones_stay_in_order() -> None:
    assert found("alliance") == ["military alliance", "alliance of nine"]


def test_words_in_any_order_without_case_and_accents() -> None:
    assert found("HARBOUR muller") == ["Müller harbour"]
    assert found("alliance military") == ["military alliance"]


def test_misspelt_words_are_found_after_those_that_are_not() -> None:
    assert found("aliance") == ["military alliance", "alliance of nine"]
    assert found("pipline gas") == ["gas pipeline"]
    texts = ["a harbor", "a harbour"]
    assert [texts[at] for at in ranked("harbour", texts)] == ["a harbour", "a harbor"]


def test_every_word_must_be_there() -> None:
    assert found("military gas") == []
    assert found("xyz") == []
    assert found("pot") == []


def test_no_text_is_like_a_much_longer_word() -> None:
    assert ranked("alliances", ["a", "s", "ll", ""]) == []


@given(st.text(max_size=12), st.lists(st.text(max_size=20), max_size=8))
def test_what_has_it_as_typed_comes_first_and_none_twice(typed: str, texts: list[str]) -> None:
    order = ranked(typed, texts)
    assert len(set(order)) == len(order)
    having = [at for at, text in enumerate(texts) if typed.casefold() and typed in text]
    assert set(having) <= set(order)


@given(st.integers(0, 5))
def test_every_text_is_found_by_itself(at: int) -> None:
    assert ranked(QUERIES[at], QUERIES)[0] == at
