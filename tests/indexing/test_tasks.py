"""Checksums of files, by which one that was given up is known again, and how long what is read may take."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import sys
import zlib
from pathlib import Path

import pytest

from searchtui.corpus import Limits, Part
from searchtui.indexing.marks import Mark, read_mark
from searchtui.indexing.tasks import FileToRead, ReadFiles, ReadPart, Setup, Task, Worker, checksum_of
from tests.corpus.zipped import zipped

DATA = b"A boat lay on the beach."


def to_read(path: Path, size: int = len(DATA)) -> FileToRead:
    return FileToRead(path.name, os.fsencode(path), size, 1)


def test_a_checksum(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DATA)
    assert checksum_of(to_read(path)) == hashlib.blake2b(DATA, digest_size=16).hexdigest()


def test_a_file_that_has_vanished(tmp_path: Path) -> None:
    assert checksum_of(to_read(tmp_path / "a.txt")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes among files")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert checksum_of(to_read(tmp_path / "a.txt")) is None


def test_a_file_that_grows_is_not_read_to_an_end_that_may_never_come(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DATA * 2)
    assert checksum_of(to_read(path)) is None


def mark_after(folder: Path, task: Task, limits: Limits) -> Mark | None:
    """What a worker has noted last while it did a task."""
    setup = Setup(os.fsencode(folder), os.fsencode(folder), "MAIN", limits=limits)
    with contextlib.closing(Worker(setup, 1, apart=True)) as worker:
        worker.perform(task, lambda _step: None)
        return read_mark(folder, 1)


def test_a_part_with_a_long_line_may_take_longer(tmp_path: Path) -> None:
    data = b'{"text": "A boat lay on the beach."}'
    (tmp_path / "a.jsonl").write_bytes(data)
    file = to_read(tmp_path / "a.jsonl", len(data))
    task = ReadPart(file, Part(0, len(data), 1, zlib.crc32(data)), {})
    assert mark_after(tmp_path, task, Limits(seconds_per_megabyte=1e6)) == (1, 0, 0, len(data))
    assert mark_after(tmp_path, task, Limits()) == (1, 0, 0, 20)


@pytest.mark.parametrize(("seconds", "at"), [(600.0, 3), (0.0, 0)])
def test_an_archive_that_has_had_its_time_begins_nothing_more(tmp_path: Path, seconds: float, at: int) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{number}.txt": DATA * 9 for number in range(3)}))
    task = ReadFiles((to_read(path, path.stat().st_size),))
    assert mark_after(tmp_path, task, Limits(archive_seconds=seconds)) == (1, 0, at, 20)


def test_what_was_read_of_an_archive_has_its_time_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(DATA))
    task = ReadFiles((to_read(path, path.stat().st_size),))
    limits = Limits(archive_seconds=0.0, seconds_per_megabyte=2e6)
    assert mark_after(tmp_path, task, limits) == (1, 0, 0, 2 * len(DATA))
