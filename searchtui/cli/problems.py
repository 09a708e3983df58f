"""What could not be read, as lines for people: in short, a problem a line, and grouped by reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from searchtui.cleaning import clean_line

if TYPE_CHECKING:
    from searchtui.article import Problem

__all__ = ["by_reason", "grouped_problems", "problems_in_short", "recent_problems"]

_A_DAY = 10
"""Characters of a date in ISO 8601 without the time."""


def by_reason(problems: Iterable[Problem]) -> dict[str, int]:
    """How many problems there are of each reason, the most frequent first."""
    counts = Counter(str(problem.reason) for problem in problems)
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def problems_in_short(problems: Sequence[Problem]) -> str:
    """How many there are, and of which reasons: `3 (2 empty, 1 broken)`."""
    counts = ", ".join(f"{count:,} {reason}" for reason, count in by_reason(problems).items())
    return f"{len(problems):,} ({counts})" if counts else "0"


def recent_problems(problems: Sequence[Problem], most: int) -> Iterator[str]:
    """`path: reason: message`, one problem a line, those that were met last before the others.

    Args:
        problems: all of them.
        most: how many are told; of the others only how many they are.
    """
    for problem in sorted(problems, key=lambda one: one.since, reverse=True)[:most]:
        yield clean_line(f"{problem.path}: {problem.reason}: {problem.message}")
    if len(problems) > most:
        yield f"and {len(problems) - most:,} more; searchtui status --problems lists them all"


def grouped_problems(problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each reason with how many problems it has, and these below it: path, message and since when."""
    problems = list(problems)
    order = list(by_reason(problems))
    for reason, some in groupby(sorted(problems, key=lambda one: order.index(one.reason)), lambda one: one.reason):
        group = list(some)
        files = len({problem.path for problem in group})
        yield f"{reason}: {files:,} {'file' if files == 1 else 'files'}"
        for problem in group:
            since = f" (since {problem.since[:_A_DAY]})" if problem.since else ""
            yield clean_line(f"  {problem.path}: {problem.message}{since}")
