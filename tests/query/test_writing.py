"""Trees as text, where a plain round trip does not show it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as q

from searchtui.cleaning import clean_line
from searchtui.query import NamedArticles, NameIndex, parse
from searchtui.query.filters import Filter
from searchtui.query.published import published
from searchtui.query.tree import Corrected, Unfinished, Word
from searchtui.query.writing import filter_as_text, query_as_text


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "war AND peace",
        "war OR peace",
        "(war OR peace) -treaty",
        "-war",
        '"the war"~3 AND =wars',
        "+war peace",
        "lead:(war NEAR/2 peace)",
        "title:war AND title:wa*",
        r"/a\/b/",
        "war~1 AND w?r AND *ar AND wa*",
        "war AND source:cgtn OR peace",
        'war source:="The ""Rock"" Times" -author:"Ada Quill" date:>2020 date:"last 3 days"',
    ],
)
def test_what_is_written_so_already_stays(text: str) -> None:
    parsed = parse(text)
    written = query_as_text(parsed.all, parsed.filters)
    again = parse(written)
    assert (again.all, again.filters) == (parsed.all, parsed.filters)
    assert query_as_text(again.all, again.filters) == written
    loosely = parse(query_as_text(parsed.any, parsed.filters))
    assert loosely.filters == parsed.filters
    assert loosely.any == parsed.any


def test_what_was_typed_is_written_and_not_what_it_was_taken_for() -> None:
    typed, meant = Word("text", "militray", "militray", "militray"), Word("text", "militari", "military", "military")
    assert query_as_text(q.And([Corrected(typed, [meant], known=False), meant])) == "militray AND military"
    assert query_as_text(Unfinished(["alli"], "Alli", "alli", ["allies", "alliance"])) == "Alli"


def test_operators_in_capitals_are_written_small() -> None:
    assert query_as_text(Word("text", "or", "OR", "or")) == "or"


names = st.text(min_size=1, max_size=12).map(clean_line).filter(lambda name: name.strip() and "**" not in name)
fields = st.sampled_from(["source", "author"])


@given(names, fields, st.booleans())
def test_every_name_is_found_by_the_filter_that_is_written_for_it(name: str, field: str, banned: bool) -> None:
    text = filter_as_text(Filter(NamedArticles(field, name, exactly=True), banned))
    parsed = parse(f"{text} war")
    (read,) = parsed.filters
    assert (read.banned, read.field, read.query.exactly) == (banned, field, True)
    assert NameIndex([name, f"{name}x"]).find(read.query.text, exactly=True).ordinals == (0,)
    assert parsed.all == parse("war").all
    assert not parsed.hints


@given(
    st.sampled_from(["2020", ">=2020-12", "2020..2021", "..2020-03-01", "last 2 weeks", "unknown", "today"]),
    st.booleans(),
)
def test_dates_are_written_as_they_were_typed(said: str, banned: bool) -> None:
    filter_ = Filter(published(said), banned)
    assert parse(filter_as_text(filter_)).filters == (filter_,)
