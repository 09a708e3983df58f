"""Packed numbers are the numbers that were packed."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar import packing
from searchtui.columnar.arrayfile import ArrayFile, ArrayFileWriter
from searchtui.columnar.growing import GrowingArray
from searchtui.columnar.packing import NarrowArray, changes, cut, pack_variable, running_sums, starts_of

numbers = st.lists(
    st.integers(0, 300) | st.integers(0, 1 << 15) | st.integers(0, (1 << 63) - 1) | st.sampled_from([127, 128, 255])
)
few_wide = st.lists(st.integers(0, 260), min_size=20, max_size=200)
extents = st.tuples(st.integers(0, 19), st.integers(0, 120))


def _written(values: list[int]) -> NarrowArray:
    sink = io.BytesIO()
    writer = ArrayFileWriter(sink)
    GrowingArray.of(np.array(values, np.int64)).write_narrow(writer, "some")
    writer.finish({})
    return NarrowArray(ArrayFile(memoryview(sink.getvalue()), "file"), "some")


@given(few_wide, st.lists(extents, max_size=6), st.sampled_from([0, 32, 999]))
def test_extents_are_cut_out(values: list[int], some: list[tuple[int, int]], long: int) -> None:
    starts = np.array([start for start, _ in some], np.int64)
    counts = np.array([min(count, len(values) - start) for start, count in some], np.int64)
    expected = [value for start, count in zip(starts, counts, strict=True) for value in values[start : start + count]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "_LONG", long)
        assert cut(np.array(values), starts, counts).tolist() == expected
        assert _written(values).spans(starts, counts, np.float32).tolist() == expected


@given(st.lists(st.integers(0, 300) | st.integers(0, (1 << 32) - 1) | st.sampled_from([127, 128, 255])))
def test_variable_bytes(values: list[int]) -> None:
    packed, ends = pack_variable(np.array(values, np.int64))
    starts = [0, *ends.tolist()]
    assert [running_sums(packed[a:b]).tolist() for a, b in zip(starts, ends.tolist(), strict=False)] == [
        [value] for value in values
    ]


@given(st.lists(st.integers(0, 3) | st.integers(0, 300) | st.integers(0, (1 << 32) - 1)))
def test_running_sums(values: list[int]) -> None:
    packed, _ = pack_variable(np.array(values, np.int64))
    expected = [sum(values[: at + 1]) % (1 << 32) for at in range(len(values))]
    assert running_sums(packed).tolist() == expected


@pytest.mark.parametrize("wide", [(), (0,), (500,), (999,), (0, 1, 998, 999), range(0, 1_000, 7), range(1_000)])
def test_running_sums_of_many(wide: tuple[int, ...]) -> None:
    values = np.ones(1_000, np.int64)
    values[list(wide)] = 70_000
    assert running_sums(pack_variable(values)[0]).tolist() == np.cumsum(values).tolist()


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"), (16384, "808001"), (624485, "e58e26")],
)
def test_variable_bytes_are_leb128(value: int, expected: str) -> None:
    assert pack_variable(np.array([value], np.uint32))[0].tobytes().hex() == expected


@given(numbers | few_wide, st.data())
def test_narrow_arrays(values: list[int], data: st.DataObject) -> None:
    array = _written(values)
    assert len(array) == len(values)
    start = data.draw(st.integers(0, len(values)))
    end = data.draw(st.integers(start, len(values)))
    assert array.span(start, end).tolist() == values[start:end]
    places = data.draw(st.lists(st.integers(0, len(values) - 1))) if values else []
    assert array.take(np.array(places, np.int64)).tolist() == [values[place] for place in places]


@given(st.integers(254, 70_000), st.lists(st.integers(0, 400), max_size=3), st.data())
def test_numbers_behind_the_last_wide_one_are_read(length: int, wide: list[int], data: st.DataObject) -> None:
    values = np.ones(length, np.int64)
    values[[place for place in wide if place < length]] = 300
    array = _written(values.tolist())
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    assert np.array_equal(array.span(start, end), values[start:end])
    places = np.arange(start, end)
    assert np.array_equal(array.take(places), values[start:end])


def test_few_large_numbers_do_not_widen_all() -> None:
    sink = io.BytesIO()
    writer = ArrayFileWriter(sink)
    GrowingArray.of(np.array([1] * 1000 + [70_000])).write_narrow(writer, "some")
    writer.finish({})
    assert len(sink.getvalue()) < 1300


@given(st.lists(st.integers(0, 5)))
def test_the_first_of_each_kind(numbers: list[int]) -> None:
    rising = np.array(sorted(numbers), np.int64)
    assert rising[changes(rising)].tolist() == sorted(set(numbers))


@given(st.lists(st.integers(0, 300)))
def test_things_begin_where_those_before_them_end(sizes: list[int]) -> None:
    assert starts_of(np.array(sizes, np.uint8 if max(sizes, default=0) < 256 else np.int64)).tolist() == [
        sum(sizes[:end]) for end in range(len(sizes) + 1)
    ]
