"""Checksums of files, by which one that was given up is known again."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from searchtui.indexing.tasks import FileToRead, checksum_of

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
