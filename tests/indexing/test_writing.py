from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.indexing.writing import stretches


@given(st.lists(st.integers(0, 1000)), st.integers(1, 9))
def test_stretches_hold_everything_in_order(sizes: list[int], most: int) -> None:
    found = stretches(sizes, most)
    assert [place for part in found for place in part] == list(range(len(sizes)))
    assert len(found) <= most
    assert all(found)


@given(st.lists(st.integers(1, 10), min_size=1), st.integers(1, 9))
def test_stretches_are_of_about_the_same_size(sizes: list[int], most: int) -> None:
    share = sum(sizes) / most
    for part in stretches(sizes, most):
        assert sum(sizes[part.start : part.stop]) <= share + 10
