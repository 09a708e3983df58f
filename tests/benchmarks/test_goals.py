"""Goals are judged at the largest size that has the figures."""

from __future__ import annotations

from benchmarks.children import Figures
from benchmarks.goals import Goal, reached
from benchmarks.turns import Row


def row(paragraphs: int, measured: str, **systems: Figures | None) -> Row:
    return Row(paragraphs, 100, measured, dict(systems))


def test_what_is_slower_is_named() -> None:
    rows = [
        row(10, "and", us={"p95_ms": 3.0}, tantivy={"p50_ms_ratio": 1.5}),
        row(10, "or", us={"p95_ms": 12.0}, tantivy={"p50_ms_ratio": 0.5}),
        row(10, "phrase", us={"p95_ms": 10.0}, tantivy={"p50_ms_ratio": 1.0}),
    ]
    assert reached(rows) == [
        Goal(10, "p50 no slower than tantivy in any class", "4-8 words, any ×0.50", False),
        Goal(10, "p95 at most 10 ms in every class", "4-8 words, any 12.00 ms", False),
    ]


def test_whoosh_is_judged_at_the_size_at_which_it_was_measured() -> None:
    rows = [
        row(10, "or", us={}, whoosh={"p50_ms_ratio": 400.0}),
        row(10, "common", us={}, whoosh={"p50_ms_ratio": 300.0}),
        row(20, "or", us={"p95_ms": 1.0}, whoosh=None),
    ]
    assert reached(rows) == [
        Goal(10, "p50 300 times faster than stock Whoosh", "one common word ×300, 4-8 words, any ×400", True),
        Goal(10, "p50 no slower than stock Whoosh in any class", "one common word ×300.00", True),
        Goal(20, "p95 at most 10 ms in every class", "4-8 words, any 1.00 ms", True),
    ]


def test_sizes_and_rates() -> None:
    rows = [
        row(10, "build", us={"bytes_per_text_byte": 2.01, "paragraphs_per_second": 50}, tantivy=None),
        row(10, "open", us={"median_ms": 30.0}),
    ]
    judged = {goal.goal: goal.reached for goal in reached(rows)}
    assert judged == {"index with stored text, bytes per text byte: at most 2": False, "opening, ms: at most 30": True}
    rows.append(row(20, "build", us={"paragraphs_per_second": 50.0}, tantivy={"paragraphs_per_second": 50.0}))
    assert Goal(20, "building at least as fast as tantivy", "50 and 50 paragraphs/s", True) in reached(rows)


def test_a_whole_search_is_judged_apart_the_first_time() -> None:
    rows = [row(10, "typed", us={"p95_ms": 15.0, "cold_p95_ms": 15.01}, tantivy=None)]
    assert reached(rows) == [
        Goal(10, "p95 of a whole search as typed at most 15 ms", "15.00 ms", True),
        Goal(10, "p95 of a whole search as typed at most 15 ms, the first time", "15.01 ms", False),
    ]
