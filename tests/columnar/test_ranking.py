"""The top N are those that sorting everything puts first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar import Matches, best, top


def matches(scores: list[float]) -> Matches:
    return Matches(np.arange(len(scores)) * 3 + 1, np.array(scores, np.float32))


def by_sorting(some: Matches, n: int) -> list[int]:
    pairs = zip(some.docs.tolist(), some.scores.tolist(), strict=True)
    return [doc for doc, _ in sorted(pairs, key=lambda pair: (-pair[1], pair[0]))][: max(n, 0)]


@given(st.lists(st.sampled_from([0.0, -0.0, -1.0, 1.0, 2.0]) | st.floats(-10, 10, width=32)), st.integers(-1, 12))
def test_few(scores: list[float], n: int) -> None:
    assert top(matches(scores), n).tolist() == by_sorting(matches(scores), n)


@pytest.mark.parametrize("kinds", [1, 2, 7, 1_000, 1_000_000])
@pytest.mark.parametrize("n", [1, 50, 900, 19_999, 20_000, 30_000])
def test_many(kinds: int, n: int) -> None:
    scores = np.random.default_rng(kinds).integers(0, kinds, 20_000).astype(np.float32)
    some = matches(scores.tolist())
    assert top(some, n).tolist() == by_sorting(some, n)


@pytest.mark.parametrize("place", [0, 9_999, 19_999])
def test_one_among_many(place: int) -> None:
    scores = [0.0] * 20_000
    scores[place] = 1.0
    expected = [place, *(other for other in range(50) if other != place)][:50]
    assert top(matches(scores), 50).tolist() == [other * 3 + 1 for other in expected]


@given(st.lists(st.sampled_from([0.0, 0.5, 1.5, 2.0]), max_size=80), st.integers(0, 90), st.booleans())
def test_the_best_are_those_of_a_full_sort_with_any_tie(levels: list[float], count: int, by_place: bool) -> None:
    scores = np.array(levels, np.float32)
    ties = np.arange(len(levels))
    if not by_place:
        ties = np.random.default_rng(len(levels)).permutation(len(levels))
    expected = sorted(range(len(levels)), key=lambda place: (-levels[place], ties[place]))[:count]
    found = best(scores, count, None if by_place else lambda places: ties[places])
    assert found.tolist() == expected


@pytest.mark.parametrize("count", [1, 7, 100, 2500])
def test_a_window_of_many_is_exact(count: int) -> None:
    scores = np.random.default_rng(1).integers(0, 300, 10_000).astype(np.float32)
    ties = np.random.default_rng(2).permutation(10_000)
    assert best(scores, count).tolist() == np.lexsort((np.arange(10_000), -scores))[:count].tolist()
    assert best(scores, count, lambda places: ties[places]).tolist() == np.lexsort((ties, -scores))[:count].tolist()


@pytest.mark.parametrize("count", [1, 7, 100])
def test_many_equal_scores_are_cut_by_the_tie(count: int) -> None:
    scores = np.ones(10_000, np.float32)
    ties = np.random.default_rng(3).permutation(10_000)
    assert best(scores, count).tolist() == list(range(count))
    assert best(scores, count, lambda places: ties[places]).tolist() == np.argsort(ties)[:count].tolist()
