"""No file stops a run, blows it up or crashes it, and what could not be read is not tried again until it changes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from searchtui import collection as collection_module
from searchtui.article import Reason
from searchtui.collection import Collection
from searchtui.corpus import LIMITS, Limits, division, readers
from searchtui.corpus import reading as corpus_reading
from searchtui.corpus.formats import Format
from searchtui.indexing import processes, reading, workers
from searchtui.indexing.resources import Resources
from tests.indexing.rogues import LINEAR, LOG
from tests.indexing.test_endings import ROOT, children_of, wait_for_end

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")

TEXT = "A boat lay on the beach of the bay for all of the year, and nobody knew whose it was."


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Counter[str]]:
    """Have Markdown read by a rogue, within three seconds and 1 GB; which files it has begun, and how often."""
    log = tmp_path_factory.mktemp("log") / "read"
    log.touch()
    monkeypatch.setenv(LOG, str(log))
    monkeypatch.setattr(processes, "_MODULE", "tests.indexing.rogues")
    monkeypatch.setattr(readers, "_LINEAR", LINEAR)
    monkeypatch.setattr(readers, "_SHORT_MARKDOWN", -1)
    monkeypatch.setattr(Resources, "limits", lambda _self: Limits(seconds=3.0, memory=1 << 30))
    return lambda: Counter(log.read_text(encoding="utf-8").splitlines())


def fill(folder: Path, wishes: dict[str, str], others: int = 12) -> None:
    """Files that do harm among others that do not."""
    for number in range(others):
        suffix = ".md" if number % 2 else ".txt"
        (folder / f"{number:02}{suffix}").write_text(f"{TEXT} It was boat number {number}.", encoding="utf-8")
    for name, wish in wishes.items():
        (folder / name).write_text(f"{wish}\n\n{TEXT}", encoding="utf-8")


WISHES = {
    "03a.md": "hang",
    "05a.md": "segfault",
    "05b.md": "abort",
    "07a.md": "killed",
    "07b.md": "exit",
    "08a.md": "end",
    "08b.md": "allocate",
    "09a.md": "recurse",
    "09b.md": "print",
    "09c.md": "listen",
    "09d.md": "hold",
}


def said(collection: Collection) -> dict[str, tuple[Reason, str]]:
    return {problem.path: (problem.reason, problem.message) for problem in collection.status().problems}


@pytest.mark.parametrize("jobs", [pytest.param(1, marks=pytest.mark.large), 2])
def test_each_costs_itself_alone(
    tmp_path: Path, read: Callable[[], Counter[str]], monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    fill(tmp_path, WISHES)
    with Collection.open(tmp_path) as collection:
        report = collection.reindex(jobs=jobs)
        assert report.articles == 12 + 2
        ended = "The process that read it ended unexpectedly"
        assert said(collection) == {
            "03a.md": (Reason.TIMED_OUT, "It was given up after 3 seconds."),
            "05a.md": (Reason.CRASHED, f"{ended} (segmentation fault)."),
            "05b.md": (Reason.CRASHED, f"{ended} (aborted)."),
            "07a.md": (Reason.CRASHED, "The process that read it was killed, perhaps because memory was short."),
            "07b.md": (Reason.CRASHED, f"{ended} (exit code 3)."),
            "08a.md": (Reason.CRASHED, f"{ended} (exit code 0)."),
            "08b.md": (Reason.CRASHED, "Reading it took more memory than a file is given."),
            "09a.md": (Reason.BROKEN, "What it holds is nested too deeply."),
            "09d.md": (Reason.TIMED_OUT, "It was given up after 3 seconds."),
        }
        assert read() == Counter([*WISHES, *(f"{number:02}.md" for number in range(1, 12, 2))])
        assert all(problem.checksum for problem in report.problems)
        # Not before it changes, whatever its time says.
        for path in tmp_path.glob("*.md"):
            os.utime(path, ns=(10**18, 10**18))
        before = read()
        assert collection.reindex(jobs=jobs).problems == report.problems
        assert read() == before
        (tmp_path / "05a.md").write_text(TEXT, encoding="utf-8")
        assert collection.reindex(jobs=jobs).added == 1
        assert read() - before == Counter(["05a.md"])
        assert "05a.md" not in said(collection)


def test_each_file_in_an_archive_has_its_own_time(tmp_path: Path, read: Callable[[], Counter[str]]) -> None:
    for name, wishes in (("slow.zip", ["wait"] * 4), ("stuck.zip", ["wait", "hang", "wait"])):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            for number, wish in enumerate(wishes):
                packed.writestr(f"{number}.md", f"{wish}\n\n{TEXT}")
    with Collection.open(tmp_path) as collection:
        assert collection.reindex(jobs=1).articles == 4 + 2
        assert said(collection) == {"stuck.zip": (Reason.TIMED_OUT, "In '1.md': It was given up after 3 seconds.")}
    assert read() == Counter(["0.md", "1.md"]) + Counter(["0.md", "2.md"]) + Counter(f"{n}.md" for n in range(4))


def packed(wishes: list[str]) -> bytes:
    """A zip archive of one file for each wish."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number, wish in enumerate(wishes):
            archive.writestr(f"{number}.md", f"{wish}\n\n{TEXT} It was boat number {number}.")
    return target.getvalue()


