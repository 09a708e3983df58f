"""CSV output (RFC 4180): a header, then one row a hit; unknown is an empty cell.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula and runs it when the file is opened. Such
cells get an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection); JSON has the exact text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchtui.cleaning import clean_line

if TYPE_CHECKING:
    from searchtui.collection import Hit

__all__ = ["COLUMNS", "hits_as_csv"]

COLUMNS = (
    "article",
    "path",
    "item",
    "title",
    "source",
    "authors",
    "date",
    "paragraph",
    "kind",
    "text",
    "score",
    "story",
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def hits_as_csv(hits: Iterable[Hit]) -> Iterator[str]:
    """The header and a row for each hit. Several authors are in one cell, with `; ` between them."""
    yield _row(COLUMNS)
    for hit in hits:
        yield _row(
            (
                hit.article,
                _cell(hit.path),
                _cell(hit.item),
                _cell(hit.title),
                _cell(hit.source),
                _cell("; ".join(hit.authors)),
                "" if hit.date is None else str(hit.date),
                hit.paragraph,
                hit.kind,
                _cell(hit.text),
                hit.score,
                hit.story,
            )
        )


def _cell(text: str | None) -> str:
    """Clean text that no spreadsheet takes for a formula."""
    if text is None:
        return ""
    clean = clean_line(text)
    return f"'{clean}" if clean.lstrip().startswith(_FORMULA) else clean


def _row(cells: Iterable[object]) -> str:
    """One line, which ends in the carriage return of RFC 4180; the line feed is added when it is written."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r").writerow(cells)
    return line.getvalue()
