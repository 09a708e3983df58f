from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.search import wording
from searchtui.search.wording import kept, numbered, tokens

NUMBERS = st.lists(st.integers(0, 4), max_size=40)


def keys(text: str) -> list[str]:
    return [token.key for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia’s “new” Häfen, RUSSIA'S", ["russia's", "new", "hafen", "russia's"]),
        ("5 % of $3.5m, -2 or 1990-95", ["5", "%", "of", "$", "3.5m", "-", "2", "or", "1990", "95"]),
        ("anti-Western — it’s…", ["anti", "western", "it's"]),
        ("港口は2つ", ["港", "口", "は", "2", "つ"]),
        ("_*[sic]*_ 👩‍👩‍👧 \x1b[31m", ["sic", "👩", "👩", "👧", "31m"]),
        (" \n ,.;", []),
    ],
)
def test_words_as_they_are_compared(text: str, words: list[str]) -> None:
    assert keys(text) == words


def test_a_character_and_its_mark_are_one_word() -> None:
    assert [(token.start, token.end) for token in tokens("か\u3099か")] == [(0, 2), (2, 3)]
    assert keys("が") == keys("か\u3099")


@settings(deadline=None)
@given(st.text(alphabet="ab Ä’'%$-5.,港が\u3099😀\x1b\u202e", max_size=60))
def test_words_lie_in_order_and_are_never_empty(text: str) -> None:
    done = 0
    for token in tokens(text):
        assert done <= token.start < token.end <= len(text)
        assert token.key
        done = token.end


def lcs(one: list[int], other: list[int]) -> int:
    row = [0] * (len(other) + 1)
    for left in one:
        before = row[:]
        for place, right in enumerate(other, 1):
            row[place] = before[place - 1] + 1 if left == right else max(before[place], row[place - 1])
    return row[-1]


@settings(deadline=None)
@given(NUMBERS, NUMBERS)
def test_as_much_as_possible_is_kept_and_only_what_both_have(one: list[int], other: list[int]) -> None:
    runs = kept(one, other)
    done = (0, 0)
    for run in runs:
        assert run.length
        assert run.one >= done[0]
        assert run.other >= done[1]
        assert one[run.one : run.one + run.length] == other[run.other : run.other + run.length]
        done = run.one + run.length, run.other + run.length
    assert sum(run.length for run in runs) == lcs(one, other)


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), max_size=80), st.data())
def test_long_texts_are_cut_where_both_say_the_same(one: list[int], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(one)))
    other = one[:cut] + data.draw(NUMBERS) + one[cut + data.draw(st.integers(0, 5)) :]
    limit, anchor = wording._MOST_CELLS, wording._ANCHOR
    wording._MOST_CELLS, wording._ANCHOR = 30, 3
    try:
        runs = kept(one, other)
    finally:
        wording._MOST_CELLS, wording._ANCHOR = limit, anchor
    done = (0, 0)
    for run in runs:
        assert run.one >= done[0]
        assert run.other >= done[1]
        assert one[run.one : run.one + run.length] == other[run.other : run.other + run.length]
        done = run.one + run.length, run.other + run.length


def test_keys_become_the_same_numbers() -> None:
    one, other = numbered(["a", "b", "a"], ["b", "c"])
    assert one[0] == one[2] != one[1] == other[0] != other[1]
