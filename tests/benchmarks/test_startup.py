"""The time of a search from a new process: what is printed, and that failures are said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks.startup import main
from searchtui.collection import Collection


@pytest.fixture(scope="module")
def folder(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("indexed")
    (folder / "seeds").mkdir()
    shutil.copy(collection, folder / "seeds")
    with Collection.open(folder) as opened:
        opened.reindex()
    return folder


@pytest.mark.large
def test_the_object_has_the_documented_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--folder", str(folder), "--words", "harbour", "nothing", "--rounds", "2", "--format", "json"]
    assert main(options) == 0
    result = json.loads(capsys.readouterr().out)
    assert list(result) == [
        *("version", "machine", "command", "paragraphs", "articles", "words", "rounds", "systems"),
    ]
    assert (result["version"], result["articles"], result["words"]) == (1, 60, ["harbour", "nothing"])
    assert result["paragraphs"] > 60
    assert list(result["systems"]) == ["searchtui", "python", "numpy", "grep", "rg"]
    for name, times in result["systems"].items():
        assert (times is None) == (name in ("grep", "rg") and shutil.which(name) is None)
        if times is not None:
            assert times.keys() == {"command", "best_ms", "p50_ms", "p50_ms_ratio"}
            assert 0 < times["best_ms"] <= times["p50_ms"]
    assert result["systems"]["searchtui"]["p50_ms_ratio"] == 1


def test_the_table_has_a_line_for_each(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(folder), "--rounds", "1", "--words", "harbour"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[-5:]] == ["searchtui", "python", "numpy", "grep", "rg"]


def test_a_folder_without_an_index_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: There is no index in ")
