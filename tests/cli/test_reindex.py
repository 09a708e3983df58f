from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.article import Problem, Reason
from searchtui.cli.options import SizeType
from searchtui.collection import Collection, Progress, ProgressListener, ReindexReport
from searchtui.errors import IndexLockedError
from tests.cli.conftest import Run


def facts(output: str) -> dict[str, str]:
    """The summary by name, without the lines of problems."""
    return dict(line.split(maxsplit=1) for line in output.splitlines() if not line.startswith(" "))


def test_the_summary_tells_what_changed(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"The text of {name}.\n\nAnd more.\n")
    first = run("reindex", "-C", str(tmp_path))
    assert first.exit_code == 0
    summary = facts(first.stdout)
    assert list(summary) == [
        "articles",
        "paragraphs",
        "stories",
        "added",
        "changed",
        "removed",
        "problems",
        "skipped",
        "seconds",
        "scan",
    ]
    assert (summary["articles"], summary["added"], summary["problems"]) == ("2", "2", "0")
    (tmp_path / "one.txt").unlink()
    (tmp_path / "two.txt").write_text("Another text.\n\nAnd more of it.\n\nAnd the end.\n")
    summary = facts(run("reindex", "-C", str(tmp_path)).stdout)
    assert (summary["articles"], summary["added"], summary["changed"], summary["removed"]) == ("1", "0", "1", "1")


def test_a_problem_is_listed_and_no_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A text.\n\nWith two paragraphs.\n")
    (tmp_path / "bad.jsonl").write_text("{broken\n")
    result = run("reindex", "-C", str(tmp_path))
    assert result.exit_code == 0
    assert facts(result.stdout)["problems"] == "1 (1 broken)"
    assert "\n  bad.jsonl: broken: " in result.stdout


def test_a_folder_outside_is_a_collection_of_its_own(run: Run, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
        (folder / f"{folder.name}.txt").write_text(f"The text of {folder.name}.\n")
    assert run("reindex", str(there), "-C", str(here)).exit_code == 0
    assert run("search", "text", "--files-with-matches", "-C", str(there)).stdout == "there.txt\n"
    assert run("search", "text", "-C", str(here)).exit_code == 2


def test_a_path_inside_limits_the_run(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "text.txt").write_text(f"The text of {name}.\n")
    assert facts(run("reindex", str(tmp_path / "one"), "-C", str(tmp_path)).stdout)["added"] == "1"
    assert facts(run("reindex", str(tmp_path / "two" / "text.txt"), "-C", str(tmp_path)).stdout)["articles"] == "2"


def test_files_outside_are_an_error(run: Run, tmp_path: Path) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "outside.txt").write_text("A text.\n")
    for paths in (["outside.txt"], [".", "here"], ["nowhere"]):
        result = run("reindex", *(str(tmp_path / path) for path in paths), "-C", str(here))
        assert (result.exit_code, result.stdout) == (2, "")
        assert "outside the collection" in result.stderr


def test_a_locked_index_is_2(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise IndexLockedError("process 7 on this machine is writing the index; try again when it is done")

    monkeypatch.setattr(Collection, "reindex", locked)
    result = run("reindex", "-C", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "searchtui: process 7 on this machine is writing the index; try again when it is done\n"


def test_jobs_and_memory_are_handed_on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, object]] = []

    def work(*_: object, jobs: int | None, memory: int | None, **__: object) -> ReindexReport:
        asked.append((jobs, memory))
        return ReindexReport(0, 0, 0, 0, 0, 0, (), {}, 0.0, jobs=jobs or 1, memory=300 << 20)

    monkeypatch.setattr(Collection, "reindex", work)
    folder = ("-C", str(tmp_path))
    assert run("reindex", *folder).stderr == ""
    assert run("reindex", "--jobs", "3", "--memory", "1.5g", *folder).stderr == ""
    small = run("reindex", "--jobs", "3", "--memory", "64M", *folder)
    assert small.stderr == "searchtui: About 300 MB were taken, because 3 processes cannot do with less.\n"
    assert asked == [(None, None), (3, 3 << 29), (3, 64 << 20)]


@pytest.mark.parametrize(
    "option", [("--jobs", "0"), ("--memory", "0"), ("--memory", "x"), ("--memory", "9" * 99 + "G")]
)
def test_what_is_no_number_of_jobs_and_no_memory_is_2(run: Run, tmp_path: Path, option: tuple[str, str]) -> None:
    result = run("reindex", *option, "-C", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert option[0] in result.stderr


@pytest.mark.parametrize(
    ("text", "size"), [("1", 1), ("2k", 2048), ("512M", 512 << 20), ("2 GiB", 2 << 30), ("0.5GB", 1 << 29)]
)
def test_amounts_of_memory(text: str, size: int) -> None:
    assert SizeType().convert(text, None, None) == size


def test_progress_is_a_line_now_and_then(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(*_: object, progress: ProgressListener, **__: object) -> ReindexReport:
        for done in range(251):
            progress(Progress("read", done, 250, paragraphs=done * 7, path=f"{done}.txt"))
        for done in range(0, 25_000, 1500):
            progress(Progress("stories", done, 24_999))
        progress(Progress("commit", 0, 0))
        problem = Problem("a\nb.txt", Reason.NOT_TEXT, "it holds \x1b bytes")
        return ReindexReport(250, 1750, 250, 250, 0, 0, (problem,), {}, 1.25, rebuilt="the index was damaged")

    monkeypatch.setattr(Collection, "reindex", work)
    result = run("reindex", "-C", str(tmp_path))
    assert result.stderr.splitlines() == [
        "searchtui: 100 of 250 files read, 700 paragraphs.",
        "searchtui: 200 of 250 files read, 1,400 paragraphs.",
        "searchtui: 10,500 of 24,999 pairs of possible copies compared.",
        "searchtui: 21,000 of 24,999 pairs of possible copies compared.",
        "searchtui: the index was damaged",
    ]
    assert "  a b.txt: not-text: it holds � bytes\n" in result.stdout
    assert facts(result.stdout)["seconds"] == "1.2"