def test_a_file_in_an_archive_costs_itself_alone(tmp_path: Path, read: Callable[[], Counter[str]]) -> None:
    fill(tmp_path, {}, others=4)
    with zipfile.ZipFile(tmp_path / "02.zip", "w") as outer:
        outer.writestr("first.txt", TEXT)
        outer.writestr("inner.zip", packed(["a", "segfault", "b"]))
        outer.writestr("none.exe", TEXT)
        outer.writestr("exit.md", "exit now")
        outer.writestr("last.txt", TEXT)
    with Collection.open(tmp_path) as collection:
        assert collection.reindex(jobs=1).articles == 4 + 4
        items = {article.item for article in collection.articles() if article.path == "02.zip"}
        assert items == {"first.txt", "inner.zip#0.md", "inner.zip#2.md", "last.txt"}
        ended = "The process that read it ended unexpectedly"
        assert [problem.message for problem in collection.status().problems] == [
            f"In 'exit.md': {ended} (exit code 3).",
            f"In 'inner.zip': In '1.md': {ended} (segmentation fault).",
        ]
        before = read()
        os.utime(tmp_path / "02.zip", ns=(10**18, 10**18))
        collection.reindex(jobs=1)
        assert read() == before


def test_an_archive_of_many_that_do_harm_is_given_up(tmp_path: Path, read: Callable[[], Counter[str]]) -> None:
    (tmp_path / "a.zip").write_bytes(packed(["exit"] * 9))
    with Collection.open(tmp_path) as collection:
        assert collection.reindex(jobs=1).articles == 0
        message = "The process that read it ended unexpectedly (exit code 3)."
        assert said(collection) == {"a.zip": (Reason.CRASHED, message)}
    assert read() == Counter(f"{number}.md" for number in range(reading._MOST_GIVEN_UP + 1))


def test_nothing_but_the_process_is_different(tmp_path: Path, read: Callable[[], Counter[str]]) -> None:
    fill(tmp_path, {})
    with Collection.open(tmp_path) as collection:
        collection.reindex(jobs=1)
        apart = [hit.text for hit in collection.search("boat", limit=0).hits]
        for path in tmp_path.glob("*.md"):
            path.rename(path.with_suffix(".txt"))
        collection.reindex(jobs=1)
        assert [hit.text for hit in collection.search("boat", limit=0).hits] == apart
        assert len(apart) == 12


