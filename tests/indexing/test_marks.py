"""Where a worker is, noted in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.errors import IndexFolderError
from searchtui.indexing.marks import MarkWriter, read_mark, remove_mark


def test_the_last_mark_is_read_while_it_is_written(tmp_path: Path) -> None:
    writer = MarkWriter(tmp_path, 2)
    assert read_mark(tmp_path, 2) is None
    for mark in ((1, 0, 0, 20.0), (1, 70_000, 3, 256.5), (2, 5, 0, 20.0)):
        writer.put(mark)
        assert read_mark(tmp_path, 2) == mark
    assert read_mark(tmp_path, 1) is None
    writer.close()
    assert read_mark(tmp_path, 2) == (2, 5, 0, 20.0)
    remove_mark(tmp_path, 2)
    remove_mark(tmp_path, 2)
    assert read_mark(tmp_path, 2) is None


def test_a_mark_that_is_not_whole_is_none(tmp_path: Path) -> None:
    writer = MarkWriter(tmp_path, 1)
    writer.put((1, 2, 3, 20.0))
    writer.close()
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert read_mark(tmp_path, 1) is None


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(IndexFolderError, match="temporary file"):
        MarkWriter(tmp_path / "gone", 1).put((1, 0, 0, 20.0))
