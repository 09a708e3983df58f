"""However a run with several processes ends, the old index answers, the next run succeeds and nothing piles up."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchtui.article import Reason
from searchtui.collection import Collection
from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.errors import IndexFolderError
from searchtui.indexing import spool, store
from tests.conftest import MakeCollection

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals")

CHILD = """
import os, signal, sys, time
from searchtui.collection import Collection
from searchtui.errors import SearchtuiError
from searchtui.indexing import reading, workers
from searchtui.indexing.processes import Process
from searchtui.indexing.tasks import WriteArticles
if sys.argv[2:3] > ['0']:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
# Whoever runs tests in the background may have told all of them to ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
moment = sys.argv[3:]
def progress(state):
    print(state.phase, state.done, flush=True)
    if moment[:1] == [state.phase] and state.done >= int(moment[1]):
        # In many short sleeps: a signal that comes just before a sleep does not cut it short.
        until = time.monotonic() + 60
        while time.monotonic() < until:
            time.sleep(0.01)
def hold(process, number, task, give=Process.give):
    # So that it cannot have done the task before somebody kills it.
    if isinstance(task, WriteArticles):
        os.kill(process._popen.pid, signal.SIGSTOP)
    give(process, number, task)
    if isinstance(task, WriteArticles):
        print("held", process._popen.pid, flush=True)
if moment[:1] == ["held"]:
    Process.give = hold
workers.SHARE = 1
reading._BATCH_BYTES = 2000
try:
    Collection.open(sys.argv[1]).reindex(jobs=2, progress=progress)
except KeyboardInterrupt:
    sys.exit("interrupted")
except SearchtuiError as error:
    sys.exit(str(error))
"""


def article(number: int, word: str) -> str:
    return "\n\n".join(
        f"The {word} of the year {number * 7 + n} were seen in valley {n}." for n in range(number % 4 + 1)
    )


def fill(folder: Path, word: str) -> None:
    """Some hundreds of articles."""
    for number in range(80):
        (folder / f"{number:03}.txt").write_text(article(number, word), encoding="utf-8")
    lines = [json.dumps({"id": str(number), "text": article(number, word)}) for number in range(80)]
    (folder / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An index of articles about bears, whose files speak of wolves now."""
    fill(tmp_path, "bears")
    with Collection.open(tmp_path) as collection:
        collection.reindex(jobs=1)
        fill(tmp_path, "wolves")
        yield collection


