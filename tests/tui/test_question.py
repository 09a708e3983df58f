from __future__ import annotations

from searchtui.collection import Mode
from searchtui.tui.question import Facet, Question


def test_the_last_word_is_a_prefix_while_it_is_typed() -> None:
    assert Question("mil").request(5).prefix_last
    assert not Question("mil ").request(5).prefix_last
    assert not Question("").request(5).prefix_last
    assert not Question("mil", finished=True).request(5).prefix_last
    assert Question("mil", finished=True).typed("mili").request(5).prefix_last


def test_picked_values_become_filters_and_can_be_dropped() -> None:
    question = Question("x").pick(Facet.DATE, "2020").pick(Facet.SOURCE, "A").pick(Facet.SOURCE, "B")
    request = question.request(5)
    assert (request.sources, request.authors, request.months) == (("A", "B"), (), ("2020",))
    assert question.pick(Facet.SOURCE, "A").values(Facet.SOURCE) == ("B",)
    assert question.choose(Facet.SOURCE, ()).values(Facet.SOURCE) == ()


def test_questions_are_equal_however_they_came_about() -> None:
    one = Question().pick(Facet.SOURCE, "A").pick(Facet.DATE, "2020")
    other = Question().pick(Facet.DATE, "2020").pick(Facet.SOURCE, "A")
    assert one == other


def test_mode_and_limit() -> None:
    assert Question("x", plain=True).request(7).mode is Mode.PLAIN
    assert Question("x").request(7).limit == 7
    assert Question(" ").blank
