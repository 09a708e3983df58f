"""Folding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.analysis import fold


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
