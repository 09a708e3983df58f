"""Several processes do what one does, and nothing of them is left, however a run ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from searchtui.collection import Collection, Progress
from searchtui.corpus import division
from searchtui.errors import IndexFolderError, ReindexError
from searchtui.indexing import processes, reading, workers
from searchtui.indexing.processes import Process
from searchtui.indexing.store import IndexFolder
from searchtui.indexing.tasks import CompareArticles, Setup, Task, WriteArticles, Written
from searchtui.indexing.workers import Workers

SOURCES = ("Northern Post", "Southern Post", None)


def text(number: int) -> str:
    return "\n\n".join(
        f"The bears of the year {number * 31 + place} were seen in valley number {number % 7} by {place} people."
        for place in range(number % 5 + 1)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Small files, a large one of lines in which names collide, copies, and things that cannot be read."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"{text(number)}\n\nSource: {SOURCES[number % 3]}", encoding="utf-8")
    lines = [json.dumps({"id": str(number % 50), "text": text(number)}) for number in range(60)]
    lines += ["{broken", json.dumps({"text": text(7)})]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "one.jsonl").write_text(lines[3], encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02\xff" * 100)
    (tmp_path / "metadata.toml").write_text('["many.jsonl#59"]\nsource = "Herald"\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def small_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little work is worth several processes too, and small files are divided."""
    monkeypatch.setattr(workers, "SHARE", 1)
    monkeypatch.setattr(reading, "_BATCH_BYTES", 500)
    monkeypatch.setattr(reading, "divide", lambda file: division.divide(file, 1500))


def answers(collection: Collection) -> object:
    """Everything that the index says, but for the time at which problems were met."""
    found = [collection.search(query, limit=0) for query in ("", "bears valley", '"seen in valley"', "be* source:post")]
    index = IndexFolder(collection.index_folder).open()
    problems = [
        (problem.path, problem.reason, problem.message, problem.checksum) for problem in index.catalogue.all_problems
    ]
    return (
        [[(hit.article, hit.paragraph, hit.text, hit.source, hit.score) for hit in one.hits] for one in found],
        [(one.paragraphs, one.articles, one.stories, one.facets) for one in found],
        list(index.catalogue.articles),
        [(file.path, file.checksum, file.articles) for file in index.catalogue.files],
        list(index.catalogue.links),
        problems,
    )


@pytest.mark.usefixtures("small_work")
def test_the_result_does_not_depend_on_the_number_of_processes(folder: Path) -> None:
    results = []
    for jobs in (1, 2, 3):
        with Collection.open(folder) as collection:
            report = collection.reindex(full=True, jobs=jobs)
            assert (report.jobs, report.articles) == (jobs, 102)
            results.append(answers(collection))
            assert not (collection.index_folder / "spool").exists()
    assert results[0] == results[1] == results[2]


