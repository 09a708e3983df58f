from __future__ import annotations

import pytest

from searchtui.collection import DatePart
from searchtui.dates import PartialDate
from searchtui.tui.times import time_around, timeline


@pytest.mark.parametrize(
    ("within", "values", "length"),
    [
        (None, {"2019": 2, "2022": 1, "unknown": 9}, 4),
        ("2021", {"2021-03": 2, "=2021": 5}, 12),
        ("2020-02", {"2020-02-29": 3}, 29),
        (None, {"unknown": 3}, 0),
    ],
)
def test_a_timeline_has_no_gaps(within: str | None, values: dict[str, int], length: int) -> None:
    date = PartialDate.parse(within) if within else None
    counts = timeline([DatePart(value, count, count) for value, count in values.items()], date)
    assert len(counts) == length
    assert sum(counts) == sum(count for value, count in values.items() if value[0].isdigit())


@pytest.mark.parametrize(
    ("values", "around"),
    [
        ([], None),
        (["unknown"], None),
        (["2020"], "2020"),
        (["2020-03"], "2020-03"),
        (["2020-03-05"], "2020-03"),
        (["=2020"], "2020"),
        (["2020-03", "2020-07"], "2020"),
        (["2020-03-05", "2020-03-07"], "2020-03"),
        (["2020-03-05", "2020-04-07"], "2020"),
        (["2020-03-05", "2020-04"], "2020"),
        (["=2020", "2020-04", "unknown"], "2020"),
        (["2020", "unknown"], None),
        (["2020", "2020-03"], None),
        (["2020-03", "2021-03"], None),
    ],
)
def test_what_is_shown_is_what_lies_around_the_dates_that_are_asked_for(values: list[str], around: str | None) -> None:
    assert time_around(values) == (PartialDate.parse(around) if around else None)
