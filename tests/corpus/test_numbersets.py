"""Sets of numbers of which it is asked many times at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.corpus.numbersets import NumberSets
from tests.examples import examples

VALUES = st.sampled_from([0, 1 << 16, 2 << 16, 1 << 48, 1 << 63, (1 << 64) - 1, 0x243F6A8885A308D3, 0x243F6A8885A40000])
PAIRS = st.lists(st.tuples(st.integers(0, 5), VALUES), max_size=40)


@settings(max_examples=examples(200))
@given(PAIRS, PAIRS)
def test_what_is_in_which_set(held: list[tuple[int, int]], asked: list[tuple[int, int]]) -> None:
    held.sort(key=lambda pair: pair[0])
    owners, values = np.array([owner for owner, _ in held], np.int64), np.array([value for _, value in held], np.uint64)
    sets, wanted = np.array([one for one, _ in asked], np.int64), np.array([value for _, value in asked], np.uint64)
    numbers = NumberSets(owners, values, 6)
    # The last sixteen bits are not looked at.
    first_bits = {(owner, value >> 16) for owner, value in held}
    expected = [(owner, value >> 16) in first_bits for owner, value in asked]
    assert numbers.have(sets, wanted).tolist() == expected
    assert (numbers.may_have(sets, wanted) >= np.array(expected, bool)).all()


def test_most_numbers_of_others_are_told_at_once() -> None:
    values = np.random.default_rng(1).integers(0, 1 << 64, 20_000, np.uint64)
    owners = np.arange(10_000) // 100
    numbers = NumberSets(owners, values[:10_000], 100)
    assert numbers.may_have(owners, values[:10_000]).all()
    assert numbers.may_have(owners, values[10_000:]).mean() < 1 / 8
    assert not numbers.have(owners, values[10_000:]).any()


def test_more_sets_than_can_be_numbered() -> None:
    none = np.zeros(0, np.int64)
    NumberSets(none, none.view(np.uint64), 1 << 16)
    with pytest.raises(ValueError, match="sets"):
        NumberSets(none, none.view(np.uint64), (1 << 16) + 1)
