from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.citing.csv_format import rows_as_csv
from searchtui.citing.fields import COLUMNS
from searchtui.cleaning import clean_line
from tests.citing.rows import line, passage
from tests.cli.samples import hit, hostile_hit


def rows(*hits: object) -> list[list[str]]:
    text = "".join(f"{line}\n" for line in rows_as_csv(hits, COLUMNS["hits"]))  # type: ignore[arg-type]
    assert text.count("\r\n") == len(hits) + 1
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_header_and_a_row_a_hit() -> None:
    header, row = rows(hit(item=None))
    assert tuple(header) == COLUMNS["hits"]
    assert row == [
        "a1",
        "treaties/one.txt",
        "",
        "A treaty, and what follows",
        "The Courier",
        "Ada Quill; Ben Page",
        "2020-12-05",
        "2",
        "body",
        "The treaty holds, for now.",
        "1.5",
        "a1",
        "",
    ]


def test_unknown_is_empty() -> None:
    _, row = rows(hit(source=None, authors=(), date=None))
    assert row[4:7] == ["", "", ""]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    _, row = rows(hit(title=text))
    assert row[3] == "'" + text.replace("\t", " ")


def test_hostile_and_quoted_text_stays_in_its_row() -> None:
    found = rows(hostile_hit(), hit(text='He said "no", then\nleft'))
    assert [len(row) for row in found] == [13, 13, 13]
    assert found[2][9] == 'He said "no", then left'
    assert all(clean_line(cell) == cell for row in found for cell in row)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_any_text_comes_back_clean_and_without_formulas(texts: list[str]) -> None:
    found = rows(*(hit(text=text) for text in texts))[1:]
    assert [row[9].removeprefix("'") for row in found] == [clean_line(text).removeprefix("'") for text in texts]
    assert not any(row[9].lstrip().startswith(("=", "+", "-", "@")) for row in found)


@pytest.mark.parametrize(("what", "row"), [("pins", passage(note="=1")), ("concordance", line(left="=1"))])
def test_pins_and_concordances_have_columns_of_their_own(what: str, row: object) -> None:
    written = "".join(f"{line}\n" for line in rows_as_csv([row], COLUMNS[what]))  # type: ignore[list-item]
    header, cells = csv.reader(io.StringIO(written, newline=""))
    assert tuple(header) == COLUMNS[what]
    assert cells[header.index("note" if what == "pins" else "left")] == "'=1"
