"""The time of making and updating an index: what is printed, what is left alone, and that failures are said."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from benchmarks.commands import CommandFailedError, as_printed, environment, run
from benchmarks.reindexing import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"The harbour was closed for the {number}th time.\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def test_the_object_has_the_documented_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["--folder", str(folder), "--rounds", "1", "--format", "json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert list(result) == ["version", "machine", "command", "files", "mb", "rounds", "systems"]
    assert (result["version"], result["files"], result["rounds"]) == (1, 4, 1)
    assert list(result["systems"]) == ["searchtui", "recoll"]
    assert (result["systems"]["recoll"] is None) == (shutil.which("recollindex") is None)
    for runs in filter(None, result["systems"].values()):
        assert list(runs) == ["full", "unchanged", "changed"]
        for times in runs.values():
            assert list(times) == ["seconds", "best_seconds", "cpu_seconds", "ratio"]
            assert 0 < times["best_seconds"] <= times["seconds"]
    assert {times["ratio"] for times in result["systems"]["searchtui"].values()} == {1}
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_the_table_has_a_line_for_each_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(folder), "--rounds", "1"]) == 0
    lines = [line.split()[:2] for line in capsys.readouterr().out.splitlines()[-6:]]
    assert lines == [[name, one] for name in ("searchtui", "recoll") for one in ("full", "unchanged", "changed")]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(CommandFailedError, match="nothing of that name"):
        run(["sh", "-c", "echo nothing of that name >&2; exit 3"], environment())
    taken = run(["sh", "-c", "exit 3"], environment(), fine=(0, 3))
    assert taken.seconds > 0


def test_a_command_is_printed_as_one_types_it() -> None:
    assert as_printed([sys.executable, "-c", "pass"]) == "python -c pass"
