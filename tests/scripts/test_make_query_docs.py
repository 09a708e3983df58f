"""The page about the query language, made from its guide."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from scripts.make_query_docs import main, page
from searchtui.collection import QUERY_GUIDE

PAGE = Path(__file__).parents[2] / "docs" / "query-language.md"


def made(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["make_query_docs.py", *arguments])
    return main()


def test_every_example_is_a_row_of_two_cells() -> None:
    rows = [line for line in page().splitlines() if line.startswith("| `")]
    cells = [re.split(r"(?<!\\)\|", row)[1:-1] for row in rows]
    assert all(len(row) == 2 for row in cells)
    examples = [row[0].strip().strip("`").replace("\\|", "|") for row in cells]
    assert examples == [entry.example for section in QUERY_GUIDE for entry in section.entries]
    assert all(len(line) <= 120 for line in page().splitlines() if not line.startswith("|"))


def test_what_is_written_is_what_is_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.md"
    assert made(monkeypatch, str(file)) == 0
    assert file.read_text("utf-8") == PAGE.read_text("utf-8")
    assert made(monkeypatch, "--check", str(file)) == 0
    assert capsys.readouterr().err == ""
    file.write_text(file.read_text("utf-8") + "more\n", encoding="utf-8")
    assert made(monkeypatch, "--check", str(file)) == 1
    assert "run make docs" in capsys.readouterr().err
    assert file.read_text("utf-8").endswith("more\n")
