"""Keys of one read act one after the other, each in the pane that the one before it led to."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key

from searchtui.collection import SearchRequest
from searchtui.errors import KeepingError
from searchtui.keeping import Kept, Pin
from searchtui.tui.screens.note import NoteScreen
from searchtui.tui.screens.pins import PinsScreen
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection


def strike(run: Driven, *keys: str) -> None:
    """Let keys come all at once, as a terminal sends them while the app has something else to do."""
    assert run.app._driver is not None
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else None
        run.app._driver.send_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["/", "space", "c"], "harbour c"),
        (["tab", "tab", "/", "space", "f", "c"], "harbour fc"),
        (["/", "x", "tab", "/", "y", "backspace", "z"], "harbourxz"),
        (["down", "down", "/", "1"], "harbour1"),
    ],
)
async def test_letters_are_typed_where_the_key_before_them_led(keys: list[str], text: str) -> None:
    async with driven("harbour", size=(120, 40)) as run:
        await run.settled()
        run.search.hits.focus()
        await run.until(lambda: run.is_at(run.search.hits))
        strike(run, *keys[1:] if keys[0] == "tab" else keys)
        await run.until(lambda: run.search.query_line.value == text)


async def test_a_key_acts_in_the_view_that_the_key_before_it_opened() -> None:
    async with driven("harbour", size=(120, 40)) as run:
        await run.settled()
        run.search.hits.focus()
        await run.until(lambda: run.is_at(run.search.hits))
        strike(run, "enter", "/", "c")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        await run.until(lambda: run.on(ReaderScreen).find_line.value == "c")


async def test_facets_have_the_keys_as_soon_as_they_are_shown() -> None:
    async with driven("harbour", size=(100, 30)) as run:
        await run.settled()
        run.search.hits.focus()
        await run.until(lambda: run.is_at(run.search.hits))
        strike(run, "f", "/", "n", "e")
        await run.until(lambda: next(iter(run.search.facets.values())).typed == "ne")


async def test_keys_go_on_where_nobody_says_that_one_is_done() -> None:
    async with driven("harbour", size=(120, 40)) as run:
        await run.settled()
        run.search.hits.focus()
        await run.until(lambda: run.is_at(run.search.hits))
        run.search.call_after_refresh = lambda *_, **__: True  # type: ignore[method-assign]
        strike(run, "u", "/", "c")
        await run.until(lambda: run.search.query_line.value == "harbourc")


async def test_what_acts_on_all_that_was_typed_waits_for_its_letters() -> None:
    async with driven("", size=(120, 40), choosing=True) as run:
        await run.settled()
        strike(run, *"nine", "enter")
        await run.until(lambda: run.app.choices)
        wanted = run.collection.search(SearchRequest("nine")).hits[0]
        assert [choice.paragraph for choice in run.app.choices] == [wanted.paragraph]


# Views that open when what they show is there


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept", tmp_path)


async def in_the_hits(run: Driven) -> None:
    await run.settled()
    run.search.hits.focus()
    await run.until(lambda: run.is_at(run.search.hits))


async def test_what_is_typed_behind_the_key_for_a_note_is_in_the_note(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await in_the_hits(run)
        strike(run, "a", *"speak")
        await run.until(lambda: isinstance(run.app.screen, NoteScreen) and run.on(NoteScreen).text == "speak")
        assert run.search.query_line.value == "harbour"


async def test_what_is_typed_behind_the_key_for_an_export_is_in_its_form(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await in_the_hits(run)
        strike(run, "x", "escape", "/", "s")
        await run.until(lambda: run.search.query_line.value == "harbours")
        assert run.app.screen is run.search


async def test_a_list_of_what_is_kept_gets_the_keys_behind_its_own(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await in_the_hits(run)
        strike(run, "f7", "/", "p", "c")
        await run.until(lambda: isinstance(run.app.screen, PinsScreen) and run.on(PinsScreen).filter_line.value == "pc")


async def test_the_article_that_is_opened_when_it_is_found_gets_the_keys() -> None:
    collection = FakeCollection()
    go = threading.Event()

    def gate(request: SearchRequest) -> None:
        if request.text == "named":
            assert go.wait(10)

    collection.gate = gate
    async with driven("harbour", collection=collection) as run:
        strike(run, *["backspace"] * 7, *"named", "enter", "/", "w")
        await run.until(lambda: run.search._read_when_answered)
        go.set()
        await run.until(
            lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).find_line.value == "w"
        )
        assert run.search.query_line.value == "named"


async def test_keys_do_not_wait_long_for_a_view(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slowly() -> list[Pin]:
        go.wait(10)
        return []

    async with driven("harbour", kept=kept) as run:
        await in_the_hits(run)
        monkeypatch.setattr(kept.pins, "read", slowly)
        strike(run, "f7", "/", "s", "escape")
        await run.until(lambda: run.search.query_line.value == "harbours" and run.is_at(run.search.hits))
        assert run.app.screen is run.search
        go.set()
        await run.until(lambda: isinstance(run.app.screen, PinsScreen))
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)


async def test_where_no_view_opens_the_keys_go_on(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> list[Pin]:
        raise KeepingError("no disk")

    async with driven("harbour", kept=kept) as run:
        await in_the_hits(run)
        monkeypatch.setattr(kept.pins, "read", fails)
        monkeypatch.setattr("searchtui.tui.turns._PATIENCE", 1_000.0)
        strike(run, "f7", "/", "s")
        await run.until(lambda: run.search.query_line.value == "harbours")
