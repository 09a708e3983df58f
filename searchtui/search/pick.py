"""What can be done with a value of a facet."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Pick"]


class Pick(StrEnum):
    """What to do with a value of a facet."""

    TOGGLE = "toggle"
    """Find articles that have it, or any of the others that were picked; again, no longer."""
    EXCLUDE = "exclude"
    """Find no article that has it; again, no longer."""
    DROP = "drop"
    """Drop all filters of the facet."""
