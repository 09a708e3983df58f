from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from searchtui.tui.strips import blank, layered, marked, row, spread
from searchtui.tui.style import ACCENT, DIM, MARK, TEXT

texts = st.text(max_size=30) | st.text(st.sampled_from("ab 港👩\u200d👧\u0301\x1b\x07\u202e[/]"), max_size=30)


@given(st.lists(texts, max_size=4), st.integers(0, 40))
def test_a_row_is_exactly_as_wide_as_asked_and_clean(parts: list[str], width: int) -> None:
    strip = row([(part, TEXT) for part in parts], width, DIM)
    assert sum(cell_len(segment.text) for segment in strip) == width == strip.cell_length
    assert not set(strip.text) & {"\x1b", "\x07", "\x00", "\x9b", "\u202e", "\n", "\t"}


def test_the_same_row_is_the_same_object() -> None:
    assert row([("harbour", TEXT)], 20, TEXT) is row([("harbour", TEXT)], 20, TEXT)
    assert row([("harbour", TEXT)], 20, TEXT) is not row([("harbour", DIM)], 20, TEXT)
    assert blank(10, TEXT) is blank(10, TEXT)


def test_markup_stands_as_it_was_written() -> None:
    text = "[sic] [/b] [@click=app.quit]x[/]"
    assert row([(text, TEXT)], 40, TEXT).text.rstrip() == text


@given(texts, texts, st.integers(1, 60))
def test_both_ends_of_a_spread_row(left: str, right: str, width: int) -> None:
    assert spread([(left, TEXT)], [(right, DIM)], width, TEXT).cell_length == width


def test_a_spread_row_gives_up_its_right_end_first() -> None:
    assert spread([("left", TEXT)], [("right", DIM)], 12, TEXT).text == "left   right"
    assert spread([("left", TEXT)], [("right", DIM)], 8, TEXT).text == "left    "


def test_marks_split_a_text_and_lose_nothing() -> None:
    parts = marked("the harbour master", ((4, 11),), TEXT, MARK)
    assert parts == [("the ", TEXT), ("harbour", MARK), (" master", TEXT)]


def test_layers_lie_over_each_other() -> None:
    text = "abcdef"
    parts = layered(text, TEXT, [(((1, 4),), MARK), (((3, 5),), ACCENT)])
    assert parts == [("a", TEXT), ("bc", MARK), ("de", ACCENT), ("f", TEXT)]
    assert layered(text, TEXT, []) == [(text, TEXT)]
    assert layered(text, TEXT, [(((1, 3),), MARK), (((0, 4),), ACCENT)]) == [("abcd", ACCENT), ("ef", TEXT)]
    assert layered("", TEXT, []) == []
