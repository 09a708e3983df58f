"""Declared values."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.values import FIELD_READERS, one_line, read_fields


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("title", " A\n boat ", "A boat"),
        ("title", 1984, "1984"),
        ("title", "", None),
        ("source", None, None),
        ("authors", "Ann Lee & Bo Ek", ("Ann Lee", "Bo Ek")),
        ("authors", "Marks & Spencer", ("Marks & Spencer",)),
        ("authors", ("Ann Lee", "Ann Lee"), ("Ann Lee",)),
        ("authors", {"name": "Ann Lee"}, ("Ann Lee",)),
        ("url", "/2020/05/boat", None),
        ("url", "https://example.org/boat", "https://example.org/boat"),
        ("language", "pt_BR", "pt"),
        ("language", "ENG", "en"),
        ("language", "ger-AT", "de"),
        ("language", "haw", "haw"),
        ("language", "English", "en"),
        ("language", "Französisch", "fr"),
        ("language", "ESPAÑOL", "es"),
    ],
)
def test_values(field: str, value: object, read: object) -> None:
    assert FIELD_READERS[field](value) == read


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2020, 5, 5),
        dt.datetime(2020, 5, 5, 23, 0, tzinfo=dt.UTC),
        "May 5, 2020",
        "20200505",
        "20200505T100000Z",
        "20200505100000",
        "Tue May 05 10:00:00 +0000 2020",
        "Tue May  5 10:00:00 2020",
        "May 5, 2020 Tuesday",
        "May 5, 2020 Tuesday 10:00 AM EST",
    ],
)
def test_dates(value: object) -> None:
    assert str(FIELD_READERS["date"](value)) == "2020-05-05"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", True),
        ("title", ["a"]),
        ("authors", 5),
        ("authors", [5]),
        ("date", "soon"),
        ("date", True),
        ("date", "2020-00"),
        ("date", float("nan")),
        ("date", 10**40),
        ("url", "javascript:alert(1)"),
        ("url", "https://exa mple.org"),
        ("language", "English, mostly"),
    ],
)
def test_what_makes_no_sense_is_said(field: str, value: object) -> None:
    values, complaints = read_fields({field: value}, {field: field})
    assert values == {}
    assert len(complaints) == 1
    assert complaints[0].startswith(f"`{field}`")


def test_the_first_key_of_a_field_counts() -> None:
    values, complaints = read_fields(
        {"author": "Bo Ek", "authors": "Ann Lee"}, {"authors": "authors", "author": "authors"}
    )
    assert values == {"authors": ("Ann Lee",)}
    assert complaints == []


def test_long_values_are_cut() -> None:
    assert len(one_line("x" * 5000)) == 1000
    assert len(one_line("x" * 5000, longest=None)) == 5000


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line == " ".join(line.split())
    assert one_line(line) == line
