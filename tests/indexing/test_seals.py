"""What files are known again by."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from searchtui.columnar.arrayfile import ArrayFileWriter
from searchtui.indexing.seals import damaged_parts, seal


def write(path: Path, values: list[int]) -> None:
    with path.open("wb") as file:
        writer = ArrayFileWriter(file)
        writer.add("numbers", np.array(values))
        writer.finish({})


def test_a_segment_file_is_looked_into_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "MAIN_a.trm"
    write(path, [1, 2, 3])
    kept = seal(path)
    assert list(damaged_parts(path, kept, thorough=True)) == []
    content = bytearray(path.read_bytes())
    content[32] ^= 1
    path.write_bytes(content)
    assert list(damaged_parts(path, kept, thorough=False)) == []
    assert list(damaged_parts(path, kept, thorough=True)) == ["numbers"]


def test_another_file_of_the_same_size_is_no_longer_the_one_that_was_sealed(tmp_path: Path) -> None:
    path = tmp_path / "MAIN_a.trm"
    write(path, [1, 2, 3])
    kept = seal(path)
    write(path, [1, 2, 4])
    assert path.stat().st_size == kept.size
    assert list(damaged_parts(path, kept, thorough=False)) == ["the whole file"]
    assert list(damaged_parts(path, None, thorough=True)) == []


def test_any_other_file_is_read_only_where_asked(tmp_path: Path) -> None:
    path = tmp_path / "_MAIN_1.toc"
    path.write_bytes(b"table")
    kept = seal(path)
    path.write_bytes(b"tablE")
    assert list(damaged_parts(path, kept, thorough=False)) == []
    assert list(damaged_parts(path, kept, thorough=True)) == ["the whole file"]
    path.write_bytes(b"tab")
    assert list(damaged_parts(path, kept, thorough=False)) == ["the whole file"]


def test_what_cannot_be_opened_says_so(tmp_path: Path) -> None:
    assert list(damaged_parts(tmp_path / "MAIN_a.trm", None, thorough=False)) == ["it is missing"]
    (tmp_path / "MAIN_b.trm").write_bytes(b"")
    assert list(damaged_parts(tmp_path / "MAIN_b.trm", None, thorough=False)) == ["its directory"]
