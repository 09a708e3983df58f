"""Who wrote an article, and lines that only look as if they said so."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules import byline
from searchtui.corpus.rules.byline import read_byline, without_nobody


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("BY ANN LEE", ("ANN LEE",)),
        ("by Ann Lee", ("Ann Lee",)),
        ("By: Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
        ("By Ann Lee, Bo Ek and Cy Dam", ("Ann Lee", "Bo Ek", "Cy Dam")),
        ("By Ann Lee, Bo Ek, and Cy Dam", ("Ann Lee", "Bo Ek", "Cy Dam")),
        ("By Ann Lee & Bo Ek", ("Ann Lee", "Bo Ek")),
        ("By Ann Lee in Oslo and Bo Ek in New York", ("Ann Lee", "Bo Ek")),
        ("By Ann Lee in Oslo", ("Ann Lee",)),
        ("By J. R. Hartley", ("J. R. Hartley",)),
        ("By J.R. Hartley", ("J.R. Hartley",)),
        ("By Ludwig van der Berg", ("Ludwig van der Berg",)),
        ("By Marie-Claire d'Aubigné", ("Marie-Claire d'Aubigné",)),
        ("By Seán Ó Briain", ("Seán Ó Briain",)),
        ("By Żaneta Łukasik-Nowak", ("Żaneta Łukasik-Nowak",)),
        ("By Omar al-Hamid", ("Omar al-Hamid",)),
        ("By Dr. Ann Lee", ("Ann Lee",)),
        ("By Theresa May", ("Theresa May",)),
        ("By Ann Lee, Staff Writer", ("Ann Lee",)),
        ("By Ann Lee, Springfield University", ("Ann Lee",)),
        ("By Ann Lee, New York", ("Ann Lee",)),
        ("By Ann Lee, PhD", ("Ann Lee",)),
        ("By Ann Lee for the Springfield Herald", ("Ann Lee",)),
        ("By Ann Lee and agencies", ("Ann Lee",)),
        ("By Ann Lee (annlee@example.org)", ("Ann Lee",)),
        ("Written by Ann Lee", ("Ann Lee",)),
        ("Opinion by Ann Lee", ("Ann Lee",)),
        ("Author: Ann Lee", ("Ann Lee",)),
        ("Authors: Ann Lee, Bo Ek", ("Ann Lee", "Bo Ek")),
        ("By Ann Lee, ann@example.org", ("Ann Lee",)),
        ("By Ann Lee ann.lee@example.org", ("Ann Lee",)),
        ("By Ann Lee, Oslo Bureau", ("Ann Lee",)),
        ("– By Ann Lee, New Delhi", ("Ann Lee",)),
        ("Autorin: Anna Schmidt", ("Anna Schmidt",)),
        ("Auteur : Jean Dupont", ("Jean Dupont",)),
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("Авторы: Иван Петров и Анна Ли", ("Иван Петров", "Анна Ли")),
        ("作者：王小明", ("王小明",)),
        ("记者：本报记者 王小明、李华", ("王小明", "李华")),
    ],
)
def test_names_are_read(line: str, authors: tuple[str, ...]) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.authors == authors


@pytest.mark.parametrize(
    ("line", "date", "source"),
    [
        ("By Ann Lee | 5 December 2020", "2020-12-05", None),
        ("December 5, 2020 — By Ann Lee", "2020-12-05", None),
        ("By Ann Lee, December 5, 2020", "2020-12-05", None),
        ("By Ann Lee · Reuters · 4 min read", None, "Reuters"),
        ("By Ann Lee, CNN", None, "CNN"),
        ("By Ann Lee | Springfield Herald", None, "Springfield Herald"),
        ("Story by Ann Lee, photographs by Bo Ek", None, None),
        ("By Ann Lee; Video by Bo Ek", None, None),
    ],
)
def test_what_shares_the_line(line: str, date: str | None, source: str | None) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.authors == ("Ann Lee",)
    assert (byline.date and str(byline.date)) == date
    assert byline.source == source


def test_of_declared_authors_those_that_name_nobody_are_left_out() -> None:
    names = [
        "Ann Lee | Springfield Herald",
        "Reuters Staff",
        "desk@herald.example",
        "AFP",
        "Bo Ek",
        "Ann Lee",
        "The Council",
    ]
    assert without_nobody(names) == ("Ann Lee", "Bo Ek", "The Council")


@pytest.mark.parametrize(
    "line", ["By Reuters", "By the Associated Press", "By our staff", "By Staff Writers", "By Agencies"]
)
def test_a_byline_may_name_nobody(line: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert byline.authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "By nightfall the square was empty.",
        "By Monday, Russia had withdrawn its offer.",
        "By the time the train arrived, nobody was waiting",
        "By Any Means Necessary",
        "By Christmas Day",
        "By Royal Appointment",
        "By Land and Sea",
        "By contrast, Ann Lee and Bo Ek stayed at home",
        "By Ann Lee's own account it was a failure",
        "By New York",
        "By Hong Kong and South Korea",
        "By signing the treaty Ann Lee made peace",
        "By 2035",
        "Byron Ann Lee",
        "By",
        "Standing by Ann Lee",
        "By Voltaire",
        "By Special Arrangement",
        "By Train Across Siberia",
        "By Candle Light",
    ],
)
def test_other_lines_are_left_alone(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "source"), [("By Reuters", "Reuters"), ("By Reuters Staff", "Reuters"), ("By AP", "AP")]
)
def test_an_agency_in_place_of_an_author_is_the_source(line: str, source: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.authors, byline.source) == ((), source)


@given(st.from_regex(rf"\A(?:{byline._BY.pattern})") | st.from_regex(rf"\A(?:{byline._LABEL.pattern})"))
def test_a_line_that_may_be_a_byline_is_read(text: str) -> None:
    assert byline._may_name_author(text)


_BYLINES = ["By Ann Lee", "By:Ann Lee", "Author: Ann Lee", "作者：李明"]
_PARTS = st.sampled_from([*_BYLINES, "Reuters", "5 May 2020", "3 min read", "Updated 5 May 2020"])
_BETWEEN = st.sampled_from([" | ", "|", " • ", "·", " - ", " -- ", " – ", "/ ", " ", ", "])


@given(_PARTS, st.lists(st.tuples(_BETWEEN, _PARTS), max_size=3))
def test_no_byline_is_missed_for_the_look_whether_there_may_be_one(first: str, others: list[tuple[str, str]]) -> None:
    line = first + "".join(between + part for between, part in others)
    read = read_byline(line)
    with patch.object(byline, "_may_name_author", lambda _text: True):
        assert read_byline(line) == read
