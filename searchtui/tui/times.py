"""Which years, months or days are shown of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from searchtui.collection import UNKNOWN, DateCounts, DatePart
from searchtui.dates import PartialDate

__all__ = ["time_around", "time_left", "time_shown", "timeline"]

_DAY = len("2020-03-05")


def timeline(parts: Iterable[DatePart], within: PartialDate | None) -> list[int]:
    """The counts of all years, months or days, one after the other, those of which nothing was found among them."""
    known = {int(part.value.rsplit("-")[-1]): part.count for part in parts if part.value[0].isdigit()}
    if within is None:
        return [known.get(year, 0) for year in range(min(known), max(known) + 1)] if known else []
    last = within.last_day.day if within.month else 12
    return [known.get(at, 0) for at in range(1, last + 1)] if known else []


def time_around(values: Sequence[str]) -> PartialDate | None:
    """The year or month whose parts are to be shown where these dates are asked for; None for all years.

    Args:
        values: as `DatePart.value` has them.
    """
    if len(values) == 1 and values[0][0].isdigit() and len(values[0]) < _DAY:
        return PartialDate.parse(values[0])
    around = {value[1:] if value.startswith("=") else value.rpartition("-")[0] for value in values if value != UNKNOWN}
    if len(around) > 1:
        around = {value[:4] for value in around}
    only = around.pop() if len(around) == 1 else ""
    return PartialDate.parse(only) if only else None


def time_left(counts: DateCounts) -> PartialDate | None:
    """The year or month of all that the filters by date leave, where it is one; None where it is of several years."""
    within = None
    while within is None or not within.month:
        kept = [part.value for part in counts.parts(within) if part.kept and part.value != UNKNOWN]
        if len(kept) != 1 or not kept[0][0].isdigit():
            break
        within = PartialDate.parse(kept[0])
    return within


def time_shown(counts: DateCounts) -> PartialDate | None:
    """The year or month whose parts are to be shown of an answer; None for all years."""
    return time_around(counts.wanted) if counts.wanted or not counts.limits else time_left(counts)
