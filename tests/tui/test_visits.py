from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.keeping import Visit
from searchtui.tui.visits import MOST_VISITS, Visits


def test_back_and_forward_and_a_new_way() -> None:
    visits = Visits(Visit("a"))
    for query in "bcd":
        visits.go(Visit(query))
    assert visits.step(-1) == Visit("c")
    assert visits.step(-1) == Visit("b")
    assert visits.before == Visit("a")
    assert visits.step(1) == Visit("c")
    visits.note(Visit("C"))
    visits.go(Visit("e"))
    assert visits.step(1) is None
    assert visits.step(-1) == Visit("C")
    assert len(visits) == 4


def test_nothing_lies_before_the_first() -> None:
    visits = Visits(Visit("a"))
    assert visits.step(-1) is None
    assert visits.step(1) is None
    assert visits.before is None
    assert visits.here == Visit("a")


@given(st.lists(st.one_of(st.text("abc", min_size=1, max_size=3), st.sampled_from([-1, 1])), max_size=60))
def test_it_is_what_a_browser_does(moves: list[str | int]) -> None:
    visits, past, future = Visits(Visit("")), [""], list[str]()
    for move in moves:
        if isinstance(move, str):
            visits.go(Visit(move))
            past, future = [*past, move], []
        elif move < 0 and len(past) > 1:
            future.append(past.pop())
            visits.step(-1)
        elif move > 0 and future:
            past.append(future.pop())
            visits.step(1)
        assert visits.here.query == past[-1]


def test_the_oldest_make_room() -> None:
    visits = Visits(Visit("first"))
    for number in range(3 * MOST_VISITS):
        visits.go(Visit(str(number)))
    assert len(visits) == MOST_VISITS
    while visits.step(-1) is not None:
        pass
    assert visits.here.query == str(2 * MOST_VISITS)
