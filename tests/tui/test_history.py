from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.keeping import Asked, Kept, with_asked
from searchtui.tui.screens.entries import FilterLine
from searchtui.tui.screens.help import HelpScreen
from searchtui.tui.screens.history import HistoryScreen
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    made = Kept(tmp_path / "kept", tmp_path)
    for query in ("port", "military alliance", "harbour nets"):
        made.history.change(lambda entries, query=query: with_asked(entries, Asked(query, "2026-01-02T03:04:05Z")))  # type: ignore[misc]
    return made


def queries(kept: Kept) -> list[str]:
    return [asked.query for asked in kept.history.read()]


async def show(run: Driven) -> HistoryScreen:
    await run.pilot.press("ctrl+r")
    await run.until(lambda: isinstance(run.app.screen, HistoryScreen) and run.app.screen.pane.shown)
    return run.on(HistoryScreen)


async def test_a_query_is_remembered_when_something_is_done_with_its_answer(kept: Kept) -> None:
    async with driven(kept=kept) as run:
        await run.type("agreement")
        assert "agreement" not in queries(kept)
        await run.press("escape")
        await run.until(lambda: queries(kept)[-1] == "agreement")
        await run.press("slash", "backspace", "enter")
        await run.until(lambda: queries(kept)[-2:] == ["agreement", "agreemen"])
        assert isinstance(run.app.screen, ReaderScreen)
        await run.press("escape", "t", "s")
        await run.pilot.press("ctrl+q")
    assert queries(kept)[-3:] == ["agreement", "agreemen", "agreements"]


async def test_the_history_finds_fuzzily_and_asks_again(kept: Kept) -> None:
    async with driven("fleet", kept=kept) as run:
        screen = await show(run)
        assert [entry.key.query for entry in screen.pane.shown] == [
            "fleet",
            "harbour nets",
            "military alliance",
            "port",
        ]
        await run.pilot.press(*"aliance")
        await run.until(lambda: len(screen.pane.shown) == 1)
        assert "military alliance" in run.shown
        await run.pilot.press("ctrl+u", *"harbuor")
        await run.until(lambda: [entry.key.query for entry in screen.pane.shown] == ["harbour nets"])
        await run.press("enter")
        await run.until(lambda: run.app.screen is run.search)
        await run.settled()
        assert run.search.query_line.value == "harbour nets"
        assert run.is_at(run.search.query_line)
        assert run.asked().text == "harbour nets"


async def test_exactly_is_remembered_too(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await run.press("f2", "escape")
        await run.press("f2", "slash", "x")
        await show(run)
        assert " exactly" in run.shown
        await run.press("down", "enter")
        await run.until(lambda: run.app.screen is run.search)
        await run.settled()
        assert (run.search.question.text, run.search.question.exactly) == ("harbour", True)


@pytest.mark.parametrize("key", ["delete", "d"])
async def test_an_entry_is_deleted_for_good(kept: Kept, key: str) -> None:
    async with driven(kept=kept) as run:
        screen = await show(run)
        await run.pilot.press("down", "tab", key)
        await run.until(lambda: queries(kept) == ["port", "harbour nets"])
        assert [entry.key.query for entry in screen.pane.shown] == ["harbour nets", "port"]
        assert screen.pane.entry is not None
        assert screen.pane.entry.key.query == "port"
        await run.pilot.press("slash", "shift+delete")
        await run.until(lambda: queries(kept) == ["harbour nets"])


async def test_moving_and_leaving(kept: Kept) -> None:
    async with driven("fleet", kept=kept) as run:
        screen = await show(run)
        await run.pilot.press("down", "down", "up")
        assert screen.pane.cursor == (1, 0)
        await run.pilot.press("pagedown")
        assert screen.pane.cursor == (3, 0)
        await run.pilot.press("pageup", *"po", "escape")
        assert screen.filter_line.value == ""
        await run.pilot.press("f1")
        assert "The line above a list" in "\n".join(run.lines)
        assert run.on(HelpScreen).about is FilterLine.where
        await run.pilot.press("escape", "escape")
        await run.until(lambda: run.app.screen is run.search)
        screen = await show(run)
        await run.pilot.press("tab", "q")
        await run.until(lambda: run.app.screen is run.search)
        assert run.search.query_line.value == "fleet"


async def test_a_click_on_an_entry_and_another_one_ask_it(kept: Kept) -> None:
    async with driven(kept=kept) as run:
        screen = await show(run)
        await run.pilot.click(screen.pane, offset=(5, 2))
        await run.pilot.click(screen.pane, offset=(5, 2))
        await run.until(lambda: run.app.screen is run.search)
        assert run.search.query_line.value == "military alliance"


async def test_where_nothing_is_kept_that_is_said() -> None:
    async with driven("harbour") as run:
        await run.press("ctrl+r")
        await run.until(lambda: "Nothing is kept in this session" in run.shown)
        assert run.app.screen is run.search


async def test_a_folder_that_cannot_be_written_is_said_once_and_the_search_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with driven(kept=Kept(tmp_path / "file" / "kept", tmp_path)) as run:
        await run.type("harbour")
        await run.press("escape")
        await run.until(lambda: "cannot be" in run.shown)
        said = len(run.app._notifications)
        await run.press("slash", "s", "escape")
        await run.pilot.pause()
        assert len(run.app._notifications) == said


async def test_an_empty_history_says_so(tmp_path: Path) -> None:
    async with driven(kept=Kept(tmp_path / "kept", tmp_path)) as run:
        await run.pilot.press("ctrl+r")
        await run.until(lambda: "Nothing has been asked yet." in run.shown)
        await run.pilot.press("enter", "tab", "d", "slash", *"abc")
        await run.pilot.press("escape", "escape")
        await run.until(lambda: run.app.screen is run.search)


async def test_text_from_the_file_is_nothing_that_a_terminal_obeys(kept: Kept) -> None:
    kept.history.change(lambda entries: [Asked("nasty \x1b]2;x\x07 [/b] [sic] \u202e", "\x1b[31m")])
    async with driven(kept=kept) as run:
        await show(run)
        assert "\x1b" not in run.shown
        assert "[/b] [sic]" in run.shown
        await run.press("enter")
        await run.until(lambda: run.app.screen is run.search)
        assert "\x1b" not in run.search.query_line.value
