"""Rows of delimited text."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.readers.delimited import Dialect, dialect_of, rows_of

cells = st.text(alphabet='ab,;|"\n \\é', max_size=12).map(str.strip)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6), st.sampled_from(",;|"), st.booleans())
def test_what_a_program_has_written_is_read_as_it_was(rows: list[list[str]], delimiter: str, quoted: bool) -> None:
    stream = io.StringIO()
    how: csv.Dialect = csv.unix_dialect()  # all in quotation marks
    if not quoted:
        how.quoting = csv.QUOTE_MINIMAL
    csv.writer(stream, how, delimiter=delimiter).writerows(rows)
    read = list(rows_of(stream.getvalue(), Dialect(delimiter, quotes_first=quoted)))
    assert [row.cells for row in read] == [row for row in rows if any(row)]
    assert not any(row.is_unclosed for row in read)


def test_rows_and_lines_are_counted_apart() -> None:
    read = list(rows_of('a,"b\nc"\n\nd,e\n', Dialect(",")))
    assert [(row.number, row.line) for row in read] == [(1, 1), (3, 4)]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("title;text\na, b;c, d, e\n", ";"),
        ("title\ttext\na, b\tc, d, e\n", "\t"),
        ("title|text\na, b|c; d; e\n", "|"),
        ('"title","text"\n"a;b;c","d;e;f"\n', ","),
        ("x;y;z\n1,5;2;3\n1,6;2;3\n", ";"),
        ("text\none, two\nthree\n", ","),
        ("", ","),
        ('"sep=|"\na|b\n', "|"),
    ],
)
def test_dialects(text: str, delimiter: str) -> None:
    assert dialect_of(text, lambda row: sum(cell in ("title", "text") for cell in row), ",").delimiter == delimiter
