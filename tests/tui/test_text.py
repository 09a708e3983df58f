from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from searchtui.cells import NARROW
from searchtui.cleaning import clean_line
from searchtui.tui.text import cells, cut, excerpt, fit, fold, marked_spans, wrap

# Letters, wide characters, combining marks, joined emoji, flags, control characters, all kinds of white space.
CHARACTERS = "ab é e\u0301 港口は ｆ 👩\u200d👧 🇫🇷 \u200b\u200d\ufe0f❤ \t\n\x1b\x07\x9b\u202e\xa0\u3000\xad"
texts = st.text(st.sampled_from(CHARACTERS), max_size=80) | st.text(max_size=60)
widths = st.integers(2, 40)
spans = st.lists(st.tuples(st.integers(0, 80), st.integers(1, 8)), max_size=5)


def ordered(text: str, raw: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans within the text that do not overlap."""
    done, found = 0, []
    for begin, size in sorted(raw):
        if begin >= done and begin + size <= len(text):
            found.append((begin, begin + size))
            done = begin + size
    return tuple(found)


@given(texts, widths)
def test_wrapping_loses_only_white_space_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    cleaned = clean_line(text)
    assert "".join(re.sub(r"\s", "", cleaned[begin:end]) for begin, end in lines) == re.sub(r"\s", "", cleaned)
    assert all(cells(cleaned[begin:end]) <= width for begin, end in lines)
    assert all(before[1] <= after[0] for before, after in pairwise(lines))


def test_narrow_characters_have_one_cell_and_stand_alone() -> None:
    narrow = [chr(code) for code in range(0x3000) if re.match(f"[{NARROW}]", chr(code))]
    assert len(narrow) > 500
    for character in narrow:
        assert cell_len(character) == 1, hex(ord(character))
        assert not unicodedata.combining(character)
        assert len(split_graphemes("a" + character + "b")[0]) == 3


@given(texts)
def test_a_line_wide_enough_is_not_broken(text: str) -> None:
    words = " ".join(clean_line(text).split())
    assert len(wrap(words, max(2, cells(words)))) == 1


def test_words_stay_whole_where_they_fit() -> None:
    text = "a harbour at dawn"
    assert [text[begin:end] for begin, end in wrap(text, 9)] == ["a harbour", "at dawn"]


def test_a_joined_emoji_is_never_cut() -> None:
    family = "👩\u200d👩\u200d👧"
    lines = wrap(family * 6, 4)
    assert all((begin % len(family), end % len(family)) == (0, 0) for begin, end in lines)


def test_an_empty_text_has_one_empty_line() -> None:
    assert wrap("", 10) == wrap(" \t", 10) == ((0, 0),)


@given(texts, st.integers(0, 30))
def test_cut_is_never_too_wide(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= max(0, width)


def test_cut_says_that_something_is_missing() -> None:
    assert cut("harbour master", 9) == "harbour…"
    assert cut("harbour", 7) == "harbour"
    assert cut("港口港口", 5) == "港口…"


@given(texts, st.integers(0, 30))
def test_fit_takes_as_much_as_there_is_room_for(text: str, width: int) -> None:
    text = clean_line(text)
    kept = fit(text, width)
    assert cells(text[:kept]) <= width
    assert kept == len(text) or cells(text[: kept + 1]) >= cells(text[:kept])


@given(texts, spans, st.integers(4, 40))
def test_an_excerpt_fits_and_lies_in_the_text(text: str, raw: list[tuple[int, int]], width: int) -> None:
    marks = ordered(text, raw)
    begin, end = excerpt(text, marks, width)
    assert 0 <= begin <= end <= len(text)
    shown = clean_line(text)[begin:end]
    assert cells(shown) + (begin > 0) + (end < len(text)) <= width


def test_an_excerpt_shows_the_first_highlight() -> None:
    text = "word " * 100 + "harbour" + " word" * 100
    at = text.index("harbour")
    begin, end = excerpt(text, ((at, at + 7),), 40)
    assert begin <= at
    assert at + 7 <= end
    assert text[begin - 1] == " "


@given(texts, spans, widths)
def test_highlights_are_widened_to_whole_graphemes(text: str, raw: list[tuple[int, int]], width: int) -> None:
    text = clean_line(text)
    marks = ordered(text, raw)
    for begin, end in wrap(text, width):
        shown = text[begin:end]
        inside = marked_spans(text, marks, begin, end)
        assert all(0 <= a < b <= len(shown) for a, b in inside)
        assert all(before[1] <= after[0] for before, after in pairwise(inside))
        pieces, done = [], 0
        for a, b in inside:
            pieces += [shown[done:a], shown[a:b]]
            done = b
        pieces.append(shown[done:])
        assert "".join(pieces) == shown
        marked = {at for a, b in inside for at in range(a, b)}
        assert {at - begin for a, b in marks for at in range(a, b) if begin <= at < end} <= marked


def test_a_highlight_before_a_combining_mark_takes_it_along() -> None:
    text = "cafe\u0301 noir"
    assert marked_spans(text, ((0, 4),), 0, len(text)) == ((0, 5),)


@pytest.mark.parametrize(("typed", "meant"), [("ÖST", "ost"), ("Bočkov", "bockov"), ("straße", "strasse")])
def test_folding_leaves_case_and_accents_out(typed: str, meant: str) -> None:
    assert fold(typed) == meant
