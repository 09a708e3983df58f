"""Figures that were measured often, in few numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import msgspec
import numpy as np

__all__ = ["Percentiles", "times"]


class Percentiles(msgspec.Struct, frozen=True):
    """The median, what 95 of 100 are at most, and the highest."""

    p50: float
    p95: float
    max: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Self:
        """Those of some figures; zero where there are none."""
        if not figures:
            return cls(0.0, 0.0, 0.0)
        return cls(*(round(float(np.percentile(figures, part)), 2) for part in (50, 95, 100)))

    def __str__(self) -> str:
        figures = (self.p50, self.p95, self.max)
        return " / ".join(f"{figure:,.1f}" if figure % 1 else f"{figure:,.0f}" for figure in figures)


def times(figure: float, other: float) -> float | None:
    """How many times the other it is; None where that is zero."""
    return round(figure / other, 2) if other else None
