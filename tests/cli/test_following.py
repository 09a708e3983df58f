from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.article import Problem, Reason
from searchtui.cli.following import follow
from searchtui.collection import Collection, FolderWatch, ReindexReport
from searchtui.errors import CollectionError, IndexLockedError

PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background may have it ignored
from searchtui.__main__ import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("A boat lay on the beach.", encoding="utf-8")
    return tmp_path


@pytest.fixture
def following(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", PROGRAM, "-C", str(folder), "reindex", "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "Watching" not in process.stderr.readline():
            assert process.poll() is None
        yield process
        process.kill()


def line(process: subprocess.Popen[str], ending: str) -> str:
    """The next line that says what a run changed."""
    assert process.stdout is not None
    while ending not in (said := process.stdout.readline()):
        assert said
    return said


def test_files_that_come_change_move_and_go_are_read(folder: Path, following: subprocess.Popen[str]) -> None:
    with Collection.open(folder) as collection:
        (folder / "b.txt").write_text("A ship sank in the bay.", encoding="utf-8")
        assert "1 added · 0 changed · 0 removed · 2 articles, 2 paragraphs" in line(following, " added · ")
        assert collection.search("ship").paragraphs == 1
        (folder / "b.txt").rename(folder / "c.txt")
        line(following, " 1 removed")
        (folder / "c.txt").write_text("A kite flew over the bay.", encoding="utf-8")
        line(following, " 1 changed")
        (folder / "c.txt").unlink()
        line(following, " 1 removed")
        collection.refresh()
        assert collection.search("ship OR kite").paragraphs == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGINT for other processes")
def test_ctrl_c_ends_it_in_order(following: subprocess.Popen[str]) -> None:
    os.kill(following.pid, signal.SIGINT)
    assert following.wait(20) == 0
    assert following.stderr is not None
    assert "Traceback" not in following.stderr.read()


class Times(FolderWatch):
    """A watch in which something happens so many times."""

    def __init__(self, folder: Path, times: int) -> None:
        super().__init__(folder)
        self.left, self.asked = times, list[float | None]()

    def wait(self, seconds: float | None = None) -> bool:
        self.asked.append(seconds)
        self.left -= 1
        return self.left >= 0 and seconds is None


def report(*problems: Problem, added: int = 0) -> ReindexReport:
    return ReindexReport(3, 1200, 3, added, 0, 0, problems, {}, 0.1)


def test_a_run_that_changes_nothing_says_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow(Times(folder, 2), (), lambda: report(), "here")
    assert capsys.readouterr().out == ""


def test_new_problems_are_said_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem = Problem("a.txt", Reason.BROKEN, "It is broken.")
    follow(Times(folder, 2), (), lambda: report(problem), "here")
    assert capsys.readouterr().out.count("1 problem\n") == 1


def test_what_was_just_being_written_is_read_soon(folder: Path) -> None:
    watch = Times(folder, 1)
    reports = iter([report(Problem("a.txt", Reason.CHANGED, "It changed.")), report(added=1)])
    follow(watch, (), lambda: next(reports), "here")
    assert watch.asked == [None, 1.0, None]


def test_another_writer_is_waited_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left = 3

    def run() -> ReindexReport:
        nonlocal left
        left -= 1
        if left:
            raise IndexLockedError("Process 7 is writing the index.")
        return report(added=1)

    follow(Times(folder, 1), (), run, "here")
    said = capsys.readouterr()
    assert said.err.count("Process 7 is writing the index. Waiting for it.") == 1
    assert "1 added" in said.out


def test_what_cannot_be_read_any_more_ends_it(folder: Path) -> None:
    def run() -> ReindexReport:
        raise CollectionError("The folder is gone.")

    with pytest.raises(CollectionError):
        follow(Times(folder, 1), (), run, "here")
