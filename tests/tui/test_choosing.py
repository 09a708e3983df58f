"""Choosing paragraphs for another program."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from searchtui.collection import SearchRequest
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.signs import MARKED
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection


def taken(run: Driven) -> list[tuple[str, int]]:
    return [(choice.path.name, choice.paragraph) for choice in run.app.choices]


async def test_enter_in_the_query_line_takes_the_best_hit() -> None:
    async with driven("harbour", choosing=True) as run:
        assert "Enter pick" in run.lines[-1]
        await run.pilot.press("enter")
        await run.until(lambda: run.app.choices)
    assert taken(run) == [("fleet.txt", 2)]
    assert run.app.choices[0].path == Path("articles/fleet.txt").absolute()
    assert run.app.return_code == 0


async def test_enter_waits_for_the_answer_to_what_was_typed() -> None:
    collection = FakeCollection()
    go = threading.Event()

    def gate(request: SearchRequest) -> None:
        if request.text.endswith("nine"):
            assert go.wait(10)

    collection.gate = gate
    async with driven("harbour", choosing=True, collection=collection) as run:
        await run.pilot.press("ctrl+u", *"nine", "enter")
        go.set()
        await run.until(lambda: run.app.choices)
    assert taken(run) == [("treaty.txt", 2)]


async def test_enter_in_the_hits_and_in_the_reader_takes_the_paragraph_there() -> None:
    async with driven("harbour", choosing=True) as run:
        await run.press("tab", "down", "r")
        reader = run.on(ReaderScreen)
        await run.until(lambda: reader.pane.page is not None and reader.pane.page.whole)
        assert "Enter pick" in run.lines[-1]
        await run.pilot.press("n", "enter")
        await run.until(lambda: run.app.choices)
    assert taken(run) == [("fleet.txt", 5)]


async def test_several_are_marked_and_taken_together() -> None:
    async with driven("harbour", choosing=True) as run:
        await run.press("tab", "space", "down", "space", "down", "space", "space")
        await run.pilot.press("enter")
        await run.until(lambda: run.app.choices)
    assert taken(run) == [("fleet.txt", 2), ("fleet.txt", 4)]


@pytest.mark.parametrize(("size", "order"), [((120, 40), ""), ((120, 40), "g"), ((80, 24), "")])
async def test_what_is_marked_has_a_sign_and_is_counted_until_the_mark_is_taken_off(
    size: tuple[int, int], order: str
) -> None:
    async with driven("harbour", size=size, choosing=True) as run:
        await run.press("tab", *order)
        first = run.search.at
        assert first is not None
        await run.pilot.press("space")
        await run.until(lambda: "1 marked" in run.shown)
        (marked,) = [strip.text for strip in run.search.hits.strips if MARKED in strip.text]
        assert f"¶{first.paragraph}{MARKED}" in marked
        await run.pilot.press("down", "space")
        await run.until(lambda: "2 marked" in run.shown)
        assert sum(MARKED in strip.text for strip in run.search.hits.strips) == 2
        await run.pilot.press("up", "space", "down", "space")
        await run.until(lambda: not run.app.marked)
        assert not any(MARKED in strip.text or " marked" in strip.text for strip in run.search.hits.strips)


async def test_marks_stand_beside_the_paragraphs_of_the_reader_and_of_other_answers() -> None:
    async with driven("harbour", choosing=True) as run:
        await run.press("tab", "r")
        await run.until(lambda: run.on(ReaderScreen).pane.page is not None)
        await run.pilot.press("space")
        await run.until(lambda: any(MARKED in strip.text for strip in run.on(ReaderScreen).pane.strips))
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        await run.press("slash", "ctrl+u")
        await run.type("quiet")
        await run.until(lambda: any(MARKED in strip.text for strip in run.search.hits.strips))


@pytest.mark.parametrize("keys", [["escape"], ["tab", "escape"], ["ctrl+c"], ["ctrl+q"]])
async def test_leaving_takes_nothing(keys: list[str]) -> None:
    async with driven("harbour", choosing=True) as run:
        await run.pilot.press(*keys)
    assert (run.app.return_code, run.app.choices) == (130, ())


async def test_where_nothing_is_found_enter_takes_nothing() -> None:
    async with driven("nothinghasthis", choosing=True) as run:
        await run.press("enter")
        assert not run.app.choices
        await run.press("ctrl+u", *"nine")
        await run.pilot.press("enter")
        await run.until(lambda: run.app.choices)


async def test_elsewhere_there_is_nothing_to_pick() -> None:
    async with driven("harbour") as run:
        assert " pick" not in run.lines[-1]
        run.app.action_take()
        run.app.action_mark()
        await run.until(lambda: len(run.app._notifications) == 2)
        assert {note.message for note in run.app._notifications} == {
            "Picking is for other programs: start searchtui with --pick."
        }
        await run.press("enter")
        run.on(ReaderScreen)
