"""Dates in queries against a calendar that is walked day by day and month by month."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whoosh import fields
from whoosh.filedb.filestore import RamStorage

from searchtui.dates import PartialDate
from searchtui.query import NamedArticles, Published
from searchtui.query.published import published

DAY = dt.timedelta(1)
EARLIEST = dt.date.min

days = st.dates() | st.sampled_from(
    [dt.date(2024, 2, 29), dt.date(2023, 3, 31), dt.date(2000, 2, 29), dt.date(1, 1, 1), dt.date(9999, 12, 31)]
)
dates = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]), days, st.integers(1, 3)
)


def read(text: str, today: dt.date | None = None) -> Published:
    made = published(text, today)
    assert isinstance(made, Published)
    return made


def month_before(day: dt.date, count: int) -> dt.date:
    """So many months earlier, or the last day of that month where it is shorter."""
    first = day.replace(day=1)
    for _ in range(count):
        if first == EARLIEST:
            return EARLIEST
        first = (first - DAY).replace(day=1)
    last = first
    while last.day < day.day and (last + DAY).month == first.month:
        last += DAY
    return last


@given(days, st.integers(0, 60))
@example(dt.date(2024, 2, 29), 12)
@example(dt.date(2023, 3, 31), 1)
@example(dt.date(1, 2, 28), 2)
def test_a_time_up_to_today_in_months_and_years(today: dt.date, count: int) -> None:
    made = read(f"last {count} months", today)
    assert (made.first, made.last, made.is_limit) == (month_before(today, count), today, True)
    years = read(f"PAST {count} Years", today)
    assert years == read(f"last {12 * count} month", today)


@given(days, st.integers(0, 9999))
def test_a_time_up_to_today_in_days_and_weeks(today: dt.date, count: int) -> None:
    for unit, length in (("day", 1), ("weeks", 7)):
        made = read(f"last {count} {unit}", today)
        assert made.last == today
        assert (today - made.first).days == min(count * length, (today - EARLIEST).days)


@given(days)
def test_words_for_days(today: dt.date) -> None:
    assert read("today", today) == Published(today, today)
    yesterday = max(today, EARLIEST + DAY) - DAY
    assert read("Yesterday", today) == Published(yesterday, yesterday)
    assert read("last month", today) == read("last 1 months", today)


@given(dates, days)
def test_each_day_is_before_within_or_after_a_date(date: PartialDate, day: dt.date) -> None:
    within = date.first_day <= day <= date.last_day
    expected = {
        "": within,
        "<": day < date.first_day,
        "<=": day <= date.last_day,
        ">": day > date.last_day,
        ">=": day >= date.first_day,
    }
    for sign, is_meant in expected.items():
        if (sign, date.first_day) == ("<", EARLIEST) or (sign, date.last_day) == (">", dt.date.max):
            with pytest.raises(ValueError, match="no day is"):
                published(f"{sign}{date}")
            continue
        made = read(f"{sign}{date}")
        assert (made.first <= day <= made.last) == is_meant
        assert made.is_limit == bool(sign)


@given(dates, dates)
def test_from_one_date_to_another(first: PartialDate, last: PartialDate) -> None:
    assert read(f"{first}..") == read(f">={first}")
    assert read(f"..{last}") == read(f"<={last}")
    if first.first_day <= last.last_day:
        assert read(f"{first}..{last}") == Published(first.first_day, last.last_day)
    else:
        with pytest.raises(ValueError, match="is after"):
            published(f"{first}..{last}")


@pytest.mark.parametrize(
    "text", ["", "..", ">", "soon", "2021-02-29", "2021-13", "2021-00", "2021..soon", "last", "last x days", "20201"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|month"):
        published(text)


def test_unknown_is_the_value_of_articles_without_a_date() -> None:
    assert published(" Unknown ") == NamedArticles("date", "unknown", exactly=True)


def test_what_was_typed_does_not_tell_dates_apart() -> None:
    typed, same = read("2020-12"), Published(dt.date(2020, 12, 1), dt.date(2020, 12, 31), is_limit=False)
    assert (typed, hash(typed)) == (same, hash(same))
    assert (typed.said, same.said) == ("2020-12", "2020-12-01..2020-12-31")
    assert typed != read("2020-12-01..2020-12-31")  # which narrows what other dates leave


def test_whoosh_finds_what_a_date_may_mean() -> None:
    schema = fields.Schema(date=fields.KEYWORD(stored=True))
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for date in ("2020", "2020-05", "2020-05-07", "2021-01-01", "unknown"):
        writer.add_document(date=date)
    writer.commit()
    with index.searcher() as searcher:
        for text, expected in {
            "2020-05-07": {"2020", "2020-05", "2020-05-07"},
            "2020-05-08": {"2020", "2020-05"},
            ">2020": {"2021-01-01"},
            "2020-06..": {"2020", "2021-01-01"},
        }.items():
            found = searcher.search(published(text), limit=None)
            assert {hit["date"] for hit in found} == expected
