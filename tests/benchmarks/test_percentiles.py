from __future__ import annotations

from benchmarks.percentiles import Percentiles, times


def test_half_and_nearly_all() -> None:
    assert Percentiles.of(range(101)) == Percentiles(50, 95, 100)
    assert Percentiles.of([3]) == Percentiles(3, 3, 3)
    assert Percentiles.of([]) == Percentiles(0, 0, 0)


def test_whole_figures_have_no_point() -> None:
    assert str(Percentiles(1, 2.25, 30_000)) == "1 / 2.2 / 30,000"


def test_how_many_times() -> None:
    assert times(6, 4) == 1.5
    assert times(6, 0) is None
