"""Dates in queries: `date:2020`, `date:2020-01..2020-06`, `date:>2021`, `date:unknown`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from whoosh.query import MultiTerm, Query, Term
from whoosh.reading import IndexReader

from searchtui.article import UNKNOWN
from searchtui.dates import PartialDate

__all__ = ["DATE_FIELD", "Published", "published"]

DATE_FIELD = "date"
_COMPARISON = re.compile(r"(>=|<=|>|<)?(.+)", re.DOTALL)


class Published(MultiTerm):  # type: ignore[misc]
    """Documents whose date may lie between two days, both included.

    A date that is known to the year or month only is taken for every day that it can mean.

    Args:
        first: the earliest day.
        last: the latest day.
        said: the dates as they were typed.
        boost: factor on the score; a date has none, so it changes nothing.
    """

    def __init__(self, first: dt.date, last: dt.date, said: str = "", boost: float = 1.0) -> None:
        self.fieldname = DATE_FIELD
        self.first, self.last, self.said, self.boost = first, last, said or f"{first}..{last}", boost

    def __repr__(self) -> str:
        return f"Published({self.first}, {self.last})"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Published) and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((self.first, self.last))

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
    return min(date.last_day, dt.date.max - dt.timedelta(1)) + dt.timedelta(1)


def _before(date: PartialDate) -> dt.date:
    return max(date.first_day, dt.date.min + dt.timedelta(1)) - dt.timedelta(1)


def published(text: str) -> Query:
    """The query that a date after `date:` stands for.

    Args:
        text: a date, two with `..` between them of which one may be missing, a comparison, or `unknown`.

    Raises:
        ValueError: it is none of these.
    """
    text = text.strip()
    if text.lower() == UNKNOWN:
        return Term(DATE_FIELD, UNKNOWN)
    if ".." in text:
        first, _, last = text.partition("..")
        if not (first or last):
            raise ValueError("`..` needs a date before or after it")
        start = PartialDate.parse(first).first_day if first else dt.date.min
        end = PartialDate.parse(last).last_day if last else dt.date.max
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
    return Published(date.first_day, date.last_day, text)
