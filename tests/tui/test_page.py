"""Pages of text: wrapped to their width, and made once for each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.tui.screens.page import paragraph, side_by_side
from searchtui.tui.strips import Part
from searchtui.tui.text import cells

words = st.lists(st.text("abcdef北京", min_size=1, max_size=12), min_size=1, max_size=20).map(" ".join)


def text_of(line: list[Part]) -> str:
    return "".join(text for text, _ in line)


@given(words, st.integers(14, 90))
def test_a_paragraph_keeps_its_words_and_its_width(text: str, width: int) -> None:
    *lines, last = paragraph(text, width)
    assert last == []
    assert "".join(map(text_of, lines)).replace(" ", "") == text.replace(" ", "")
    assert all(cells(text_of(line).rstrip()) <= width for line in lines)


@given(st.text("abc *", min_size=1, max_size=40).filter(str.strip), words, st.integers(30, 90))
def test_two_texts_side_by_side_or_one_below_the_other(left: str, right: str, width: int) -> None:
    lines = list(map(text_of, side_by_side(left, right, width)))
    assert lines[0].startswith(left)
    shown = "".join(lines)[len(left) :] if cells(left) < width else "".join(lines[1:])
    assert shown.replace(" ", "").endswith(right.replace(" ", ""))
    assert all(cells(line.rstrip()) <= width for line in lines[1:])
    is_beside = width >= 56 and cells(left) < 28
    assert (lines[0] != left) == is_beside


@pytest.mark.parametrize(("width", "expected"), [(60, ["a*" + " " * 26 + "begins so"]), (40, ["a*", "  begins so"])])
def test_the_second_text_begins_in_one_column(width: int, expected: list[str]) -> None:
    assert list(map(text_of, side_by_side("a*", "begins so", width))) == expected
