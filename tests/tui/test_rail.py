from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.tui.rail import rail


def drawn(*arguments: object) -> str:
    return "".join(sign for sign, _ in rail(*arguments))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "signs"),
    [
        ((10, 100, [], (0, 100)), " " * 10),
        ((10, 100, [], (0, 20)), "││        "),
        ((10, 100, [5, 55, 99], (50, 70)), "╸    ┥│  ╸"),
        ((10, 100, [5, 55, 99], (50, 70), 55), "╸    ◂│  ╸"),
        ((5, 1_000_000, [0, 999_999], (0, 10)), "┥   ╸"),
        ((1, 5, [0, 4], (0, 2)), "┥"),
        ((0, 5, [0], (0, 2)), ""),
        ((3, 0, [0], (0, 0)), "┥  "),
    ],
)
def test_marks_stand_in_proportion(arguments: tuple[object, ...], signs: str) -> None:
    assert drawn(*arguments) == signs


@given(st.integers(1, 60), st.data())
def test_every_mark_is_shown_and_the_order_is_kept(rows: int, data: st.DataObject) -> None:
    extent = data.draw(st.integers(1, 5_000))
    marks = sorted(data.draw(st.sets(st.integers(0, extent - 1), max_size=20)))
    begin = data.draw(st.integers(0, extent - 1))
    end = data.draw(st.integers(begin + 1, extent))
    signs = drawn(rows, extent, marks, (begin, end))
    assert len(signs) == rows
    assert [row for row, sign in enumerate(signs) if sign in "┥╸"] == sorted({mark * rows // extent for mark in marks})


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n)))), st.integers(1, 30))
def test_every_mark_has_its_row_and_no_other_row_has_a_sign(case: tuple[int, list[int]], rows: int) -> None:
    extent, marks = case
    signs = rail(rows, extent, sorted(marks), (0, extent))
    assert {row for row, (sign, _) in enumerate(signs) if sign != " "} == {
        min(rows - 1, mark * rows // extent) for mark in marks
    }


def test_what_is_looked_for_lies_over_the_marks_and_under_where_one_is() -> None:
    assert "".join(sign for sign, _ in rail(4, 40, [0, 10, 30], (0, 40), 30, [10, 20, 30])) == "┥▪▪◂"
