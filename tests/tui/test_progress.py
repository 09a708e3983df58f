from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Problem, Reason
from searchtui.collection import Progress, ReindexReport
from searchtui.tui.progress import Pace, bar, duration, said


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_files_paragraphs_rate_and_time_left() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.words(Progress("scan", 7, 0)) == "looking for changes 7 files"
    clock.now = 10.0
    assert pace.words(Progress("read", 0, 400)) == "reading 0 of 400 files"
    clock.now = 20.0
    words = pace.words(Progress("read", 100, 400, 2300))
    assert words == "reading 100 of 400 files · 2,300 paragraphs · 230/s · 30 s left"
    assert pace.words(Progress("stories", 0, 0, 9200)) == "looking for copies · 9,200 paragraphs"
    clock.now = 30.0
    words = pace.words(Progress("stories", 100, 3100, 9200))
    assert words == "looking for copies 100 of 3,100 pairs · 9,200 paragraphs · 5 min left"
    assert pace.words(Progress("write", 7, 90)) == "writing 7 of 90 articles"
    assert pace.words(Progress("commit", 0, 0, 9200)) == "writing · 9,200 paragraphs"


def test_durations_are_as_precise_as_they_are_useful() -> None:
    assert [duration(seconds) for seconds in (0.1, 45, 100, 3600, 20_000)] == ["1 s", "45 s", "2 min", "60 min", "6 h"]


@given(st.floats(-1, 2), st.integers(0, 40))
def test_a_bar_is_as_wide_as_asked(share: float, width: int) -> None:
    assert len(bar(share, width)) == width


def test_a_full_bar_is_full_and_an_empty_one_empty() -> None:
    assert bar(1.0, 5) == "█████"
    assert bar(0.0, 5) == "     "
    assert bar(0.5, 5) == "██▌  "


def test_a_run_is_summed_up_in_a_sentence() -> None:
    problem = Problem("a.txt", Reason.EMPTY, "It holds no paragraph.")
    report = ReindexReport(6, 54, 5, 1, 0, 2, (problem,), {}, 0.5)
    assert said(report) == (
        "Index up to date: 1 added, 2 removed; 6 articles, 54 paragraphs;"
        " 1 problem (searchtui status --problems lists them)."
    )
    assert "nothing had changed" in said(ReindexReport(6, 54, 5, 0, 0, 0, (), {}, 0.5))