@pytest.mark.usefixtures("small_work")
def test_updates_do_not_depend_on_the_number_of_processes(folder: Path) -> None:
    results = []
    for jobs in (1, 2):
        (folder / "many.jsonl").write_text(json.dumps({"id": "1", "text": text(4)}) + "\n", encoding="utf-8")
        (folder / "00.txt").write_text("Bears in the valley.", encoding="utf-8")
        with Collection.open(folder) as collection:
            collection.reindex(full=True, jobs=jobs)
            with (folder / "many.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(json.dumps({"id": str(number), "text": text(number)}) + "\n" for number in range(60))
            (folder / "00.txt").write_text("Wolves in the valley.", encoding="utf-8")
            os.utime(folder / "01.txt", ns=(10**18, 10**18))
            report = collection.reindex(jobs=jobs)
            assert (report.added, report.changed) == (60, 1)
            results.append(answers(collection))
    assert results[0] == results[1]


@pytest.mark.usefixtures("small_work")
def test_what_has_not_changed_is_not_read_in_parts_either(folder: Path) -> None:
    with Collection.open(folder) as collection:
        collection.reindex(jobs=2)
        before = answers(collection)
        path = folder / "many.jsonl"
        path.write_text(path.read_text(encoding="utf-8").replace("{broken", ""), encoding="utf-8")
        collection.reindex(jobs=2)
        assert answers(collection) != before
        generation = collection.generation
        os.utime(path, ns=(10**18, 10**18))
        assert collection.reindex(jobs=2).changed == 0
        assert collection.generation == generation


@pytest.mark.usefixtures("small_work")
def test_progress_adds_up_and_is_told_in_this_thread(folder: Path) -> None:
    seen: list[Progress] = []
    Collection.open(folder).reindex(jobs=2, progress=seen.append)
    assert list(dict.fromkeys(progress.phase for progress in seen)) == ["scan", "read", "stories", "write", "commit"]
    for phase, total in (("read", 44), ("write", 102)):
        of_phase = [progress for progress in seen if progress.phase == phase]
        assert {progress.total for progress in of_phase} == {total}
        assert all(progress.done <= total for progress in of_phase)
        assert of_phase[-1].done == total
    compared = [progress for progress in seen if progress.phase == "stories"]
    assert (compared[0].done, compared[0].total) == (0, 0)
    assert {progress.total for progress in compared[1:]} == {compared[-1].done}
    assert compared[-1].done > 0
    assert [progress.done for progress in compared] == sorted(progress.done for progress in compared)


def children() -> list[int]:
    """Ids of the processes that this one has started and that are still there."""
    listing = Path("/proc/self/task")
    return [int(child) for task in listing.iterdir() for child in (task / "children").read_text().split()]


on_linux = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")


@on_linux
@pytest.mark.usefixtures("small_work")
@pytest.mark.parametrize("kind", [CompareArticles, WriteArticles])
def test_a_worker_that_is_killed_fails_the_run_in_one_sentence(
    folder: Path, kind: type[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = Collection.open(folder)
    collection.reindex(jobs=1)
    (folder / "new.txt").write_text("Wolves.", encoding="utf-8")
    killed: list[int] = []
    give = Process.give

    def give_and_kill(self: Process, number: int, task: Task) -> None:
        if not isinstance(task, kind) or killed:
            return give(self, number, task)
        killed.extend(children())
        os.kill(self._popen.pid, signal.SIGSTOP)  # so that it cannot be done before it is killed
        give(self, number, task)
        return os.kill(self._popen.pid, signal.SIGKILL)

    monkeypatch.setattr(Process, "give", give_and_kill)
    with pytest.raises(ReindexError, match=r"ended unexpectedly \(killed\); the index is as it was"):
        collection.reindex(full=True, jobs=2)
    assert len(killed) == 2
    assert children() == []
    assert collection.search("wolves").paragraphs == 0
    names = set(os.listdir(collection.index_folder))
    assert "spool" not in names
    assert collection.reindex(jobs=2).added == 1
    assert Collection.open(folder).search("wolves").paragraphs == 1


@on_linux
@pytest.mark.usefixtures("small_work")
def test_a_worker_that_is_killed_while_it_reads_costs_no_more_than_one_file(folder: Path) -> None:
    collection = Collection.open(folder)
    killed: list[int] = []

    def kill(progress: Progress) -> None:
        if progress.phase == "read" and not killed:
            killed.extend(children())
            os.kill(killed[0], signal.SIGKILL)

    expected = {"empty.txt", "binary.txt", "many.jsonl"}
    lost = {problem.path for problem in collection.reindex(jobs=2, progress=kill).problems} - expected
    assert len(killed) == 2
    assert len(lost) <= 1
    assert children() == []
    for path in lost:
        (folder / path).write_text("Wolves.", encoding="utf-8")
    assert {problem.path for problem in collection.reindex(jobs=2).problems} - {"many.jsonl"} <= expected


@on_linux
@pytest.mark.usefixtures("small_work")
def test_a_listener_that_fails_ends_the_workers(folder: Path) -> None:
    def fail(progress: Progress) -> None:
        if progress.phase == "read":
            assert len(children()) == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Collection.open(folder).reindex(jobs=2, progress=fail)
    assert children() == []
    assert Collection.open(folder).reindex(jobs=2).articles == 102


@on_linux
@pytest.mark.usefixtures("small_work")
def test_what_a_worker_says_last_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_MODULE", "searchtui.nosuch")
    with pytest.raises(ReindexError, match=r"\(.*No module named searchtui\.nosuch\)"):
        Collection.open(folder).reindex(jobs=2)
    assert children() == []


def test_without_a_python_to_start_everything_is_done_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    monkeypatch.setattr(sys, "executable", "")
    assert Collection.open(folder).reindex(jobs=4).jobs == 1


def test_as_many_processes_as_there_is_work_for(tmp_path: Path) -> None:
    some = Workers(setup(tmp_path), 4)
    assert [some.count(size) for size in (0, workers.SHARE, 2 * workers.SHARE, 99 * workers.SHARE)] == [1, 1, 2, 4]


def test_little_work_is_done_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(Workers, "_start", refuse)
    assert Collection.open(folder).reindex(jobs=4).articles == 102


def test_a_python_that_cannot_be_started_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    monkeypatch.setattr(sys, "executable", str(folder / "nosuch"))
    assert Collection.open(folder).reindex(jobs=2).articles == 102


def setup(folder: Path) -> Setup:
    (folder / "spool").mkdir()
    return Setup(os.fsencode(folder), os.fsencode(folder / "spool"), "MAIN")


def test_what_a_worker_refuses_is_told_as_it_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    wanted = msgspec.convert({"type": "WriteArticles", "articles": [[[9, 0, 1], None, []]], "memory": 1}, WriteArticles)
    made = setup(tmp_path)
    said: list[str] = []
    for jobs in (1, 2):
        with Workers(made, jobs) as some, pytest.raises(IndexFolderError) as raised:
            list(some.run([wanted], 9, lambda *_: None))
        said.append(str(raised.value))
    assert said[0] == said[1]
    assert "No such file" in said[0]


def test_tasks_are_asked_for_when_somebody_is_idle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SHARE", 1)
    asked = 0

    def tasks() -> Iterator[WriteArticles]:
        nonlocal asked
        for _ in range(20):
            asked += 1
            yield WriteArticles((), 1)

    with Workers(setup(tmp_path), 2) as some:
        done = 0
        for _, answer in some.run(tasks(), 9, lambda _number, _step: None):
            assert answer == Written(())
            done += 1
            assert asked <= done + 2
        assert (asked, done) == (20, 20)
        assert [number for number, _ in some.run([WriteArticles((), 1)] * 3, 9, lambda *_: None)] != []


def test_a_worker_ends_with_its_stdin_and_stays_silent(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "searchtui.indexing.worker"],
        input=b"",
        capture_output=True,
        env=processes._environment(),
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
