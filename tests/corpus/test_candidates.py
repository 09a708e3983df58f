"""Pairs of articles that may be copies: as a plain search finds them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.corpus import Candidates, candidates, find_candidates
from tests.examples import examples

Marks = Sequence[Iterable[int]]
Found = dict[tuple[int, int], tuple[bool, bool]]


def found(marks: Marks, keys: Sequence[int], new: Iterable[int]) -> Candidates:
    lists = [sorted(set(some)) for some in marks]
    starts = np.cumsum([0, *map(len, lists)])
    return find_candidates(
        starts,
        np.array(list(chain.from_iterable(lists)), np.uint64),
        np.array(keys, np.int64),
        np.isin(np.arange(len(lists)), list(new)),
    )


def as_dict(some: Candidates) -> Found:
    columns = some.one.tolist(), some.other.tolist(), some.same.tolist(), some.only_common.tolist()
    pairs = list(zip(*columns, strict=True))
    told = {(one, other): (same, only_common) for one, other, same, only_common in pairs}
    assert len(told) == len(pairs)
    return told


def plainly(marks: Marks, keys: Sequence[int], new: set[int]) -> Found:
    """The same, one article after the other."""
    sets = [set(some) for some in marks]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for article, some in enumerate(sets):
        for mark in some:
            holders[mark].append(article)
    pairs: set[tuple[int, int]] = set()

    def fullest(articles: Iterable[int]) -> list[int]:
        return heapq.nsmallest(candidates._REPRESENTATIVES, articles, key=lambda one: (-len(sets[one]), keys[one]))

    for articles in holders.values():
        representatives = fullest(articles)
        standing = {*representatives, *fullest(one for one in articles if one not in new)}
        for one in new.intersection(articles):
            with_all = len(articles) <= candidates._COMMON or one in representatives
            others = articles if with_all else standing
            pairs.update(tuple(sorted((one, other), key=keys.__getitem__)) for other in others if other != one)  # type: ignore[misc]
    told: Found = {}
    for one, other in pairs:
        shared = sets[one] & sets[other]
        if len(shared) >= candidates._LEAST_MARKS * min(len(sets[one]), len(sets[other])):
            only_common = all(len(holders[mark]) > candidates._COMMON for mark in shared)
            told[one, other] = (sets[one] == sets[other], only_common)
    return told


@pytest.fixture(autouse=True)
def small_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few articles make a fingerprint common, and few fingerprints are looked at in one go."""
    monkeypatch.setattr(candidates, "_COMMON", 5)
    monkeypatch.setattr(candidates, "_REPRESENTATIVES", 2)
    monkeypatch.setattr(candidates, "_SLICE", 7)


NUMBERS = [*range(12), *range(1 << 16, 1 << 17, 9999), *range(2**64 - 12, 2**64)]
MARKS = st.lists(st.sets(st.sampled_from(NUMBERS)), max_size=25)


@settings(max_examples=examples(200))
@given(MARKS, st.data())
def test_pairs_are_those_of_a_plain_search(marks: list[set[int]], data: st.DataObject) -> None:
    keys = data.draw(st.permutations(range(len(marks))))
    new = data.draw(st.sets(st.sampled_from(range(len(marks))))) if marks else set()
    assert as_dict(found(marks, keys, new)) == plainly(marks, keys, new)


@given(MARKS)
def test_neighbours_together_are_the_same_pairs(marks: list[set[int]]) -> None:
    some = found(marks, range(len(marks)), range(len(marks)))
    assert as_dict(some.neighbours_together()) == as_dict(some)


def test_the_same_articles_come_again_soon() -> None:
    # Articles of two stories that take turns.
    marks = [{story * 100 + number for number in (place, place + 1)} for place in range(30) for story in range(2)]
    ordered = found(marks, range(60), range(60)).neighbours_together()
    stories = [one % 2 for one in ordered.one.tolist()]
    assert len(stories) == 58
    assert stories == sorted(stories)
    places = list(dict.fromkeys(chain.from_iterable(zip(ordered.one.tolist(), ordered.other.tolist(), strict=True))))
    assert places == sorted(places, key=lambda one: (one % 2, one))


def test_nothing_new_has_no_candidates() -> None:
    assert as_dict(found([{1, 2}, {1, 2}], [0, 1], [])) == {}
    assert as_dict(found([], [], [])) == {}
