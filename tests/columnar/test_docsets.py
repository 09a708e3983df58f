"""Sets of documents are sets, however they are kept."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar.docsets import (
    Docs,
    DocSet,
    common,
    difference,
    found_in,
    intersection,
    meeting,
    places_of,
    union,
)

SIZE = 3_000
few = st.sets(st.integers(0, SIZE - 1), max_size=8)
many = st.builds(
    lambda step, start, out: set(range(start, SIZE, step)) - out, st.integers(1, 9), st.integers(0, 99), few
)
members = few | many


def listed(some: set[int]) -> Docs:
    return np.array(sorted(some), np.int32)


def marked(some: set[int]) -> DocSet:
    mask = np.zeros(SIZE, bool)
    mask[list(some)] = True
    return DocSet(SIZE, mask=mask)


sets = st.tuples(members, st.booleans()).map(
    lambda drawn: (drawn[0], marked(drawn[0]) if drawn[1] else DocSet(SIZE, listed(drawn[0])))
)


def content(some: DocSet) -> set[int]:
    docs = some.docs.tolist()
    assert docs == sorted(set(docs))
    assert np.flatnonzero(some.mask).tolist() == docs
    assert len(some) == len(docs)
    return set(docs)


@given(st.lists(sets, min_size=1, max_size=4))
def test_sets_meet_and_unite(some: list[tuple[set[int], DocSet]]) -> None:
    assert content(intersection([kept for _, kept in some])) == set.intersection(*(plain for plain, _ in some))
    assert content(union([kept for _, kept in some], SIZE)) == set.union(*(plain for plain, _ in some))


@given(sets, sets)
def test_sets_are_taken_from_sets(wanted: tuple[set[int], DocSet], banned: tuple[set[int], DocSet]) -> None:
    assert content(difference(wanted[1], banned[1])) == wanted[0] - banned[0]
    assert wanted[1].holds(listed(banned[0])).tolist() == [doc in wanted[0] for doc in sorted(banned[0])]


def test_the_union_of_nothing_is_empty() -> None:
    assert content(union([], SIZE)) == set()


@given(members, members)
def test_places_where_lists_meet(left: set[int], right: set[int]) -> None:
    of_left, of_right = meeting(listed(left), listed(right), SIZE)
    both = sorted(left & right)
    assert listed(left)[of_left].tolist() == both
    assert listed(right)[of_right].tolist() == both
    at, found = found_in(listed(left), listed(right), SIZE)
    assert found.tolist() == [doc in right for doc in sorted(left)]
    assert listed(right)[at[found]].tolist() == both


@given(st.lists(members, min_size=1, max_size=4))
def test_documents_that_are_in_all_lists(lists: list[set[int]]) -> None:
    docs, places = common([listed(some) for some in lists], SIZE)
    assert docs.tolist() == sorted(set.intersection(*lists))
    for some, at in zip(lists, places, strict=True):
        assert listed(some)[at].tolist() == docs.tolist()


@given(st.integers(0, 300), st.floats(0, 0.2), st.randoms(use_true_random=False))
def test_places_of_a_mask(size: int, share: float, random: random.Random) -> None:
    truths = [random.random() < share for _ in range(size)]
    assert places_of(np.array(truths, bool)).tolist() == [place for place, true in enumerate(truths) if true]
