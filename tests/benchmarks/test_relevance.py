"""The measures of ranking on a tiny collection, and how paragraphs are told from each other."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from benchmarks.judged import JudgedCollection, UnusableCollectionError, blocks_of
from benchmarks.relevance import main
from searchtui.collection import Article, Kind, Paragraph

DOCUMENTS: list[dict[str, Any]] = [
    {
        "id": "boats",
        "title": "Of boats",
        "text": "A boat with a red sail\nlay on the beach.\n\nNobody rowed it home that winter.",
    },
    {"id": "lamps", "title": "Of lamps", "text": "The lamp of the tower was lit by hand.\n\nThe keeper rowed to it."},
    {"id": "bread", "title": "Of bread and of the keeper", "text": ""},
    {"id": "lamps", "title": "Of lamps again", "text": "This line has an id that was given away."},
    {"id": "ads", "title": None, "text": "Advertisement"},
]
QUERIES = {
    "1": "Where did the boat with the red sail lie?",
    "2": "keeper",
    "3": "unheard of",
    "4": "unjudged boat",
    "5": "rowed (AND) winter",
}
RELEVANT = "1\tboats\t1\n2\tbread\t2\n2\tlamps\t1\n3\tboats\t1\n5\tboats\t1\n6\tboats\t1\n4\tboats\t0\n"
PARAGRAPHS = "1\tboats#0\t1\n2\tlamps#1\t1\n5\tboats#1\t1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "docs.jsonl").write_text("\n".join(map(json.dumps, DOCUMENTS)), encoding="utf-8")
    queries = [json.dumps({"id": name, "text": text}) for name, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text("\n".join(queries), encoding="utf-8")
    (folder / "qrels.tsv").write_text(RELEVANT, encoding="utf-8")
    (folder / "qrels_paragraphs.tsv").write_text(PARAGRAPHS, encoding="utf-8")
    (folder / "notes.txt").write_text("The boat with the red sail: this is no article.", encoding="utf-8")
    folder.chmod(0o555)
    return folder


def measured(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, float]:
    pytest.importorskip("ir_measures")
    assert main(["--collection", str(folder), "--format", "json", *options]) == 0
    result: dict[str, dict[str, float]] = json.loads(capsys.readouterr().out)
    assert list(result) == ["tiny"]
    assert list(result["tiny"]) == ["nDCG@10", "MAP", "Recall@100", "MRR", "ms"]
    assert result["tiny"]["ms"] > 0
    return result["tiny"]


def test_articles_are_measured_over_the_judged_queries(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = measured(folder, capsys)
    # Queries 1 and 5 are answered rightly, 3 by nothing; 2 has both, the one whose title says it first or second.
    ideal, swapped = 2 + 1 / math.log2(3), 1 + 2 / math.log2(3)
    assert figures["nDCG@10"] in [pytest.approx((2 + one / ideal) / 4, abs=1e-4) for one in (ideal, swapped)]
    assert figures["MAP"] == figures["Recall@100"] == figures["MRR"] == 0.75


def test_paragraphs_are_measured_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measured(folder, capsys, "--by", "paragraph")["Recall@100"] == 1.0


def test_what_the_typos_are_depends_on_the_seed_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def without_time(*options: str) -> dict[str, float]:
        return {name: value for name, value in measured(folder, capsys, *options).items() if name != "ms"}

    assert without_time("--typos", "1", "--seed", "4") == without_time("--typos", "1", "--seed", "4")
    assert without_time("--words", "1") == without_time("--words", "1", "--typos", "0")


def test_the_table_has_a_line_for_each_and_lost_documents_are_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("ir_measures")
    assert main(["--collection", str(folder)]) == 0
    said = capsys.readouterr()
    head, line = said.out.splitlines()
    assert head.split() == ["nDCG@10", "MAP", "Recall@100", "MRR", "ms"]
    assert line.split()[0] == "tiny"
    assert said.err == "tiny: documents that are not in the index: 1, such as ads\n"


def test_without_a_collection_it_is_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SEARCHTUI_CORPORA", raising=False)
    assert main([]) == 0
    assert capsys.readouterr().err.startswith("skipped: ")


def test_a_folder_that_is_no_collection_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--collection", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err[:7], said.err.count("\n")) == ("", "error: ", 1)


def test_a_collection_is_judged_by_its_first_document_of_a_name(folder: Path) -> None:
    judged = JudgedCollection.read(folder, "article")
    assert list(judged.documents) == ["boats", "lamps", "bread", "ads"]
    assert judged.text("lamps").startswith("The lamp")
    assert list(judged.queries) == ["1", "2", "3", "5"]
    with pytest.raises(UnusableCollectionError):
        (folder.parent / "other").mkdir()
        JudgedCollection.read(folder.parent / "other", "article")


def article(*paragraphs: tuple[Kind, str]) -> Article:
    read = tuple(Paragraph(number, text, kind) for number, (kind, text) in enumerate(paragraphs, 1))
    return Article("0" * 12, "docs.jsonl", "A boat", paragraphs=read)


def test_paragraphs_are_told_by_their_letters() -> None:
    text = "One, two\nthree.\n\nFour five.\n\n—\n\nAdvertisement\n\nA boat\n\nSix. Seven."
    body = Kind.BODY
    read = article(
        (Kind.TITLE, "A boat"),
        (body, "One, two three."),
        (body, "Four five."),
        (Kind.FURNITURE, "Advertisement"),
        (body, "A boat"),
        (body, "Six."),
        (body, "Seven."),
    )
    assert blocks_of(read, text) == {2: [0], 3: [1], 5: [4], 6: [5], 7: [5]}
    joined = article((body, "One, two three. Four five."), (body, "not in the text"), (body, "Six. Seven."))
    assert blocks_of(joined, text) == {1: [0, 1], 3: [5]}
    titled = article((Kind.TITLE, "One, two three."), (body, "Four five."))
    assert blocks_of(titled, text) == {1: [0], 2: [1]}
