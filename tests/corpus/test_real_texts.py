"""The rules on texts that nobody here has written, where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchtui.article import Kind, Known, Reason
from searchtui.corpus import Reading, Sidecars, read_file, scan

CORPORA = os.environ.get("SEARCHTUI_CORPORA")
pytestmark = [
    pytest.mark.large,
    pytest.mark.skipif(CORPORA is None, reason="SEARCHTUI_CORPORA names no folder of real texts"),
]


@pytest.fixture(scope="module")
def markdown() -> dict[str, Reading]:
    found = scan(Path(CORPORA or ".") / "messy" / "markdown")
    sidecars = Sidecars()
    return {file.path: read_file(file, sidecars) for file in found.files}


def test_all_are_read(markdown: dict[str, Reading]) -> None:
    assert len(markdown) > 100
    problems = [problem for reading in markdown.values() for problem in reading.problems]
    assert {problem.reason for problem in problems} <= {Reason.EMPTY}
    assert len(problems) <= 2


def test_nothing_is_found_where_everything_is_declared(markdown: dict[str, Reading]) -> None:
    for name, reading in markdown.items():
        for article in reading.articles:
            rules = {field: how.detail for field, how in article.known.items() if how.known is Known.FOUND}
            assert rules.pop("language", "language-guess") == "language-guess"
            assert rules in ({}, {"title": "title-mark"}), name


def test_front_matter_is_no_text(markdown: dict[str, Reading]) -> None:
    for reading in markdown.values():
        for article in reading.articles:
            first = article.paragraphs[0]
            assert not first.text.startswith(("+++", "title", "path =", "layout:"))
            assert any(paragraph.kind is not Kind.FURNITURE for paragraph in article.paragraphs)


def test_a_test_collection_is_read() -> None:
    folder = Path(CORPORA or ".") / "ir" / "covidqa"
    found = scan(folder, include=["docs.jsonl"])
    (reading,) = [read_file(file, Sidecars()) for file in found.files]
    assert all("`url`" in problem.message for problem in reading.problems)  # some of its addresses are none
    assert len(reading.articles) == 98
    assert all(
        how.known in (Known.DECLARED, Known.UNKNOWN) for one in reading.articles for how in [one.known["authors"]]
    )
