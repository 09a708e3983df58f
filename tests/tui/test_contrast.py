from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color_triplet import ColorTriplet

from searchtui.tui.contrast import BLACK, WHITE, blend, contrast, farthest, luminance, readable

channels = st.integers(0, 255)
colors = st.builds(ColorTriplet, channels, channels, channels)


def test_the_ratios_are_those_of_the_standard() -> None:
    assert luminance(BLACK) == 0
    assert luminance(WHITE) == pytest.approx(1)
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(ColorTriplet(0x77, 0x77, 0x77), WHITE) == pytest.approx(4.48, abs=0.005)


@given(colors, colors)
def test_a_ratio_is_the_same_both_ways(one: ColorTriplet, other: ColorTriplet) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.01
    assert contrast(one, one) == 1


@given(colors, colors, st.floats(1, 4.5))
def test_what_is_made_readable_is(color: ColorTriplet, background: ColorTriplet, ratio: float) -> None:
    made = readable(color, background, ratio)
    assert contrast(made, background) >= ratio
    assert made == color or contrast(color, background) < ratio


@given(colors, colors)
def test_a_blend_goes_from_the_one_to_the_other(one: ColorTriplet, other: ColorTriplet) -> None:
    assert blend(one, other, 0) == one
    assert blend(one, other, 1) == other
    assert farthest(one) in (BLACK, WHITE)
