"""How many examples a property is tried on."""

from __future__ import annotations

from hypothesis import settings

__all__ = ["examples", "few_in_a_quick_run"]

ALL, FEW = 100, 25
"""How many Hypothesis tries where nothing is said: in a run of all tests, and in a quick one."""


def few_in_a_quick_run() -> None:
    """Let `--hypothesis-profile=quick` try few, and no example be timed: the first one may import a library."""
    settings.register_profile("untimed", deadline=None)
    settings.load_profile("untimed")
    settings.register_profile("quick", max_examples=FEW, deadline=None)


def examples(most: int) -> int:
    """So many, and in a quick run the same part of them as where nothing is said.

    Args:
        most: how many there are where all tests are run.
    """
    return min(most, max(5, most * settings().max_examples // ALL))
