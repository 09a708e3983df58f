"""CSV (RFC 4180): a header, then one line a row; unknown is an empty cell.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it when the file is opened. Such
cells get an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection); JSON has the exact text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from searchtui.citing.cited import Found, Line, Passage
from searchtui.citing.fields import fields_of
from searchtui.cleaning import clean_line

__all__ = ["rows_as_csv"]

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def rows_as_csv(rows: Iterable[Found | Passage | Line], columns: Sequence[str]) -> Iterator[str]:
    """The header and a line for each row, without the line feed at its end.

    Args:
        rows: all with these columns.
        columns: their names. Several authors are in one cell, with `; ` between them.
    """
    yield _line(columns)
    for row in rows:
        fields = fields_of(row)
        yield _line(_cell(fields[column]) for column in columns)


def _cell(value: object) -> object:
    """Numbers as they are, and clean text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        value = "; ".join(value)
    if not isinstance(value, str):
        return value
    clean = clean_line(value)
    return f"'{clean}" if clean.lstrip().startswith(_FORMULA) else clean


def _line(cells: Iterable[object]) -> str:
    """One line, which ends in the carriage return of RFC 4180; the line feed is added when it is written."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r").writerow(cells)
    return line.getvalue()
