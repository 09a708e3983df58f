"""Keys of one read act one after the other, each in the pane that the one before it led to."""

from __future__ import annotations

import pytest
from textual import events
from textual.keys import _character_to_key

from searchtui.collection import SearchRequest
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven


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
