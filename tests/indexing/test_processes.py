from __future__ import annotations

import contextlib
import io
import os
import queue
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from searchtui.article import Reason
from searchtui.corpus import Limits
from searchtui.indexing import processes
from searchtui.indexing.marks import MarkWriter
from searchtui.indexing.processes import Process
from searchtui.indexing.tasks import ReadFiles, Setup


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """One that is at its first task, with ten seconds for each file."""
    setup = Setup(os.fsencode(tmp_path), os.fsencode(tmp_path), "MAIN", limits=Limits(seconds=10.0))
    made = Process(1, setup, queue.SimpleQueue())
    made.give(0, ReadFiles(()))
    yield made
    made.end(at_once=True)


@pytest.fixture
def killed(process: Process, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    monkeypatch.setattr(process._popen, "kill", lambda: calls.append(1))
    return calls


def test_it_is_ended_when_it_stays_at_a_file(
    process: Process, killed: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_held_up", lambda _pid: 0.0)
    mark = MarkWriter(tmp_path, 1)
    process.kill_if_slow(0.0)
    process.kill_if_slow(50.0)
    assert (killed, process.at) == ([], None)
    mark.put((1, 0, 0, 10.0))
    process.kill_if_slow(51.0)
    process.kill_if_slow(60.0)
    mark.put((1, 1, 0, 10.0))
    process.kill_if_slow(65.0)
    process.kill_if_slow(75.0)
    assert (killed, process.at) == ([], (1, 0))
    process.kill_if_slow(75.1)
    assert killed == [1]
    mark.close()


def test_what_may_take_longer_has_longer(
    process: Process, killed: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_held_up", lambda _pid: 0.0)
    with contextlib.closing(MarkWriter(tmp_path, 1)) as mark:
        mark.put((1, 1, 0, 10.0))
        process.kill_if_slow(0.0)
        mark.put((1, 1, 0, 40.0))
        process.kill_if_slow(9.0)
        process.kill_if_slow(48.9)
        assert killed == []
        process.kill_if_slow(49.1)
        assert killed == [1]
    process._popen.terminate()
    assert process.why() == (Reason.TIMED_OUT, "It was given up after 40 seconds.")


def test_time_in_which_others_ran_is_not_its_own(
    process: Process, killed: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held_up = 3.0
    monkeypatch.setattr(processes, "_held_up", lambda _pid: held_up)
    mark = MarkWriter(tmp_path, 1)
    mark.put((1, 0, 0, 10.0))
    process.kill_if_slow(0.0)
    held_up = 9.0
    process.kill_if_slow(15.9)
    assert killed == []
    process.kill_if_slow(16.1)
    assert killed == [1]
    held_up = 100.0
    process.kill_if_slow(49.0)
    assert killed == [1]
    process.kill_if_slow(50.1)
    assert killed == [1, 1]
    mark.close()


def test_what_a_mark_says_of_another_task_is_nothing(process: Process, tmp_path: Path) -> None:
    mark = MarkWriter(tmp_path, 1)
    mark.put((1, 3, 7, 10.0))
    places = [process.at]
    process.answered = 4
    places.append(process.at)
    process.give(1, ReadFiles(()))
    places.append(process.at)
    assert places == [(3, 7), None, None]
    mark.close()


def test_how_long_others_ran_is_known_or_nothing() -> None:
    assert processes._held_up(os.getpid()) >= 0
    assert processes._held_up(2**22 + 1) == 0


def test_why_it_ended(process: Process) -> None:
    process.end(at_once=True)
    assert process.why()[0] is Reason.CRASHED
    assert "killed" in process.why()[1]


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), ValueError("closed"), MemoryError()])
def test_that_nothing_more_is_heard_is_told_whatever_the_reason(
    process: Process, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(processes, "read_frames", fail)
    messages: processes.Messages = queue.SimpleQueue()
    process._listen(io.BytesIO(), messages)
    assert messages.get(timeout=1) == (process, None)
