"""Which places are the first of their value."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.search.folding import first_seen


@given(st.lists(st.integers(0, 9), max_size=40), st.sampled_from([10, 4_000]))
def test_places_of_values_that_come_up_first(values: list[int], size: int) -> None:
    expected = [at for at, value in enumerate(values) if value not in values[:at]]
    assert first_seen(np.array(values, np.int64), size).tolist() == expected
