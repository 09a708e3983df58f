"""BM25 as it is written in the books."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar.scoring import FieldScoring, bm25, idf, normalisation


@given(st.integers(1, 10_000), st.data())
def test_inverse_document_frequency_falls_and_stays_above_zero(documents: int, data: st.DataObject) -> None:
    containing = data.draw(st.integers(1, documents))
    assert idf(documents, containing) > 0
    assert containing == documents or idf(documents, containing) > idf(documents, containing + 1)


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(1, 500)), min_size=1),
    st.floats(0, 3),
    st.floats(0, 1),
    st.floats(0.1, 4),
)
def test_scores(some: list[tuple[int, int]], k1: float, b: float, weight: float) -> None:
    scoring = FieldScoring(k1, b, "text", weight)
    frequencies, lengths = np.array(some, np.float32).T
    average = float(lengths.mean())
    found = bm25(frequencies, normalisation(lengths, average, scoring), 1.7, scoring)
    for (often, length), score in zip(some, found.tolist(), strict=True):
        norm = k1 * (1 - b + b * length / average)
        assert score == pytest.approx(weight * 1.7 * often * (k1 + 1) / (often + norm), rel=1e-4)


def test_length_is_left_out_where_it_is_not_wanted() -> None:
    scoring = FieldScoring(k1=0.9)
    assert normalisation(None, 0.0, scoring) == np.float32(0.9)
    assert normalisation(np.zeros(3, np.float32), 0.0, FieldScoring(lengths="text")) == np.float32(0.9)
    once = bm25(np.ones(1, np.float32), normalisation(None, 0.0, scoring), math.log(3), scoring)
    assert once[0] == pytest.approx(math.log(3))
