"""The page of a paragraph, from a PDF to everything that shows what was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchtui.collection import Collection, Detail, SearchRequest
from tests.corpus.readers.made_pdf import at, column, made_pdf

FIRST = "The harbour was quiet when the fleet came home in the evening, and nobody on the quay had expected boats."
SECOND = "An agreement on the catch was signed in the town hall, with all of the skippers present and in good spirits."


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    title = at(72, 740, "The fleet comes home", 20)
    data = made_pdf([[title, *column(72, 700, FIRST, 60)], [], column(72, 700, SECOND, 60)])
    (tmp_path / "fleet.pdf").write_bytes(data)
    collection = Collection.open(tmp_path)
    collection.reindex()
    return collection


def test_hits_contexts_articles_and_concordances_have_it(collection: Collection) -> None:
    results = collection.search(SearchRequest(text="agreement", details=(Detail.CONTEXTS,)))
    assert [(hit.paragraph, hit.page) for hit in results.hits] == [(3, 3)]
    assert [(one.number, one.page) for one in results.contexts[0].paragraphs] == [(1, 1), (2, 1), (3, 3)]
    assert [one.page for one in collection.article("fleet.pdf").paragraphs] == [1, 1, 3]
    (line,) = collection.concordance(SearchRequest(text="agreement")).lines()
    assert (line.page, line.cited.page) == (3, 3)


def test_an_article_that_is_written_anew_without_being_read_keeps_it(collection: Collection, tmp_path: Path) -> None:
    (tmp_path / "metadata.toml").write_text('["fleet.pdf"]\nsource = "Coast News"\n', encoding="utf-8")
    collection.reindex()
    (hit,) = collection.search(SearchRequest(text="agreement source:coast")).hits
    assert (hit.source, hit.page) == ("Coast News", 3)


def test_commands_print_it(collection: Collection, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from searchtui.cli import cli

    def printed(*arguments: str) -> str:
        return CliRunner().invoke(cli, [*arguments, "-C", str(tmp_path)]).stdout

    assert printed("search", "agreement") == f"fleet.pdf:3: p. 3: {SECOND}\n"
    assert json.loads(printed("search", "agreement", "--format", "json"))["hits"][0]["page"] == 3
    assert printed("search", "agreement", "--format", "csv").rstrip().endswith(",3")
    assert "fleet.pdf, ¶3, p. 3" in printed("show", "fleet.pdf", "--paragraph", "3", "--format", "markdown")
    assert "filepages = {3}," in printed("search", "agreement", "--format", "bibtex")
    assert printed("concordance", "agreement").rstrip().endswith("fleet.pdf:3\tp. 3")
