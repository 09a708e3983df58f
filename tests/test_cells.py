"""Texts measured in cells, and keywords put in the middle of a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.cells import cells, fit, fit_end, in_context
from searchtui.cleaning import clean_line

TEXTS = st.text(st.sampled_from("ab é港口は\u0301\u200b👩‍🇫🇷\x1b\u202e\t"), max_size=60)


@given(TEXTS, st.integers(0, 20))
def test_what_fits_from_either_end_fits(text: str, width: int) -> None:
    text = clean_line(text)
    for shown in (text[: fit(text, width)], text[len(text) - fit_end(text, width) :]):
        assert cells(shown) <= width
    # A joiner that has nothing before it to join makes sizes that do not add up.
    if cells(text) <= width and "\u200d" not in text:
        assert fit(text, width) == fit_end(text, width) == len(text)


@given(TEXTS, TEXTS.filter(bool), TEXTS, st.integers(2, 60))
def test_a_line_is_never_too_wide_and_its_keyword_begins_in_the_middle(
    left: str, keyword: str, right: str, width: int
) -> None:
    text = left + keyword + right
    start, stop = len(left), len(left) + len(keyword)
    shown = in_context(text, start, stop, width)
    assert 0 <= shown.begin <= start <= shown.stop <= shown.end <= len(text)
    assert shown.stop <= stop
    before = shown.indent + cells(clean_line(text[shown.begin : start]))
    assert before == width * 9 // 20
    assert (
        before + cells(clean_line(text[start : shown.stop])) + cells(clean_line(text[shown.stop : shown.end])) <= width
    )


def test_a_very_long_text_is_not_looked_at_far_away() -> None:
    text = "x" * 100_000 + " key " + "港" * 100_000
    shown = in_context(text, 100_001, 100_004, 80)
    assert text[shown.begin : shown.end] == "x" * 35 + " key " + "港" * 20
    assert shown.indent == 0
