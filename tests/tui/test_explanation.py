from __future__ import annotations

from searchtui.collection import Like
from searchtui.tui.screens.explanation import ExplanationScreen
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven


async def explained(run: Driven) -> str:
    await run.pilot.press("f4")
    await run.until(lambda: isinstance(run.app.screen, ExplanationScreen))
    await run.settled()
    return run.shown


async def test_f4_explains_the_query_and_the_hit_that_one_is_at() -> None:
    async with driven("harbour") as run:
        await run.press("down", "down")
        shown = await explained(run)
        assert "What was understood" in shown
        assert "harbour" in shown
        assert "7 and 2 more" in shown
        assert "\x1b" not in shown
        assert shown.count("Why this hit stands where it stands") == 1
        assert "1.250" in shown
        assert "It is first." in shown
        await run.press("escape")
        assert run.app.screen is run.search


async def test_an_answer_without_hits_is_explained_too() -> None:
    async with driven("nowhere") as run:
        assert "Why this hit" not in await explained(run)


async def test_an_explanation_fits_a_narrow_screen() -> None:
    async with driven("harbour", size=(40, 12)) as run:
        await explained(run)
        assert all(len(line) <= 40 for line in run.lines)


async def test_m_asks_for_more_like_the_hit_and_typing_begins_anew() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "m")
        fleet = run.collection.contents[0]
        assert run.asked().like == (Like(fleet.id, 2),)
        assert run.asked().text == ""
        assert run.search.query_line.value == ""
        await run.press("slash", "n")
        assert run.asked().like == ()
        assert run.asked().text == "n"


async def test_m_works_in_a_column_and_in_the_reader() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "right", "n", "m")
        assert run.asked().like[0].paragraph == 4
    async with driven("harbour") as run:
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        await run.press("m")
        await run.until(lambda: run.asked().like)
        assert run.app.screen is run.search
