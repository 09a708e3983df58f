"""A cache keeps what was used lately, and no more than it may."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar.cache import BoundedCache


def cache(limit: int) -> BoundedCache[str]:
    return BoundedCache(limit, len)


@given(st.lists(st.integers(0, 30), max_size=200))
def test_values_are_right_and_take_no_more_than_they_may(asked: list[int]) -> None:
    known = cache(100)
    for number in asked:
        assert known.get(number, lambda number=number: str(number) * number) == str(number) * number  # type: ignore[misc]
        assert known.held <= 100


def test_what_is_kept_is_not_made_again() -> None:
    known, made = cache(100), []
    for _ in range(3):
        known.get("one", lambda: made.append(1) or "value")  # type: ignore[func-returns-value]
    assert (len(made), len(known), known.held) == (1, 1, 5)


def test_what_is_too_large_is_made_and_not_kept() -> None:
    known = cache(10)
    assert known.get("large", lambda: "x" * 6) == "x" * 6
    assert (len(known), known.held) == (0, 0)


def test_what_was_just_used_stays() -> None:
    known = cache(100)
    for number in range(1_000):
        known.get(number, lambda: "x" * 10)
        assert known.get(number, lambda: "made again") == "x" * 10


def test_turns_that_take_a_little_too_much_room_are_mostly_kept() -> None:
    known, made = cache(100), []
    for _ in range(50):
        for number in range(11):
            known.get(number, lambda: made.append(1) or "x" * 10)  # type: ignore[func-returns-value]
    assert len(made) < 50 * 11 / 2
