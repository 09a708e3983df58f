"""The numbers of terms that patterns stand for; which words these are, `test_oracle` shows."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as q

from searchtui.columnar.expansion import is_any, literal_start, runs


@given(st.sets(st.integers(0, 30)))
def test_runs_hold_the_numbers(numbers: set[int]) -> None:
    found = list(runs(sorted(numbers)))
    assert [number for first, last in found for number in range(first, last)] == sorted(numbers)
    assert all(last < first for (_, last), (first, _) in pairwise(found))


@pytest.mark.parametrize(
    ("pattern", "start"),
    [
        ("ally", "ally"),
        ("^ally$", "ally"),
        (r"\Aally", "ally"),
        ("ally*", "all"),
        ("ally?s", "all"),
        ("ally+", "ally"),
        ("ab{0,1}c", "a"),
        ("a*", ""),
        ("al|be", ""),
        ("(al)ly", ""),
        ("b[ae]", "b"),
        (r"al\w", "al"),
        (".*", ""),
        ("", ""),
    ],
)
def test_what_a_pattern_begins_with(pattern: str, start: str) -> None:
    assert literal_start(pattern) == start


@given(st.from_regex(r"\A\^?[ab]{0,3}[*+?]?[.]?[ab]{0,2}\Z"), st.text("ab", max_size=5))
def test_nothing_that_matches_begins_otherwise(pattern: str, word: str) -> None:
    try:
        matches = re.match(pattern, word)
    except re.error:
        return
    assert matches is None or word.startswith(literal_start(pattern))


def test_patterns_that_stand_for_every_word() -> None:
    assert all(map(is_any, (q.Prefix("f", ""), q.Wildcard("f", "*"), q.Regex("f", ".*"))))
    others = (q.Prefix("f", "*"), q.Wildcard("f", "?*"), q.Regex("f", ".+"), q.Term("f", ""), q.Term("f", "*"))
    assert not any(map(is_any, others))
