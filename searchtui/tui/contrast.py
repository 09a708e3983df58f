"""How well one colour can be read on another, and colours changed so that they can (WCAG 2.2, 1.4.3 and 1.4.6).

A colour is a triple of red, green and blue, each from 0 to 255.
"""

from __future__ import annotations

from rich.color_triplet import ColorTriplet

__all__ = ["AA", "AAA", "BLACK", "WHITE", "blend", "contrast", "farthest", "luminance", "readable"]

AA = 4.5
"""The least ratio for text."""
AAA = 7.0
"""The least ratio for text that is to be read by those who see badly."""

WHITE = ColorTriplet(255, 255, 255)
BLACK = ColorTriplet(0, 0, 0)

_STEPS = 20


def luminance(color: ColorTriplet) -> float:
    """Relative luminance from 0 (black) to 1 (white), as WCAG defines it for sRGB."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (channel / 255 for channel in color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """The ratio of two colours' luminances, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(one: ColorTriplet, other: ColorTriplet, share: float) -> ColorTriplet:
    """`one` with `share` (0 to 1) of `other`."""
    return ColorTriplet(*(round(a + (b - a) * share) for a, b in zip(one, other, strict=True)))


def farthest(background: ColorTriplet) -> ColorTriplet:
    """White or black, whichever stands out more."""
    return max(WHITE, BLACK, key=lambda color: contrast(color, background))


def readable(color: ColorTriplet, background: ColorTriplet, ratio: float) -> ColorTriplet:
    """`color`, or what is nearest to it on the way to white or black that has this ratio to the background."""
    end = farthest(background)
    for step in range(_STEPS):
        nearer = blend(color, end, step / _STEPS)
        if contrast(nearer, background) >= ratio:
            return nearer
    return end
