"""Tables: comma- or tab-separated values with a row of names above them; each row is an article.

The columns are known by their names (see `searchtui.corpus.readers.columns`), wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from searchtui.article import Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.columns import Columns, columns_of, is_known_name
from searchtui.corpus.readers.delimited import Dialect, Row, dialect_of, rows_of
from searchtui.corpus.readers.records import Record, drafts_of, record_of
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.values import one_line

__all__ = ["read_csv", "read_tsv"]

_HEADER_ROWS = 10
"""Rows among which the names of the columns are looked for: some programs write a title above them."""

_LONGEST_NAME = 60
_NAMES_SHOWN = 12
_ADVICE = "name one `text`, `body` or `content`"
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/((?:1[5-9]|20)\d{2})\b(.*)", re.DOTALL)


def read_csv(source: Source) -> Contents:
    """Read an article from each row of a table whose cells are parted by commas, semicolons, tabs or bars.

    An article is named by the cell of the column `id` (or the like), else by the number that a spreadsheet gives its
    row. A row that cannot be read is complained of and the others are read.

    Raises:
        UnreadableError: no column is known to hold text.
        NotTextError: it is no text.
    """
    return _read(source, ",")


def read_tsv(source: Source) -> Contents:
    """The same, where most tables have tabs."""
    return _read(source, "\t")


class _Table(msgspec.Struct, frozen=True):
    """The names of the columns of a table, and what is known of them.

    Args:
        row: where the names stand.
        names: of all columns.
        columns: the known ones.
    """

    row: Row
    names: tuple[str, ...]
    columns: Columns


def _read(source: Source, likely: str) -> Contents:
    text = source.text().replace("\0", "").replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    dialect = dialect_of(text, _known_names, likely)
    table = _table(list(islice(rows_of(text, dialect), _HEADER_ROWS)))
    complaints: list[str] = []
    rows = _with_plain_dates(_orders(table, _below(table, text, dialect)), _below(table, text, dialect))
    drafts, doubled = drafts_of(_records(table, rows, dialect.delimiter, complaints), "Row")
    return Contents(drafts, capped([*complaints, *doubled]))


def _below(table: _Table, text: str, dialect: Dialect) -> Iterator[Row]:
    """The rows of a table below the names of its columns; parsed anew each time, since to keep them takes memory."""
    return (row for row in rows_of(text, dialect) if row.number > table.row.number)


def _known_names(cells: Sequence[str]) -> int:
    if any(len(cell) > _LONGEST_NAME for cell in cells):
        return 0
    return sum(map(is_known_name, cells))


def _table(first: Sequence[Row]) -> _Table:
    """The names of the columns: the row with most known names among the first ones."""
    if not first:
        raise UnreadableError(Reason.EMPTY, "It is a table without a row.")
    row = max(first, key=lambda one: _known_names(one.cells))  # the first of them
    names = tuple(one_line(cell) for cell in row.cells)
    columns = columns_of(names)
    if columns.have_text:
        return _Table(row, names, columns)
    if not _known_names(row.cells) and not _looks_like_names(names):
        raise UnreadableError(
            Reason.NO_TEXT_COLUMN,
            f"It is a table without names of columns in its first row; write them above it and {_ADVICE}.",
        )
    shown = ", ".join(f"`{name}`" for name in names[:_NAMES_SHOWN] if name)
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    raise UnreadableError(
        Reason.NO_TEXT_COLUMN, f"It is a table without a column of text; {_ADVICE}. Its columns are {shown}{more}."
    )


def _looks_like_names(names: Sequence[str]) -> bool:
    """Whether cells may be names of columns and are not the beginning of the data."""
    given = [name for name in names if name]
    return len(set(given)) == len(given) > 1 and all(len(name) <= 40 and not name[0].isdigit() for name in given)


def _records(table: _Table, rows: Iterable[Row], delimiter: str, complaints: list[str]) -> Iterator[Record]:
    width = len(table.names)
    for row in rows:
        where = f"Line {row.line}"
        cells = row.cells
        if row.is_unclosed:
            complaints.append(f"{where}: a quotation mark is never closed; the row is read up to the end of its line.")
        if len(cells) > width:
            cells = _narrowed(table, cells, delimiter)
        if len(cells) > width:
            complaints.append(f"{where} {_has(cells, width)}; the longest one is read as the text.")
            value: dict[str, object] = {"text": max(cells, key=len)}
        else:
            # For the cells that a row lacks none are made up: very many rows may lack very many.
            value = dict(zip(reversed(table.names[: len(cells)]), reversed(cells), strict=True))
            if len(cells) < width and not any(value.get(name) for name in _text_names(table.columns)):
                complaints.append(f"{where} {_has(cells, width)}, and no text.")
                continue
        record = record_of(
            value, row.number, line=row.line, where=where, detail=f"row {row.number}", complaints=complaints
        )
        if record is not None:
            yield record


def _has(cells: Sequence[str], width: int) -> str:
    return f"has {len(cells)} {'cell' if len(cells) == 1 else 'cells'} where the table has {width} columns"


def _text_names(columns: Columns) -> Iterator[str]:
    yield from columns.texts
    yield from columns.leads
    yield from columns.summaries
    if columns.title is not None:
        yield columns.title


def _narrowed(table: _Table, cells: list[str], delimiter: str) -> list[str]:
    """A row without the empty cells that it has too many, or with those put together that its last one, a text, has."""
    width = len(table.names)
    if not any(cells[width:]):
        return cells[:width]
    if columns_of(table.names[-1:]).have_text:
        return [*cells[: width - 1], delimiter.join(cells[width - 1 :])]
    return cells


def _orders(table: _Table, rows: Iterable[Row]) -> dict[int, bool]:
    """Of columns with dates such as `5/12/2020`, whether the day comes first, where some row tells."""
    places = [place for place, name in enumerate(table.names) if table.columns.fields.get(name) == "date"]
    dates: dict[int, list[str]] = {place: [] for place in places}
    if places:
        for row in rows:
            for place in places:
                if place < len(row.cells) and "/" in row.cells[place]:
                    dates[place].append(row.cells[place])
    orders = {place: _day_first(cells) for place, cells in dates.items()}
    return {place: day_first for place, day_first in orders.items() if day_first is not None}


def _with_plain_dates(orders: Mapping[int, bool], rows: Iterable[Row]) -> Iterator[Row]:
    """The rows with such dates written in one order.

    Args:
        orders: as `_orders` tells them.
        rows: of the table.
    """
    for row in rows:
        for place, day_first in orders.items():
            match = _SLASHED.fullmatch(row.cells[place]) if place < len(row.cells) else None
            if match:
                day, month = (match[1], match[2]) if day_first else (match[2], match[1])
                row.cells[place] = f"{match[3]}-{month.zfill(2)}-{day.zfill(2)}{match[4]}"
        yield row


def _day_first(cells: Iterable[str]) -> bool | None:
    """Whether dates with slashes begin with the day; None where nothing tells, or the cells contradict one another."""
    found = [match for cell in cells if (match := _SLASHED.match(cell))]
    days = any(int(match[1]) > 12 for match in found)
    months = any(int(match[2]) > 12 for match in found)
    return days if days != months else None
