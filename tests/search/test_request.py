"""Requests from values as people write them."""

from __future__ import annotations

import pytest

from searchtui.article import Kind
from searchtui.dates import PartialDate
from searchtui.errors import InvalidRequestError
from searchtui.search import Detail, Mode, SearchRequest


def test_values_may_be_written_as_text() -> None:
    made = SearchRequest.make(
        "war", sources="CGTN", authors=["A", "B"], after="2020-06", kinds="heading", mode="any", limit=0
    )
    assert made == SearchRequest(
        "war", ("CGTN",), ("A", "B"), PartialDate(2020, 6), None, (Kind.HEADING,), Mode.ANY, False, 0
    )
    assert SearchRequest.make("war").details == tuple(Detail)
    assert SearchRequest.make("war", details="facets").details == (Detail.FACETS,)
    assert SearchRequest.make("war", before=PartialDate(2021)).before == PartialDate(2021)


@pytest.mark.parametrize(
    "fields",
    [{"after": "soon"}, {"mode": "some"}, {"kinds": "chapter"}, {"limit": -1}, {"limit": "many"}, {"source": "CGTN"}],
)
def test_what_no_request_can_have_is_one_sentence(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidRequestError, match=r".+\."):
        SearchRequest.make("war", **fields)
