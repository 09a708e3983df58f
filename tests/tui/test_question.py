from __future__ import annotations

from searchtui.tui.question import Question


def test_the_last_word_is_a_prefix_while_it_is_typed() -> None:
    assert Question("mil").request(5).prefix_last
    assert not Question("mil ").request(5).prefix_last
    assert not Question("").request(5).prefix_last
    assert not Question("mil", finished=True).request(5).prefix_last
    assert Question("mil", finished=True).typed("mili").request(5).prefix_last


def test_limit_and_exactness() -> None:
    assert Question("x", exactly=True).request(7).exactly
    assert not Question("x").request(7).exactly
    assert Question("x").request(7).limit == 7
    assert Question(" ").blank
