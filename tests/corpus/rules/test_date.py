"""Dates on lines of their own, and numbers that are none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules import date as rule
from searchtui.corpus.rules.date import dated_line, parse_date, trailing_date
from searchtui.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-12-05", "2020-12-05"),
        ("2020/12/5", "2020-12-05"),
        ("2020-12-05T14:47:50Z", "2020-12-05"),
        ("2020-12-05 14:47:50 -0800", "2020-12-05"),
        ("2020-12-05T14:47:50.123+01:00", "2020-12-05"),
        ("5 December 2020", "2020-12-05"),
        ("5th of December, 2020", "2020-12-05"),
        ("Saturday, 5 December 2020", "2020-12-05"),
        ("Sat, 05 Dec 2020 14:47:50 GMT", "2020-12-05"),
        ("December 5, 2020", "2020-12-05"),
        ("Dec. 5, 2020", "2020-12-05"),
        ("Sept. 5 2020", "2020-09-05"),
        ("May 5, 2020 at 3:45 pm ET", "2020-05-05"),
        ("14:47 GMT, 5 December 2020", "2020-12-05"),
        ("05.12.2020, 14:47 Uhr", "2020-12-05"),
        ("5. Dezember 2020 um 14.47 Uhr", "2020-12-05"),
        ("5 décembre 2020 à 14h47", "2020-12-05"),
        ("5 décembre 2020 - 14 h 47", "2020-12-05"),
        ("5 de diciembre de 2020 a las 14:47h", "2020-12-05"),
        ("5 dicembre 2020 alle 14:47", "2020-12-05"),
        ("5 december 2020 om 14:47 uur", "2020-12-05"),
        ("5 декабря 2020 в 14:47", "2020-12-05"),
        ("5.12.2020", "2020-12-05"),
        ("25/12/2020", "2020-12-25"),
        ("12/25/2020", "2020-12-25"),
        ("7/7/2020", "2020-07-07"),
        ("December 2020", "2020-12"),
        ("2020年12月5日", "2020-12-05"),
        ("5. Dezember 2020", "2020-12-05"),
        ("Samstag, 5. Dezember 2020", "2020-12-05"),
        ("5 décembre 2020", "2020-12-05"),
        ("1er juin 2022", "2022-06-01"),
        ("15 de junio de 2022", "2022-06-15"),
        ("15 de junho de 2022", "2022-06-15"),
        ("15 giugno 2022", "2022-06-15"),
        ("15 juni 2022", "2022-06-15"),
        ("15 июня 2022 г.", "2022-06-15"),
        ("15 червня 2022 року", "2022-06-15"),
        ("1607179670000", "2020-12-05"),
        ("1607179670", "2020-12-05"),
    ],
)
def test_forms(text: str, date: str) -> None:
    assert str(parse_date(text)) == date


@pytest.mark.parametrize(
    "text",
    [
        "2020",
        "5/12/2020",
        "31 February 2020",
        "2020-13-01",
        "5 December",
        "Dec. 2",
        "On 5 December 2020 the treaty was signed",
        "5 December 2020 was a cold day",
        "Flight 1607",
        "0123456789",
        "9999999999",
        "16071796700000",
        "Room 12.05.202",
        "version 2020.12",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(min_value=dt.date(1500, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_in_every_form(day: dt.date) -> None:
    expected = PartialDate.of(day)
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%d.%m.%Y"):
        assert parse_date(day.strftime(form)) == expected


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    parse_date(text)
    dated_line(text)
    rest, date = trailing_date(text)
    assert date is not None or rest == text


@pytest.mark.parametrize(
    ("text", "date", "label"),
    [
        ("Published: 5 December 2020", "2020-12-05", "published"),
        ("Published on December 5, 2020", "2020-12-05", "published"),
        ("Last updated: 2020-12-05 10:00", "2020-12-05", "updated"),
        ("Date: 2020-12", "2020-12", "published"),
        ("Published: 1999", "1999", "published"),
        ("Veröffentlicht am 15. Juni 2022", "2022-06-15", "published"),
        ("Stand: 15. Juni 2022", "2022-06-15", "updated"),
        ("Publié le 15 juin 2022", "2022-06-15", "published"),
        ("Publié le 05/06/2022 à 10h30", "2022-06-05", "published"),
        ("Actualizado: 5/6/2022 10:30", "2022-06-05", "updated"),
        ("Дата: 15 июня 2022", "2022-06-15", "published"),
        ("发布时间：2022年6月15日", "2022-06-15", "published"),
        ("Published 5 May 2020 | Updated 7 May 2020", "2020-05-05", "published"),
        ("Posted December 5, 2020 (updated December 9, 2020)", "2020-12-05", "published"),
    ],
)
def test_labels(text: str, date: str, label: str) -> None:
    found = dated_line(text)
    assert found is not None
    assert (str(found[0]), found[1]) == (date, label)


@pytest.mark.parametrize(
    "text",
    [
        "Updated guidelines for 2020",
        "Published in 2020 by a small press",
        "Date of birth: unknown",
        "Posted to Berlin in May 2020",
    ],
)
def test_labels_of_other_things(text: str) -> None:
    assert dated_line(text) is None


def test_each_form_of_a_date_has_a_year() -> None:
    assert all(form.count(rule._YEAR) == 1 for form in rule._FORMS)


@given(st.sampled_from(rule._WHOLE).flatmap(lambda form: st.from_regex(form, fullmatch=True)))
def test_each_form_of_a_date_begins_like_one(text: str) -> None:
    assert rule._BEGINS.match(text)


def test_months_with_letters_of_turkish() -> None:
    assert parse_date("15 JUİN 2022") == PartialDate(2022, 6, 15)
    assert parse_date("15 aprıl 2022") == PartialDate(2022, 4, 15)
