from __future__ import annotations

from searchtui.article import Problem, Reason
from searchtui.cli.problems import by_reason, grouped_problems, problems_in_short, recent_problems

PROBLEMS = (
    Problem("a.pdf", Reason.PASSWORD, "It can be opened only with a password.", since="2026-01-02T03:04:05+00:00"),
    Problem("b\n\x1b[31m.txt", Reason.EMPTY, "It is empty.", since="2026-01-03T03:04:05+00:00"),
    Problem("c.jsonl", Reason.BROKEN, "Line 2 is no JSON.", since="2026-01-04T03:04:05+00:00"),
    Problem("c.jsonl", Reason.BROKEN, "Line 3 is no JSON.", since="2026-01-04T03:04:05+00:00"),
    Problem("d.txt", Reason.EMPTY, "It is empty."),
)


def test_they_are_counted_by_reason() -> None:
    assert list(by_reason(PROBLEMS).items()) == [("broken", 2), ("empty", 2), ("password", 1)]
    assert problems_in_short(PROBLEMS) == "5 (2 broken, 2 empty, 1 password)"
    assert problems_in_short(()) == "0"


def test_they_are_grouped_by_reason_and_shown_safely() -> None:
    assert list(grouped_problems(PROBLEMS)) == [
        "broken: 1 file",
        "  c.jsonl: Line 2 is no JSON. (since 2026-01-04)",
        "  c.jsonl: Line 3 is no JSON. (since 2026-01-04)",
        "empty: 2 files",
        "  b �[31m.txt: It is empty. (since 2026-01-03)",
        "  d.txt: It is empty.",
        "password: 1 file",
        "  a.pdf: It can be opened only with a password. (since 2026-01-02)",
    ]
    assert list(grouped_problems(())) == []


def test_the_last_ones_come_first_and_the_others_are_counted() -> None:
    assert list(recent_problems(PROBLEMS, 2)) == [
        "c.jsonl: broken: Line 2 is no JSON.",
        "c.jsonl: broken: Line 3 is no JSON.",
        "and 3 more; searchtui status --problems lists them all",
    ]
    assert len(list(recent_problems(PROBLEMS, 5))) == 5
