"""Bytes that come in blocks, and how many of them are taken."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.article import Reason
from searchtui.corpus import taking
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.taking import Taker, TooMuchError, entered, joined, within
from searchtui.corpus.unfolding import DamagedError


def damaged(*blocks: bytes) -> Iterator[bytes]:
    yield from blocks
    raise DamagedError


@given(st.lists(st.binary(min_size=1, max_size=5)), st.lists(st.integers(0, 7)))
def test_what_is_taken_is_what_came(blocks: list[bytes], sizes: list[int]) -> None:
    whole = b"".join(blocks)
    taker = Taker(iter(blocks))
    assert whole.startswith(taker.begin())
    taken = [taker.take(size) for size in sizes]
    assert all(len(one) == size or sum(sizes) > len(whole) for one, size in zip(taken, sizes, strict=True))
    assert b"".join([*taken, *taker.blocks()]) == whole
    assert taker.take(1) == b""


def test_no_more_is_taken_than_was_asked_for() -> None:
    taker = Taker(iter([b"abc", b"def"]))
    assert b"".join(taker.blocks(4)) == b"abcd"
    assert b"".join(taker.blocks()) == b"ef"


def test_damage_is_said_behind_what_is_sound() -> None:
    taker = Taker(damaged(b"abc"))
    assert taker.take(5) == b"abc"
    for _ in range(2):
        with pytest.raises(DamagedError):
            taker.take(1)


def test_what_is_too_much_is_said_at_once() -> None:
    taker = Taker(within([b"x" * 10], Allowance(left=5), 10))
    with pytest.raises(TooMuchError):
        taker.take(3)


def test_joined_bytes_and_whether_they_are_whole() -> None:
    assert joined([b"ab", b"c"], longest=9) == (b"abc", True)
    assert joined(damaged(b"ab", b"c"), longest=9) == (b"abc", False)
    assert joined([b"abc"], longest=3) == (b"abc", True)
    with pytest.raises(TooMuchError) as error:
        joined([b"abc", b"d"], longest=3)
    assert error.value.reason is Reason.TOO_LARGE


def test_blocks_use_up_the_allowance() -> None:
    allowance = Allowance(left=10)
    assert list(within([b"x" * 4] * 2, allowance, 8)) == [b"x" * 4] * 2
    assert (allowance.left, allowance.is_spent) == (2, False)
    blocks = within([b"x" * 2, b"x"], allowance, 8)
    assert next(blocks) == b"x" * 2
    with pytest.raises(TooMuchError):
        next(blocks)
    assert allowance.is_spent


def test_a_little_may_unfold_to_much_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "_ANY_RATIO", 1000)
    assert len(list(within([b"x" * 1000], Allowance(), 1))) == 1
    assert len(list(within([b"x" * 2000], Allowance(), 10))) == 1
    with pytest.raises(TooMuchError, match="200 times"):
        list(within([b"x" * 2001], Allowance(), 10))


def test_archives_in_archives_are_counted() -> None:
    allowance = Allowance()
    with entered(allowance), entered(allowance):
        with pytest.raises(TooMuchError), entered(allowance):
            pass
        assert allowance.depth == 2
    with pytest.raises(ValueError), entered(allowance):
        raise ValueError
    assert allowance.depth == 0
