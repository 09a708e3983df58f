"""What was compressed, in blocks."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.formats import Format
from searchtui.corpus.unfolding import BLOCK, DamagedError, unfolded

PACKERS: dict[Format, Callable[[bytes], bytes]] = {
    Format.BZIP2: bz2.compress,
    Format.GZIP: gzip.compress,
    Format.XZ: lzma.compress,
    Format.ZSTD: zstandard.ZstdCompressor().compress,
}
KINDS = pytest.mark.parametrize("kind", PACKERS)
TEXT = bytes(range(256)) * 3000


@KINDS
def test_what_was_packed_comes_out_in_blocks(kind: Format) -> None:
    blocks = list(unfolded(PACKERS[kind](TEXT), kind))
    assert b"".join(blocks) == TEXT
    assert len(blocks) > 1 and max(map(len, blocks)) <= BLOCK


@KINDS
def test_streams_behind_one_another_are_one(kind: Format) -> None:
    packed = PACKERS[kind](b"one ") + PACKERS[kind](b"") + PACKERS[kind](b"two")
    assert b"".join(unfolded(packed, kind)) == b"one two"


def test_streams_of_xz_may_have_zeros_between_them() -> None:
    assert b"".join(unfolded(lzma.compress(b"one ") + b"\0" * 8 + lzma.compress(b"two") + b"\0" * 4, Format.XZ)) == (
        b"one two"
    )


@KINDS
def test_of_what_breaks_off_the_beginning_is_right(kind: Format) -> None:
    data = b"".join(b"%d lines of a text.\n" % number for number in range(100_000))
    packed = PACKERS[kind](data)
    found = b""
    with pytest.raises(DamagedError):
        for block in unfolded(packed[: len(packed) * 3 // 4], kind):
            found += block
    assert data.startswith(found)
    if kind is not Format.ZSTD:  # which may hold all back that is of one block
        assert found


@KINDS
@given(data=st.binary(max_size=60))
def test_any_bytes_are_blocks_or_damage(kind: Format, data: bytes) -> None:
    with contextlib.suppress(DamagedError):
        assert all(unfolded(data, kind))


def test_a_window_that_asks_for_too_much_memory_is_refused() -> None:
    packer = lzma.compress(b"x", format=lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29}])
    with pytest.raises(DamagedError):
        list(unfolded(packer, Format.XZ))
