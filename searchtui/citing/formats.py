"""The formats of an export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import cast

import msgspec

from searchtui.citing.bibtex import articles_as_bibtex
from searchtui.citing.cited import Found, Line, Passage, Reference
from searchtui.citing.csl import articles_as_csl
from searchtui.citing.csv_format import rows_as_csv
from searchtui.citing.fields import COLUMNS
from searchtui.citing.json_text import rows_as_json_lines
from searchtui.citing.markdown import lines_as_list, rows_as_quotes

__all__ = ["FORMATS", "ExportFormat", "lines_of"]


class ExportFormat(StrEnum):
    """A format, by the name that the command line has for it too."""

    MARKDOWN = "markdown"
    CSV = "csv"
    JSONL = "jsonl"
    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"

    @property
    def suffix(self) -> str:
        """Of a file in this format."""
        return _SUFFIXES[self]

    @property
    def is_bibliography(self) -> bool:
        """Whether it has one entry an article, and not one a row."""
        return self in (ExportFormat.BIBTEX, ExportFormat.CSL_JSON)


_SUFFIXES = {
    ExportFormat.MARKDOWN: ".md",
    ExportFormat.CSV: ".csv",
    ExportFormat.JSONL: ".jsonl",
    ExportFormat.BIBTEX: ".bib",
    ExportFormat.CSL_JSON: ".json",
}

FORMATS = tuple(ExportFormat)


def lines_of(
    what: str,
    rows: Iterable[Found | Passage | Line],
    output_format: ExportFormat,
    reference_of: Callable[[str], Reference | None],
) -> Iterator[str]:
    """The lines of an export, without the line feed at their ends.

    Args:
        what: `hits`, `pins` or `concordance`: what the rows are.
        rows: to write, made as they are needed.
        output_format: how to write them.
        reference_of: gives what a bibliography says of the article with an id; None where it is not there any more.
    """
    match output_format:
        case ExportFormat.CSV:
            return rows_as_csv(rows, COLUMNS[what])
        case ExportFormat.JSONL:
            return rows_as_json_lines(rows)
        case ExportFormat.MARKDOWN if what == "concordance":
            return lines_as_list(cast(Iterable[Line], rows))
        case ExportFormat.MARKDOWN:
            return rows_as_quotes(cast(Iterable[Found | Passage], rows))
        case ExportFormat.BIBTEX:
            return articles_as_bibtex(_references(rows, reference_of))
        case ExportFormat.CSL_JSON:
            return articles_as_csl(_references(rows, reference_of))


def _references(
    rows: Iterable[Found | Passage | Line], reference_of: Callable[[str], Reference | None]
) -> Iterator[Reference]:
    """The articles of rows, each once, where it first comes; one that is gone as far as its row says."""
    references: dict[str, Reference] = {}
    pages: dict[str, set[int]] = {}
    for row in rows:
        if row.article not in references:
            references[row.article] = reference_of(row.article) or Reference(
                row.article, row.path, row.title, row.item, row.authors, row.source, row.date
            )
        if row.page is not None:
            pages.setdefault(row.article, set()).add(row.page)
    for article, known in references.items():
        yield msgspec.structs.replace(known, pages=tuple(sorted(pages.get(article, ()))))
