"""Whole folders of files that nobody here has made, or made to do harm, where they are at hand: a run survives each."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from searchtui.collection import Collection, Progress
from searchtui.corpus import scan

CORPORA = os.environ.get("SEARCHTUI_CORPORA")
pytestmark = [
    pytest.mark.large,
    pytest.mark.skipif(CORPORA is None, reason="SEARCHTUI_CORPORA names no folder of real files"),
]


def check_whole_runs(folder: Path) -> None:
    """Every file is accounted for, and a second run reads nothing again."""
    found = scan(folder)
    assert found.files
    with Collection.open(folder) as collection:
        first = collection.reindex(jobs=2)
        told = {problem.path for problem in first.problems}
        read = {record.path for record in collection.articles()}
        assert {file.path for file in found.files} <= told | read
        skipped = collection.skipped()
        assert sum(first.skipped.values()) == len(skipped)
        # Others were sent with mails.
        assert sum(name.partition("#")[0] not in read for name in skipped) == sum(found.skipped.values())
        assert not [problem for problem in first.problems if "mistake in searchtui" in problem.message]
        generation = collection.generation
        seen: list[Progress] = []
        again = collection.reindex(jobs=2, progress=seen.append)
        assert (again.added, again.changed, again.removed) == (0, 0, 0)
        assert (again.problems, collection.generation) == (first.problems, generation)
        assert not [progress for progress in seen if progress.phase == "read"]


def test_a_folder_of_real_files(tmp_path: Path) -> None:
    shutil.copytree(Path(CORPORA or ".") / "messy", tmp_path / "messy")
    check_whole_runs(tmp_path / "messy")


def test_a_folder_of_files_that_do_harm(tmp_path: Path) -> None:
    packed = Path(CORPORA or ".") / "hostile.tar.zst"
    if not packed.is_file() or shutil.which("zstd") is None:
        pytest.skip("there is no such folder, or nothing that unpacks it")
    (tmp_path / "hostile").mkdir()
    subprocess.run(["tar", "--zstd", "-xf", str(packed), "-C", str(tmp_path / "hostile")], check=True)
    check_whole_runs(tmp_path / "hostile")
