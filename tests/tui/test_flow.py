from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.tui.flow import Place, back, clamp, distance, forward, last


class Heights:
    def __init__(self, heights: list[int]) -> None:
        self.heights = heights

    def __len__(self) -> int:
        return len(self.heights)

    def height(self, item: int) -> int:
        return self.heights[item]

    @property
    def places(self) -> list[Place]:
        return [(item, line) for item, height in enumerate(self.heights) for line in range(height)]


flows = st.lists(st.integers(1, 5), min_size=1, max_size=12).map(Heights)


@given(flows, st.data())
def test_moving_is_counting_lines(flow: Heights, data: st.DataObject) -> None:
    places = flow.places
    at = data.draw(st.integers(0, len(places) - 1))
    lines = data.draw(st.integers(0, 70))
    assert forward(flow, places[at], lines) == places[min(len(places) - 1, at + lines)]
    assert back(flow, places[at], lines) == places[max(0, at - lines)]
    assert last(flow) == places[-1]


@given(flows, st.data())
def test_distance_is_the_number_of_lines_between(flow: Heights, data: st.DataObject) -> None:
    places = flow.places
    upper, lower = sorted(data.draw(st.tuples(*[st.integers(0, len(places) - 1)] * 2)))
    most = data.draw(st.integers(0, 70))
    assert distance(flow, places[upper], places[lower], most) == min(most, lower - upper)
    if upper != lower:
        assert distance(flow, places[lower], places[upper], most) == 0


@given(flows, st.tuples(st.integers(-3, 20), st.integers(-3, 20)))
def test_clamping_gives_a_place_that_exists(flow: Heights, place: Place) -> None:
    clamped = clamp(flow, place)
    assert clamped in flow.places
    assert clamped == place or place not in flow.places


def test_a_flow_without_items_has_one_place() -> None:
    flow = Heights([])
    assert clamp(flow, (3, 4)) == forward(flow, (0, 0), 5) == back(flow, (2, 2), 1) == last(flow) == (0, 0)


def test_only_what_is_passed_is_measured() -> None:
    class Far(Heights):
        def height(self, item: int) -> int:
            assert item < 3, "measured too far"
            return super().height(item)

    flow = Far([2] * 100)
    assert forward(flow, (0, 0), 4) == (2, 0)
    assert distance(flow, (0, 0), (99, 0), 5) == 5
