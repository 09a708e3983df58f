from __future__ import annotations

from searchtui.corpus.complaints import MOST_COMPLAINTS, capped


def test_all_are_listed_where_there_are_few() -> None:
    assert capped(["a", "b"]) == ("a", "b")
    assert capped([]) == ()
    assert capped(["a"] * MOST_COMPLAINTS) == ("a",) * MOST_COMPLAINTS


def test_of_many_the_first_are_listed_and_the_others_counted() -> None:
    said = capped(list(map(str, range(MOST_COMPLAINTS + 5))), 2)
    assert said[:-1] == tuple(map(str, range(MOST_COMPLAINTS)))
    assert said[-1] == "7 more problems of this kind are not listed."
