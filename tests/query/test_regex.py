"""Regular expressions of users: whole words in one text, in time that does not explode."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.query.regex import LONGEST_REGEX, compiled_for_lines, matches_wholly, regex_fault

WORDS = ["", "a", "ab", "abba", "AB", "b.b", "мир", "a b", "aé", "aaaaaaaaaaaaaaaa"]

pieces = st.sampled_from(
    ["a", "b", "ab", ".", "[ab]", "[^a]", "(a|b)", "(?:ab)", r"\w", r"\W", "м", "é", "^", "$", r"\."]
)
often = st.sampled_from(["", "*", "+", "?", "{2}"])
repeated = st.builds(lambda piece, often: piece if piece in "^$" else piece + often, pieces, often)
expressions = st.lists(repeated, max_size=4).map("".join)


@given(expressions | st.builds("{}|{}".format, expressions, expressions), st.lists(st.sampled_from(WORDS), max_size=6))
def test_the_lines_that_match_are_the_words_that_do(pattern: str, words: list[str]) -> None:
    assert regex_fault(pattern) is None
    # In RE2 a class such as \w is of ASCII.
    expected = [bool(re.fullmatch(pattern, word, re.IGNORECASE | re.ASCII)) for word in words]
    is_match = matches_wholly(pattern)
    assert [bool(is_match(word)) for word in words] == expected
    text = "\n".join(words).encode()
    starts = {match.start() for match in compiled_for_lines(pattern).finditer(text)}
    places = [len("\n".join(words[:at]).encode()) + bool(at) for at in range(len(words))]
    assert [place in starts for place in places] == expected


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("[^a]+", ["b", "мир"]),
        (r"[\s\S]+", ["b", "a", "мир"]),
        (r"\D*", ["b", "a", "мир"]),
        ("(?s).*", ["b", "a", "мир"]),
        ("(?i)МИР", ["мир"]),
        ("^a$", ["a"]),
        (r"\p{Cyrillic}+", ["мир"]),
        ("a|b|", ["b", "a"]),
        (r"b\na", []),
    ],
)
def test_no_expression_reaches_into_the_next_word(pattern: str, words: list[str]) -> None:
    text = "b\na\nмир".encode()
    found = [match[0].decode() for match in compiled_for_lines(pattern).finditer(text)]
    assert [word for word in found if word] == words


@pytest.mark.parametrize("pattern", ["(", ")", "a)|(?:b", "[b-a]", r"\1", "(?=a)", "a**", "*", "a\udcff"])
def test_what_is_no_expression(pattern: str) -> None:
    fault = regex_fault(pattern)
    assert fault
    assert "(?m)" not in fault  # which nobody typed


def test_long_expressions_and_those_that_grow_are_refused() -> None:
    assert regex_fault("a" * LONGEST_REGEX) is None
    assert regex_fault("a" * (LONGEST_REGEX + 1)) == "it is longer than 200 characters"
    assert regex_fault("((a{100}){100}){100}") is not None


def test_case_makes_no_difference() -> None:
    assert matches_wholly("Straße")("STRAßE")
    assert compiled_for_lines("MIR|МИР").findall("мир\nmir".encode())
