from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from searchtui.citing import FORMATS, ExportFormat, Found, Line, Passage, lines_of
from searchtui.citing.fields import COLUMNS
from tests.citing.rows import article, line, passage
from tests.cli.samples import hit

ROWS: dict[str, Found | Passage | Line] = {"hits": hit(), "pins": passage(), "concordance": line()}


@pytest.mark.parametrize("what", ROWS)
@pytest.mark.parametrize("output_format", FORMATS)
def test_everything_can_be_written_in_every_format(what: str, output_format: ExportFormat) -> None:
    lines = list(lines_of(what, [ROWS[what]], output_format, lambda name: article(id=name)))
    assert "treaties/one.txt" in "\n".join(lines)


@pytest.mark.parametrize("output_format", [ExportFormat.BIBTEX, ExportFormat.CSL_JSON])
def test_a_bibliography_has_each_article_once_and_those_that_are_gone(output_format: ExportFormat) -> None:
    assert output_format.is_bibliography
    rows = [hit(), hit(paragraph=3), hit(article="b2", authors=("Dag Öst",)), hit()]
    known = {"a1": article(id="a1")}
    text = "\n".join(lines_of("hits", rows, output_format, known.get))
    assert text.count("quill2020-a1") == 1
    assert text.count("ost2020-b2") == 1
    assert text.count("courier.example") == 1


@pytest.mark.parametrize(
    ("output_format", "said"),
    [(ExportFormat.BIBTEX, "filepages = {2, 7, 10},"), (ExportFormat.CSL_JSON, '"pages":[2,7,10]')],
)
def test_a_bibliography_has_the_pages_of_an_article_in_order(output_format: ExportFormat, said: str) -> None:
    rows = [hit(page=7), hit(page=10), hit(article="b2"), hit(page=2), hit(page=7)]
    text = "\n".join(lines_of("hits", rows, output_format, lambda name: article(id=name)))
    assert said in text
    assert text.count("pages") == 1


@pytest.mark.parametrize("what", ROWS)
@pytest.mark.parametrize("output_format", [ExportFormat.MARKDOWN, ExportFormat.CSV, ExportFormat.JSONL])
def test_a_row_has_its_page(what: str, output_format: ExportFormat) -> None:
    row = msgspec.structs.replace(ROWS[what], page=7)  # type: ignore[type-var]
    written = list(lines_of(what, [row], output_format, lambda name: None))[-1].rstrip("\r")
    ends = {ExportFormat.MARKDOWN: "¶2, p. 7", ExportFormat.CSV: ",7", ExportFormat.JSONL: '"page":7}'}
    assert written.endswith(ends[output_format])


def test_rows_are_made_as_they_are_needed() -> None:
    def endless() -> object:
        while True:
            yield hit()

    lines = lines_of("hits", endless(), ExportFormat.JSONL, lambda name: None)  # type: ignore[arg-type]
    assert json.loads(next(lines))["path"] == "treaties/one.txt"


@pytest.mark.parametrize("what", COLUMNS)
def test_the_page_about_exports_names_the_columns(what: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    assert f"`{', '.join(COLUMNS[what])}`" in page
    assert all(f"`{output_format}`" in page for output_format in FORMATS)


def test_every_format_has_a_suffix_of_its_own() -> None:
    assert len({output_format.suffix for output_format in FORMATS}) == len(FORMATS)
    assert not ExportFormat.CSV.is_bibliography
