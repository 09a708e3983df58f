"""Dates known to the year, the month or the day, never more precise than the text that they come from."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

__all__ = ["PartialDate"]

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class PartialDate(msgspec.Struct, frozen=True, order=True, gc=False):
    """A calendar date of which the day, or the day and the month, may be unknown.

    Args:
        year: 1 to 9999.
        month: 1 to 12, or 0 for unknown.
        day: 1 to 31, or 0 for unknown.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if not self.month and self.day:
            raise ValueError("a date with a day needs a month")
        dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

        Raises:
            ValueError: the text has another form or names a day that no calendar has.
        """
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if (match[2] and not month) or (match[3] and not day):
            raise ValueError(f"{text!r} is not a date: no month or day is numbered 0")
        try:
            return cls(year, month, day)
        except ValueError:
            raise ValueError(f"{text!r} is a {'day' if day else 'month'} that no calendar has") from None

    @classmethod
    def of(cls, date: dt.date) -> PartialDate:
        """The same day, known to the day."""
        return cls(date.year, date.month, date.day)

    def __str__(self) -> str:
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return self.month_label

    @property
    def month_label(self) -> str:
        """`YYYY-MM`, or `YYYY` where the month is unknown: the value of the date facet."""
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def first_day(self) -> dt.date:
        """The earliest day that the date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The latest day that the date can mean."""
        if self.day:
            return self.first_day
        month = self.month or 12
        if month == 12:
            return dt.date(self.year, 12, 31)
        return dt.date(self.year, month + 1, 1) - dt.timedelta(1)
