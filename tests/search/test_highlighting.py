"""Which words are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.analysis import words
from searchtui.query import parse
from searchtui.search import highlighting
from searchtui.search.highlighting import Highlighter


def marked(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in Highlighter(parse(query).any).spans(text)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("alliance", "Alliances and an ally's alliance.", ["Alliances", "alliance"]),
        ('"military alliance"', "A Military Alliance, no alliance", ["Military Alliance"]),
        ('"military alliance"~2', "military and alliance", ["military", "alliance"]),
        ('"alpha beta gamma"~4', "Alpha beta x beta y y gamma", ["Alpha", "beta", "gamma"]),
        ("anti-western", "an anti-Western pact, western", ["anti-Western"]),
        ("alli*", "Allied alliances ally", ["Allied", "alliances"]),
        ("*tion", "A nation in motion, active", ["nation", "motion"]),
        ("pact -war", "war pact", ["pact"]),
        ("pact NOT (war OR peace)", "war pact peace", ["pact"]),
        ("hafen", "Häfen, Hafen", ["Häfen", "Hafen"]),
        ("大学", "北京大学很大", ["大学"]),
        ("北京大学", "在北京大学", ["北京大学"]),
        ("大", "北京大学很大", ["大学", "大"]),
        ("source:CGTN", "CGTN says", []),
        ("", "anything", []),
    ],
)
def test_what_is_marked(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_a_single_cjk_character_marks_the_pair_it_begins() -> None:
    assert Highlighter(parse("京").any).spans("北京大学") == ((1, 3),)


def test_an_unfinished_word_of_several_parts_is_marked_whole() -> None:
    query = parse("anti-w", prefix_last=True).any
    text = "with anti-Western and anti-war, we"
    assert [text[start:end] for start, end in Highlighter(query).spans(text)] == ["anti-Western", "anti-war"]


@given(st.text(), st.text())
def test_spans_are_in_order_and_never_overlap(query: str, text: str) -> None:
    last = -1
    for start, end in Highlighter(parse(query).any).spans(text):
        assert last < start < end <= len(text)
        last = end


@given(
    st.lists(st.sampled_from(["ka", "kal", "lo", "mu-ka", "Ka,", "…", "(kalo)"]), max_size=14),
    st.sampled_from([" ", "  ", "\n"]),
    st.sampled_from([0, 8]),
)
def test_words_are_marked_however_many_pieces_have_one(some: list[str], between: str, few: int) -> None:
    text = between.join(some)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(highlighting, "_FEW_PIECES", few)
        spans = Highlighter(parse("ka* lo").any).spans(text)
    meant = [word for word in words(text) if word.exact.startswith("ka") or word.exact == "lo"]
    assert spans == tuple((word.start, word.end) for word in meant)


def test_a_text_of_one_repeated_word_is_gone_through_once() -> None:
    # Tried in all combinations, this would not end.
    assert marked('"the the the the the the zzz"~100', "the " * 1500) == []
    assert marked('"the the the the the the zzz"~100', "the " * 150 + "zzz")[-1] == "zzz"


def _first_places(words: list[str], phrase: list[str], slop: int, start: int) -> list[int] | None:
    """The definition: each word as near to the one before as lets the rest of the phrase follow."""
    if words[start] != phrase[0]:
        return None
    if len(phrase) == 1:
        return [start]
    for following in range(start + 1, min(start + slop + 1, len(words))):
        if (rest := _first_places(words, phrase[1:], slop, following)) is not None:
            return [start, *rest]
    return None


_LETTERS = st.sampled_from(["ka", "lo", "mu"])


@given(st.lists(_LETTERS, max_size=14), st.lists(_LETTERS, min_size=2, max_size=4), st.integers(2, 5))
def test_a_phrase_is_marked_where_each_word_follows_the_one_before(
    text: list[str], phrase: list[str], slop: int
) -> None:
    expected = {at for start in range(len(text)) for at in _first_places(text, phrase, slop, start) or ()}
    query = f'"{" ".join(phrase)}"~{slop}'
    spans = Highlighter(parse(query).any).spans(" ".join(text))
    assert [start for start, _ in spans] == [3 * at for at in sorted(expected)]