def start(collection: Collection, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(collection.folder), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children_of(process: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def is_there(process: int) -> bool:
    """Whether a process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(processes: list[int]) -> None:
    """Wait until processes that were not started here are gone."""
    end = time.monotonic() + 30
    while any(map(is_there, processes)) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(map(is_there, processes))


def counts(collection: Collection) -> tuple[int, int]:
    collection.refresh()
    return collection.search("bears", limit=1).articles, collection.search("wolves", limit=1).articles


def given_up(collection: Collection) -> list[str]:
    return [problem.path for problem in collection.status().problems if problem.reason is Reason.CRASHED]


def kinds(collection: Collection) -> list[str]:
    """The names of the files in the index folder, without what differs from run to run."""
    return sorted(re.sub(r"_[0-9a-z]{16}|\d+", "", name) for name in os.listdir(collection.index_folder))


OLD, NEW = (160, 0), (0, 160)


def check_next_run(collection: Collection) -> None:
    """The next run succeeds, and leaves what a run leaves that nothing has disturbed."""
    collection.reindex(jobs=1)
    assert counts(collection) == NEW
    examined = collection.doctor()
    assert examined.findings == ()
    once = [".gitignore", "MAIN_WRITELOCK", "_MAIN_.toc", "catalogue-", "manifest-", "reindex.lock", "searchtui.json"]
    segments = ["MAIN.doc", "MAIN.trm"] * examined.segments
    assert kinds(collection) == sorted(once + segments)


on_linux = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")


@on_linux
@pytest.mark.parametrize(
    ("whom", "moment"),
    [
        ("parent", "read 0"),
        pytest.param("parent", "write 60", marks=pytest.mark.large),
        pytest.param("parent", "commit 0", marks=pytest.mark.large),
        ("parent", "commit 1"),
        ("worker", "held 0"),
    ],
)
def test_killed_at_a_word(collection: Collection, whom: str, moment: str) -> None:
    phase, _, least = moment.partition(" ")
    with start(collection, "0", phase, least) as process:
        assert process.stdout is not None
        workers: list[int] = []
        for line in process.stdout:
            workers = children_of(process.pid) or workers
            said, _, done = line.partition(" ")
            if said == phase and int(done) >= int(least):
                os.kill(process.pid if whom == "parent" else int(done), signal.SIGKILL)
                break
        _, error = process.communicate(timeout=60)
    wait_for_end(workers)
    assert "Traceback" not in error
    if phase != "commit":
        assert len(workers) == 2
        assert counts(collection) == OLD
        if whom == "worker":
            assert (process.returncode, len(error.splitlines())) == (1, 1)
            assert "ended unexpectedly (killed)" in error
    assert counts(collection) in (OLD, NEW)
    check_next_run(collection)


@on_linux
@pytest.mark.large
def test_killed_at_any_moment(collection: Collection) -> None:
    chance = random.Random(4)
    for attempt in range(6):
        fill(collection.folder, "wolves" if attempt % 2 else "bears")
        before = counts(collection)
        with start(collection) as process:
            time.sleep(chance.uniform(0.2, 3.0))
            workers = children_of(process.pid)
            victims = workers if attempt % 3 == 0 and workers else [process.pid]
            for victim in victims:
                if is_there(victim):
                    os.kill(victim, signal.SIGKILL)
            process.communicate(timeout=60)
        wait_for_end(workers)
        # Of what a worker is at when it is killed nobody knows that it is not to blame.
        left = 160 - sum(80 if path == "more.jsonl" else 1 for path in given_up(collection))
        assert counts(collection) in (before, OLD, NEW, (left, 0), (0, left))
        assert collection.doctor().is_well
    fill(collection.folder, "wolves")
    collection.reindex(jobs=1, full=True)
    check_next_run(collection)


@on_linux
def test_ctrl_c_is_answered_once(collection: Collection) -> None:
    # The run waits while it reads, or it might be over before the signal comes.
    with start(collection, "0", "read", "0") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("read"):
                workers = children_of(process.pid)
                os.killpg(process.pid, signal.SIGINT)
                break
        _, error = process.communicate(timeout=60)
    wait_for_end(workers)
    assert len(workers) == 2
    assert (process.returncode, error) == (1, "interrupted\n")
    assert counts(collection) == OLD
    assert not collection.doctor().findings
    check_next_run(collection)


class FullDisk:
    """Refuses the n-th write, and all after it."""

    def __init__(self, number: int) -> None:
        self.number, self.refused = number, 0

    def count(self) -> None:
        self.number -= 1
        if self.number < 0:
            self.refused += 1
            raise OSError(errno.ENOSPC, "No space left on device")

    def before(self, function: Callable[..., object]) -> Callable[..., object]:
        def write(*args: object, **kwargs: object) -> object:
            self.count()
            return function(*args, **kwargs)

        return write


def test_a_disk_that_is_full_at_any_write(make_collection: MakeCollection, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = make_collection({f"{n}.txt": article(n, "bears") for n in range(4)})
    before, number = kinds(collection), 0
    for n in range(5):
        (collection.folder / f"{n}.txt").write_text(article(n, "wolves"), encoding="utf-8")
    while True:
        disk = FullDisk(number)
        with monkeypatch.context() as patch:
            patch.setattr(ArrayFileWriter, "_write", disk.before(ArrayFileWriter._write))
            patch.setattr(ArrayFileWriter, "finish", disk.before(ArrayFileWriter.finish))
            patch.setattr(spool.SpoolWriter, "_append", disk.before(spool.SpoolWriter._append))
            patch.setattr(store.IndexFolder, "_write_bytes", disk.before(store.IndexFolder._write_bytes))
            try:
                collection.reindex()
            except IndexFolderError as error:
                assert "No space left on device" in str(error)
            else:
                break
        assert disk.refused
        assert collection.doctor().is_well
        if counts(collection) == (4, 0):
            assert kinds(collection) == before
        else:
            assert counts(collection) == (0, 5)
        number += 1 if number < 20 else 5
    assert number > 100
    collection.reindex()
    assert counts(collection) == (0, 5)
    assert collection.doctor().findings == ()


@pytest.mark.large
def test_a_disk_that_is_full_for_the_workers(collection: Collection) -> None:
    refused = 0
    for limit in (300, 4_000, 20_000, 10_000_000):
        with start(collection, str(limit)) as process:
            _, error = process.communicate(timeout=60)
        if process.returncode:
            assert (process.returncode, len(error.splitlines())) == (1, 1)
            assert "File too large" in error
            assert counts(collection) == OLD
            assert not collection.doctor().findings
            refused += 1
    assert refused == 3
    check_next_run(collection)
