from __future__ import annotations

from textual import events

from searchtui.tui.widgets.query import LONGEST
from tests.tui.driver import Driven, driven


async def paste(run: Driven, text: str) -> None:
    run.search.query_line.post_message(events.Paste(text))
    await run.pilot.pause()
    await run.settled()


async def test_pasted_lines_are_joined_by_one_space() -> None:
    async with driven() as run:
        await paste(run, "the harbour\r\n\n   was \u2028quiet\n")
        assert run.search.query_line.value == "the harbour was quiet"
        assert run.asked().text == "the harbour was quiet"


async def test_what_is_pasted_stands_where_the_cursor_is_or_for_what_is_selected() -> None:
    async with driven("harbour quiet") as run:
        await run.press("home", *["right"] * 8)
        await paste(run, "was ")
        assert run.search.query_line.value == "harbour was quiet"
        run.search.query_line.action_select_all()
        await paste(run, "fleet\x1b[31m")
        assert run.search.query_line.value == "fleet\ufffd[31m"


async def test_pasting_nothing_changes_nothing() -> None:
    async with driven("harbour") as run:
        await paste(run, "\n \r\n")
        await paste(run, "")
        assert run.search.query_line.value == "harbour"


async def test_a_paste_that_is_no_query_is_cut_and_it_is_said() -> None:
    async with driven("harbour ", size=(160, 40)) as run:
        run.search.query_line.post_message(events.Paste("harbour\n" + "fleet" * 20_000 + "\n"))
        await run.until(lambda: "cut to 4,096 characters" in run.shown)
        value = run.search.query_line.value
        assert len(value) == LONGEST
        assert value.startswith("harbour harbour fleetfleet")
        await paste(run, "more")
        assert run.search.query_line.value == value
