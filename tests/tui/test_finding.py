from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.tui.finding import Finder
from searchtui.tui.text import fold


def found(typed: str, *texts: str) -> list[list[str]]:
    finding = Finder(texts).find(typed)
    return [[text[a:b] for a, b in finding.spans(item)] for item, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("hafen", "Häfen, HAFEN und hafen", ["Häfen", "HAFEN", "hafen"]),
        ("HÄFEN", "der hafen", ["hafen"]),
        ("strasse", "die Straße", ["Straße"]),
        ("e", "e\u0301e", ["e", "e"]),
        ("aa", "aaaa a", ["aa", "aa"]),
        ("ﬁ", "find ﬁsh", ["fi", "ﬁ"]),
        ("a b", "a b, a  b", ["a b"]),
        ("港", "港口港", ["港", "港"]),
        ("", "anything", []),
        (" ", "any thing", []),
    ],
)
def test_what_is_found(typed: str, text: str, expected: list[str]) -> None:
    assert found(typed, text) == [expected]


@given(st.lists(st.text("aAbßé \u0301ﬁ", max_size=12), min_size=1, max_size=5), st.text("aAbsé", max_size=3))
def test_every_place_is_counted_and_says_what_was_typed(texts: list[str], typed: str) -> None:
    finding = Finder(texts).find(typed)
    needle = fold(typed)
    assert len(finding) == sum(fold(text).count(needle) for text in texts if needle)
    places = [finding.place(number) for number in range(len(finding))]
    assert places == [(item, span) for item in range(len(texts)) for span in finding.spans(item)]
    assert finding.items == sorted({item for item, _ in places})
    for item, (begin, end) in places:
        assert needle in fold(texts[item][begin:end])
    for item, text in enumerate(texts):
        for offset in range(len(text)):
            after = finding.at_or_after(item, offset)
            expected = [n for n, (at, (begin, _)) in enumerate(places) if (at, begin) >= (item, offset)]
            assert after == (expected[0] if expected else 0)


@given(st.text())
def test_folding_goes_character_by_character(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


def test_the_nearest_word() -> None:
    finder = Finder(["The harbour lies still.", "Nothing else."])
    assert finder.nearest("harbuor") == "harbour"
    assert finder.nearest("qqqq") == ""
    assert Finder([]).nearest("a") == ""
