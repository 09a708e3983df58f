"""Filters that stand beside everything else of a query, and where its text says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.query import NamedArticles, parse
from searchtui.query.filters import Filter, filter_texts
from searchtui.query.published import published

PIECES = [
    "war", "(", ")", '"', '"the war"', "OR", "AND", "NEAR/2", "NOT", "-", "+", "atleast2:", "lead:(war", "=", "/a b/",
    "source:a", "-source:b", 'author:="a ""b"""', "source:(a OR b)", "NOT (source:a)", "date:2020", "date:>2020",
    "title:a",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", []),
        ("war source:a peace", ["source:a"]),
        ("  SOURCE:   a-b  ", ["SOURCE:   a-b"]),
        ('-author:="a ""b""" war', ['-author:="a ""b"""']),
        ("NOT source:a", ["NOT source:a"]),
        ("NOT NOT source:a", ["NOT NOT source:a"]),
        ("war NOT (source:a OR source:b) war", ["NOT (source:a OR source:b)"]),
        ("source:(a OR b) OR source:c war", ["source:(a OR b) OR source:c"]),
        ("source:a OR author:b", []),
        ("source:a AND source:b", []),
        ("source:a OR war", []),
        ("war OR source:a source:b", ["source:b"]),
        ("source:a NEAR/3 war source:b", ["source:b"]),
        ("+source:a", []),
        ("(war source:a) source:b", ["source:b"]),
        ("((source:a))", ["((source:a))"]),
        ("(war source:a", ["source:a"]),
        ("war) source:a)", ["source:a"]),
        ("title:a path:b story:c", []),
        ('"source:a" source:"b"', ['source:"b"']),
        ("source:a,b", ["source:a,b"]),
        ("source: war date:>2020", ["source: war", "date:>2020"]),
        ("date:soon", []),
    ],
)
def test_where_filters_stand(text: str, said: list[str]) -> None:
    assert [text[found.start : found.end] for found in filter_texts(text)] == said


def test_what_they_say() -> None:
    (alternatives, banned) = filter_texts("source:(a OR b) -date:2020")
    assert alternatives.filters == (Filter(NamedArticles("source", "a")), Filter(NamedArticles("source", "b")))
    assert banned.filters == (Filter(published("2020"), banned=True),)
    assert [filter_.field for found in (alternatives, banned) for filter_ in found.filters] == [
        "source",
        "source",
        "date",
    ]
    assert not banned.filters[0].is_limit
    assert Filter(published(">2020")).is_limit


@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_the_filters_in_the_text_are_those_of_the_query(typed: str) -> None:
    text = f"peace {typed}"
    found = filter_texts(text)
    assert [filter_ for one in found for filter_ in one.filters] == list(parse(text).filters)
    rest = text
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    left = parse(rest)
    assert not left.filters
    assert left.all == parse(text).all


@given(st.text())
def test_any_text_has_filters_or_none(text: str) -> None:
    for found in filter_texts(text):
        assert 0 <= found.start < found.end <= len(text)
