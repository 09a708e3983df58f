"""Arrays that grow hold what was added, wherever they keep it."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage, RamStorage

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.growing import GrowingArray, temporary_file
from searchtui.columnar.packing import NarrowArray

pieces = st.lists(
    st.lists(st.integers(0, 260)) | st.lists(st.integers(0, 260), min_size=20) | st.lists(st.integers(0, (1 << 63) - 1))
)


def _written(array: GrowingArray) -> ArrayFile:
    sink = io.BytesIO()
    writer = ArrayFileWriter(sink)
    array.write(writer, "wide")
    array.write_narrow(writer, "narrow")
    writer.finish({})
    return ArrayFile(memoryview(sink.getvalue()), "file")


@given(pieces, st.booleans())
def test_pieces_are_one_array(parts: list[list[int]], spilled: bool) -> None:
    array = GrowingArray(io.BytesIO if spilled else None)
    for part in parts:
        array.append(np.array(part, np.int64))
    everything = [number for part in parts for number in part]
    assert len(array) == len(everything)
    at_once = GrowingArray.of(np.array(everything, np.int64))
    file, expected = _written(array), _written(at_once)
    assert file.array("wide").tolist() == everything
    assert NarrowArray(file, "narrow").span(0, len(everything)).tolist() == everything
    assert [(name, file.array(name).dtype, file.array(name).tolist()) for name in file.names()] == [
        (name, expected.array(name).dtype, expected.array(name).tolist()) for name in expected.names()
    ]
    array.close()


@pytest.mark.parametrize("values", [[-1.0], [float("nan")], [float("inf")], [2.0**33], [0.5]])
def test_what_is_no_whole_number_stays_as_it_is(values: list[float]) -> None:
    array = GrowingArray.of(np.array(values, np.float32))
    assert not array.is_whole
    assert np.array_equal(next(iter(array.pieces())), np.array(values, np.float32), equal_nan=True)


def test_one_broken_number_makes_all_broken_ones() -> None:
    array = GrowingArray()
    array.append(np.array([1.0, 300.0], np.float32))
    array.append(np.array([0.5], np.float32))
    assert not array.is_whole
    sink = io.BytesIO()
    writer = ArrayFileWriter(sink)
    array.write(writer, "some")
    writer.finish({})
    found = ArrayFile(memoryview(sink.getvalue()), "file").array("some")
    assert (found.dtype, found.tolist()) == (np.dtype("<f4"), [1.0, 300.0, 0.5])


@pytest.mark.parametrize("in_a_folder", [True, False])
def test_a_temporary_file_is_gone_when_it_is_closed(tmp_path: Path, in_a_folder: bool) -> None:
    storage = FileStorage(str(tmp_path)) if in_a_folder else RamStorage()
    with temporary_file(storage, "MAIN_a.merging") as file:
        file.write(b"some")
        file.seek(0)
        assert file.read() == b"some"
    assert list(tmp_path.iterdir()) == []
