"""Dates that are known to the year, the month or the day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2021-2-3", dt.date(2021, 2, 3), dt.date(2021, 2, 3)),
        ("9999", dt.date(9999, 1, 1), dt.date(9999, 12, 31)),
        (" 2020-12 ", dt.date(2020, 12, 1), dt.date(2020, 12, 31)),
    ],
)
def test_a_date_means_all_its_days(text: str, first: dt.date, last: dt.date) -> None:
    date = PartialDate.parse(text)
    assert (date.first_day, date.last_day) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "20", "2020-13", "2020-02-30", "2020-00", "2020-01-00", "0000", "2020-1-1-1"]
)
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="needs a month"):
        PartialDate(2020, 0, 5)


@given(st.dates(), st.integers(1, 3))
def test_printing_and_parsing_are_inverse(day: dt.date, precision: int) -> None:
    date = PartialDate(*(day.year, day.month, day.day)[:precision])
    assert PartialDate.parse(str(date)) == date
    assert date.first_day <= day <= date.last_day
    assert str(date).startswith(date.month_label)
