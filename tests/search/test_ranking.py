"""The best of what was found, against a full sort."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.search.ranking import best_first


@given(st.lists(st.sampled_from([0.0, 0.5, 1.5, 2.0]), max_size=80), st.integers(0, 90), st.booleans())
def test_the_best_are_those_of_a_full_sort(levels: list[float], count: int, by_place: bool) -> None:
    scores = np.array(levels, np.float32)
    ties = np.arange(len(levels))
    if not by_place:
        ties = np.random.default_rng(len(levels)).permutation(len(levels))
    expected = sorted(range(len(levels)), key=lambda place: (-levels[place], ties[place]))[:count]
    found = best_first(scores, count, None if by_place else lambda places: ties[places])
    assert found.tolist() == expected


@pytest.mark.parametrize("count", [1, 7, 100, 2500])
def test_a_window_of_many_is_exact(count: int) -> None:
    scores = np.random.default_rng(1).integers(0, 300, 10_000).astype(np.float32)
    expected = np.lexsort((np.arange(10_000), -scores))[:count]
    assert best_first(scores, count).tolist() == expected.tolist()
