"""Arrays come back as they were written, and damage is found."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage, RamStorage

from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter, DamagedFileError, open_array_file

some_arrays = arrays.arrays(
    st.sampled_from([np.dtype(name) for name in ("u1", "u2", "<u4", ">u4", "<i8", "<f4")]), st.integers(0, 20)
)


def written(content: dict[str, NDArray[Any] | bytes], meta: dict[str, Any]) -> bytes:
    sink = io.BytesIO()
    writer = ArrayFileWriter(sink)
    for name, value in content.items():
        writer.add_blob(name, [value[:1], value[1:]]) if isinstance(value, bytes) else writer.add(name, value)
    writer.finish(meta)
    return sink.getvalue()


@given(st.dictionaries(st.text(), some_arrays | st.binary(), max_size=5), st.dictionaries(st.text(), st.integers(0, 9)))
def test_what_is_written_is_read(content: dict[str, NDArray[Any] | bytes], meta: dict[str, Any]) -> None:
    file = ArrayFile(memoryview(written(content, meta)), "file")
    file.verify()
    assert file.meta == meta
    assert file.names() == list(content)
    for name, value in content.items():
        if isinstance(value, bytes):
            assert bytes(file.blob(name)) == value
        else:
            np.testing.assert_array_equal(file.array(name), value)
            assert not file.array(name).flags.writeable
    assert "missing" not in file or "missing" in content


CONTENT: dict[str, NDArray[Any] | bytes] = {"numbers": np.arange(100, dtype="<u4"), "blob": b"treaty" * 20}


def test_any_byte_that_is_changed_is_found() -> None:
    good = written(CONTENT, {"documents": 3})
    padding = {at for at in range(len(good)) if ArrayFile(memoryview(good), "f") and _is_padding(good, at)}
    for at in range(len(good)):
        if at in padding:
            continue
        bad = bytearray(good)
        bad[at] ^= 0x41
        with pytest.raises(DamagedFileError, match="file"):
            ArrayFile(memoryview(bytes(bad)), "file").verify()


def _is_padding(data: bytes, at: int) -> bool:
    file = ArrayFile(memoryview(data), "file")
    ends = [entry.start + entry.length for entry in file._entries.values()]
    starts = [entry.start for entry in file._entries.values()]
    return any(end <= at < start for end, start in zip(ends, starts[1:], strict=False))


def test_any_file_that_is_cut_short_is_found() -> None:
    good = written(CONTENT, {})
    for length in range(len(good)):
        with pytest.raises(DamagedFileError):
            ArrayFile(memoryview(good[:length]), "file").verify()


@pytest.mark.parametrize("kind", ["folder", "memory"])
def test_a_file_is_opened_in_any_storage(tmp_path: Path, kind: str) -> None:
    storage = FileStorage(str(tmp_path)) if kind == "folder" else RamStorage()
    file = storage.create_file("arrays")
    writer = ArrayFileWriter(file)
    writer.add("numbers", np.arange(5))
    writer.finish({})
    file.close()
    assert open_array_file(storage, "arrays").array("numbers").tolist() == [0, 1, 2, 3, 4]


def test_an_empty_file_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with pytest.raises(DamagedFileError, match="cut short"):
        open_array_file(FileStorage(str(tmp_path)), "empty")