def test_what_is_called_text_and_is_not_is_read_apart(
    tmp_path: Path, read: Callable[[], Counter[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, {})
    for path in tmp_path.glob("*.md"):
        path.rename(path.with_suffix(".txt"))
    told = []

    def format_of(data: bytes, suffix: str) -> Format:
        told.append(suffix)
        return Format.MARKDOWN if b"number 5" in data else Format.PLAIN

    monkeypatch.setattr(corpus_reading, "format_of", format_of)
    collection = Collection.open(tmp_path)
    assert collection.reindex(jobs=1).articles == 12
    assert told == [".txt"] * 12
    # The other process tells what it is by its own lights.
    assert read() == Counter()


def test_a_process_that_has_read_enough_makes_room(
    tmp_path: Path, read: Callable[[], Counter[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Resources, "limits", lambda _self: Limits(seconds=20.0, files=2))
    monkeypatch.setattr(reading, "_BATCH_RISKS", 2)
    started: list[int] = []
    make = processes.Process.__init__

    def start(self: processes.Process, *arguments: object) -> None:
        started.append(1)
        make(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(processes.Process, "__init__", start)
    fill(tmp_path, {})
    assert Collection.open(tmp_path).reindex(jobs=1).articles == 12
    assert len(started) >= 3
    assert set(read().values()) == {1}


def test_without_other_processes_it_is_said(
    tmp_path: Path, read: Callable[[], Counter[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, {})
    with Collection.open(tmp_path) as collection:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "executable", str(tmp_path / "nosuch"))
            assert collection.reindex().articles == 6
        assert {reason for reason, _ in said(collection).values()} == {Reason.UNREADABLE}
        assert "none can be started" in said(collection)["01.md"][1]
        assert read() == Counter()
        assert collection.reindex().articles == 12
        assert said(collection) == {}


def test_a_part_of_a_file_costs_that_file(
    tmp_path: Path, read: Callable[[], Counter[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    monkeypatch.setattr(reading, "divide", lambda file: division.divide(file, 300))
    fill(tmp_path, {})
    lines = [json.dumps({"id": str(number), "text": TEXT}) for number in range(20)]
    (tmp_path / "good.jsonl").write_text("\n".join(lines), encoding="utf-8")
    lines[11] = json.dumps({"id": "x", "text": f"rogue hang {TEXT}"})
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with Collection.open(tmp_path) as collection:
        assert collection.reindex(jobs=2).articles == 12 + 20
        assert said(collection) == {"many.jsonl": (Reason.TIMED_OUT, "It was given up after 3 seconds.")}
        (problem,) = collection.status().problems
        assert problem.checksum
        os.utime(tmp_path / "many.jsonl", ns=(10**18, 10**18))
        assert collection.reindex(jobs=2).problems == (problem,)


RUN = """
import sys
from searchtui.collection import Collection
from searchtui.corpus import readers
from searchtui.indexing import processes
from tests.indexing.rogues import LINEAR
readers._LINEAR, readers._SHORT_MARKDOWN, processes._MODULE = LINEAR, -1, "tests.indexing.rogues"
Collection.open(sys.argv[1]).reindex(jobs=1)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends with the work that it is given at the latest")
def test_nobody_is_left_behind_at_a_file_that_holds_python_up(tmp_path: Path, read: Callable[[], Counter[str]]) -> None:
    fill(tmp_path, {"a.md": "hold"}, others=0)
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as process:
        children: list[int] = []
        while not (children and read()) and process.poll() is None:
            time.sleep(0.01)
            children = children_of(process.pid)
        process.kill()
    assert len(children) == 1
    wait_for_end(children)


def test_another_version_tries_once_more(
    tmp_path: Path, read: Callable[[], Counter[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, {"a.md": "recurse", "b.md": "exit"}, others=2)
    for path in tmp_path.iterdir():
        os.utime(path, ns=(10**18, 10**18))
    with Collection.open(tmp_path) as collection:
        first = collection.reindex()
        collection.reindex()
        assert read() == Counter(["01.md", "a.md", "b.md"])
        monkeypatch.setattr(collection_module, "__version__", "another")
        collection.reindex([tmp_path / "a.md"])
        assert read()["a.md"] == 2
        assert collection.reindex().problems == first.problems
        assert read() == Counter({"01.md": 1, "a.md": 3, "b.md": 2})
        collection.reindex()
        assert read() == Counter({"01.md": 1, "a.md": 3, "b.md": 2})


def test_ordinary_limits() -> None:
    assert (LIMITS.seconds, LIMITS.memory, LIMITS.characters) == (20, 2 << 30, 20_000_000)
