from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.collection import Like
from searchtui.tui.pins import Pins
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import driven


def test_pins_keep_the_order_in_which_they_were_put_in() -> None:
    pins = Pins()
    assert [pins.toggle(Like(name, number)) for name, number in (("a", 3), ("b", 1), ("c", 2))] == [True] * 3
    assert not pins.toggle(Like("b", 9))
    assert list(pins) == [Like("a", 3), Like("c", 2)]
    assert "b" not in pins
    assert pins["c"].paragraph == 2
    pins.toggle(Like("b", 4))
    assert [pin.article for pin in pins] == ["a", "c", "b"]


def test_listeners_hear_of_changes_alone() -> None:
    pins, heard = Pins(), list[int]()
    pins.listen(lambda: heard.append(len(pins)))
    pins.toggle(Like("a", 1))
    pins.replace([Like("a", 1)])
    assert heard == [1]
    pins.replace([Like("a", 2), Like("b", 1), Like("a", 3)])
    assert list(pins) == [Like("a", 2), Like("b", 1)]
    pins.replace([])
    assert heard == [1, 2, 0]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3))))
def test_an_article_is_pinned_after_every_odd_number_of_keys(keys: list[tuple[str, int]]) -> None:
    pins = Pins()
    for name, number in keys:
        pins.toggle(Like(name, number))
    for name in "abc":
        assert (name in pins) == (sum(key == name for key, _ in keys) % 2 == 1)


async def test_p_pins_what_one_is_at_in_hits_columns_and_reader() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        pins = run.app.pins
        await run.press("escape", "p")
        assert list(pins) == [run.search.at]
        await run.press("p")
        assert not len(pins)
        await run.press("right", "right", "p", "enter", "n", "p")
        assert not len(pins), "the reader is at the same article"
        await run.pilot.press("p")
        assert [pin.paragraph for pin in pins] == [run.on(ReaderScreen).at.paragraph]
        await run.press("escape", "P")
        assert not len(pins)


async def test_nothing_can_be_pinned_where_nothing_is_found() -> None:
    async with driven("zebra") as run:
        await run.press("escape", "p")
        assert not len(run.app.pins)
