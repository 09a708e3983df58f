"""What came out of a folder of files: each is accounted for, and nothing is written beside them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from benchmarks.extraction import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("A boat lay on the beach.\n\nNobody knew whose it was.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.jsonl").write_text('{"text": "A boat lay on the beach."}\n{broken\n', encoding="utf-8")
    (tmp_path / "d.foo").write_text("?", encoding="utf-8")
    return tmp_path


def test_the_object_has_the_documented_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(os.listdir(folder))
    assert main(["--folder", str(folder), "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert sorted(os.listdir(folder)) == before
    assert result["kinds"] == {
        ".jsonl": {
            "files": 1,
            "with_text": 1,
            "articles": 1,
            "paragraphs": 1,
            "reasons": {"broken": 1},
            "lost": [],
        },
        ".txt": {"files": 2, "with_text": 1, "articles": 1, "paragraphs": 2, "reasons": {"empty": 1}, "lost": []},
    }
    assert (result["version"], result["skipped"], result["crashes"], result["hangs"]) == (1, {".foo": 1}, 0, 0)
    assert [path for path, *_ in result["problems"]] == ["b.txt", "c.jsonl"]


def test_the_table_has_a_line_for_each_kind(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].split() == [".jsonl", "1", "100", "%", "1", "1", "0", "1", "broken"]
    assert "Crashes: 0; hangs: 0" in lines


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(tmp_path / "nowhere")]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
