"""Dates in queries: `date:2020`, `date:2020-01..2020-06`, `date:>2021`, `date:"last 3 months"`, `date:unknown`."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator

from whoosh.query import MultiTerm, Query
from whoosh.reading import IndexReader

from searchtui.article import UNKNOWN
from searchtui.dates import PartialDate
from searchtui.query.tree import NamedArticles

__all__ = ["DATE_FIELD", "Published", "published"]

DATE_FIELD = "date"
_RELATIVE = re.compile(r"(?:last|past)\s+(?:(\d{1,4})\s+)?(day|week|month|year)s?|(today|yesterday)", re.IGNORECASE)
_COMPARISON = re.compile(r"(>=|<=|>|<)?(.+)", re.DOTALL)


class Published(MultiTerm):  # type: ignore[misc]
    """Documents whose date may lie between two days, both included.

    A date that is known to the year or month only is taken for every day that it can mean.

    Args:
        first: the earliest day.
        last: the latest day.
        said: the dates as they were typed.
        is_limit: whether it narrows what other dates leave, instead of being one of several.
    """

    boost = 1.0

    def __init__(self, first: dt.date, last: dt.date, said: str = "", *, is_limit: bool = True) -> None:
        self.fieldname = DATE_FIELD
        self.first, self.last, self.said, self.is_limit = first, last, said or f"{first}..{last}", is_limit

    def __repr__(self) -> str:
        return f"Published({self.first}, {self.last})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Published) and self._key() == other._key()

    def _key(self) -> tuple[object, ...]:
        return (self.first, self.last, self.is_limit)

    def __hash__(self) -> int:
        return hash(self._key())

    def field(self) -> str:
        """The field that is looked at."""
        return DATE_FIELD

    def _btexts(self, ixreader: IndexReader) -> Iterator[bytes]:
        for text in ixreader.lexicon(DATE_FIELD):
            try:
                date = PartialDate.parse(text.decode())
            except ValueError:
                continue
            if date.first_day <= self.last and date.last_day >= self.first:
                yield text


def _after(date: PartialDate) -> dt.date:
    if date.last_day == dt.date.max:
        raise ValueError(f"no day is after {date}")
    return date.last_day + dt.timedelta(1)


def _before(date: PartialDate) -> dt.date:
    if date.first_day == dt.date.min:
        raise ValueError(f"no day is before {date}")
    return date.first_day - dt.timedelta(1)


def _back(today: dt.date, count: int, unit: str) -> dt.date:
    """The day so many days, weeks, months or years before another."""
    try:
        if unit in ("day", "week"):
            return today - dt.timedelta(days=count * (7 if unit == "week" else 1))
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return dt.date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return dt.date.min


def _relative(match: re.Match[str], said: str, today: dt.date) -> Published:
    if match[3]:
        day = today if match[3].lower() == "today" else _back(today, 1, "day")
        return Published(day, day, said)
    return Published(_back(today, int(match[1] or 1), match[2].lower()), today, said)


def published(text: str, today: dt.date | None = None) -> Query:
    """The query that a date after `date:` stands for.

    Args:
        text: a date, two with `..` between them of which one may be missing, a comparison, a time up to today such as
            `last 3 months`, or `unknown`.
        today: the day that such a time ends on; the day of the call where None.

    Raises:
        ValueError: it is none of these.
    """
    text = text.strip()
    if text.lower() == UNKNOWN:
        return NamedArticles(DATE_FIELD, UNKNOWN, exactly=True)
    if match := _RELATIVE.fullmatch(text):
        return _relative(match, text, today or dt.date.today())
    if ".." in text:
        first, _, last = text.partition("..")
        if not (first or last):
            raise ValueError("`..` needs a date before or after it")
        start = PartialDate.parse(first).first_day if first else dt.date.min
        end = PartialDate.parse(last).last_day if last else dt.date.max
        if start > end:
            raise ValueError(f"{first.strip()} is after {last.strip()}")
        return Published(start, end, text)
    match = _COMPARISON.fullmatch(text)
    if match is None:
        raise ValueError("a date is missing")
    date = PartialDate.parse(match[2])
    match match[1]:
        case ">":
            return Published(_after(date), dt.date.max, text)
        case ">=":
            return Published(date.first_day, dt.date.max, text)
        case "<":
            return Published(dt.date.min, _before(date), text)
        case "<=":
            return Published(dt.date.min, date.last_day, text)
    return Published(date.first_day, date.last_day, text, is_limit=False)
