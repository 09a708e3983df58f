"""Where keywords stand, each place by itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.query import parse
from searchtui.search.keywords import KeywordFinder


def found(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in KeywordFinder(parse(query).any).matches(text)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("alliance", "Alliances and an ally's alliance.", ["Alliances", "alliance"]),
        ('"military alliance"', "A Military Alliance, no alliance", ["Military Alliance"]),
        ('"military alliance"~2', "military and alliance", ["military and alliance"]),
        ('alliance OR "military alliance"', "an alliance, a military alliance", ["alliance", "military alliance"]),
        ("military alliance", "a military alliance", ["military", "alliance"]),
        ("anti-western", "an anti-Western pact, western", ["anti-Western"]),
        ("alli*", "Allied alliances ally", ["Allied", "alliances"]),
        ("pact -war", "war pact", ["pact"]),
        ("source:CGTN", "CGTN says", []),
        ("war NEAR/3 peace", "peace or war, and later peace", ["peace or war", "war, and later peace"]),
        ("war BEFORE/3 peace", "peace or war, and later peace", ["war, and later peace"]),
        ("war NEAR/1 peace", "war and peace", []),
        ("war NEAR/5 peace", "war war peace", ["war peace"]),
        ("war NEAR/2 peace NEAR/2 now", "now x war y peace", ["now x war y peace"]),
        ("(war OR strife) NEAR/2 peace", "strife, peace", ["strife, peace"]),
        ('"cold war" NEAR/2 peace', "a cold war of peace; war of peace", ["cold war of peace"]),
        ('"a b a"', "a b a b a", ["a b a", "a b a"]),
        ("北京大学", "在北京大学", ["北京大学"]),
        ("大学", "大学大学", ["大学", "大学"]),
        ("", "anything", []),
    ],
)
def test_each_place_is_found(query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


def test_filters_have_no_keyword() -> None:
    assert KeywordFinder(parse("source:CGTN -war").any).finds_nothing
    for query in ("war", '"cold war"', "war NEAR/2 peace", "w*"):
        assert not KeywordFinder(parse(query).any).finds_nothing


@given(st.lists(st.sampled_from("abx"), max_size=12), st.integers(1, 4), st.booleans())
def test_near_finds_exactly_the_shortest_stretches(letters: list[str], slop: int, ordered: bool) -> None:
    text = " ".join(letters)
    query = f"a* {'BEFORE' if ordered else 'NEAR'}/{slop} b*"
    pairs = {
        (min(a, b), max(a, b))
        for a, one in enumerate(letters)
        for b, other in enumerate(letters)
        if one == "a" and other == "b" and (1 <= b - a <= slop or (not ordered and 1 <= a - b <= slop))
    }
    shortest = {pair for pair in pairs if not any(p != pair and p[0] >= pair[0] and p[1] <= pair[1] for p in pairs)}
    expected = [" ".join(letters[first : last + 1]) for first, last in sorted(shortest)]
    assert found(query, text) == expected


@given(st.sampled_from(["a*", '"a b"', "a b", "a* NEAR/3 b*", 'a* OR "a b"', '"a b"~3']), st.text("ab 大學x-'é\u0301"))
def test_places_are_in_order_and_none_lies_inside_another(query: str, text: str) -> None:
    spans = KeywordFinder(parse(query).any).matches(text)
    assert list(spans) == sorted(set(spans))
    for (start, end), (after, beyond) in pairwise(spans):
        assert start < end
        assert start < after
        assert end < beyond
