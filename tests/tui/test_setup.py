from __future__ import annotations

import threading

from searchtui.errors import ForeignIndexError, IndexDamagedError, IndexLockedError
from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.screens.setup import SetupScreen
from tests.tui.driver import driven
from tests.tui.fakes import FakeCollection


async def test_without_an_index_building_one_is_offered_and_then_the_search_opens() -> None:
    fake = FakeCollection()
    fake.missing = True
    fake.reindexing = threading.Event()
    async with driven("harbour", collection=fake, settle=False) as run:
        await run.until(lambda: isinstance(run.app.screen, SetupScreen))
        await run.until(lambda: "There is no index of these articles yet" in run.shown)
        assert "Enter builds the index" in run.shown
        assert "articles" in run.shown
        await run.pilot.press("enter")
        await run.until(lambda: "reading 1 of 2 files · 10 paragraphs" in run.shown)
        assert "\x1b" not in run.shown
        assert "fleet" in run.shown
        fake.reindexing.set()
        await run.until(lambda: isinstance(run.app.screen, SearchScreen))
        await run.settled()
        assert "harbour" in run.lines[2]
        assert not fake.full


async def test_a_damaged_index_is_said_and_built_anew() -> None:
    fake = FakeCollection()
    fake.error = IndexDamagedError("The index is damaged; build it anew.")
    async with driven(collection=fake, settle=False) as run:
        await run.until(lambda: "The index is damaged; build it anew." in run.shown)
        fake.error = None
        await run.pilot.press("f5")
        await run.settled()
        assert fake.full
        assert "type to search their paragraphs" in run.shown


async def test_damage_met_by_a_search_is_said_too() -> None:
    async with driven("harbour") as run:
        run.collection.error = IndexDamagedError("The index is damaged; build it anew.")
        await run.pilot.press("s")
        await run.until(lambda: isinstance(run.app.screen, SetupScreen))
        run.collection.error = None
        await run.pilot.press("enter")
        await run.until(lambda: run.app.screen is run.search)
        await run.settled()
        assert run.asked().text == "harbours"


async def test_an_index_that_may_not_be_opened_is_only_said() -> None:
    fake = FakeCollection()
    fake.error = ForeignIndexError("The index belongs to somebody else.")
    async with driven(collection=fake, settle=False) as run:
        await run.until(lambda: "The index belongs to somebody else." in run.shown)
        assert "Enter builds" not in run.shown
        await run.pilot.press("enter")
        assert fake.generation == 1
        await run.pilot.press("ctrl+q")
    assert run.app.return_code == 0


async def test_a_locked_index_is_said_where_it_was_to_be_built() -> None:
    fake = FakeCollection()
    fake.missing = True
    fake.reindex_error = IndexLockedError("Process 7 is writing the index; wait for it.")
    async with driven(collection=fake, settle=False) as run:
        await run.until(lambda: isinstance(run.app.screen, SetupScreen))
        await run.pilot.press("enter")
        await run.until(lambda: "Process 7 is writing the index" in run.shown)
        fake.reindex_error = None
        await run.pilot.press("enter")
        await run.settled()
        assert "type to search their paragraphs" in run.shown


async def test_the_offer_fits_any_terminal() -> None:
    fake = FakeCollection()
    fake.missing = True
    async with driven(collection=fake, settle=False) as run:
        await run.until(lambda: isinstance(run.app.screen, SetupScreen))
        for width, height in ((80, 24), (10, 3), (2, 1), (200, 60)):
            await run.pilot.resize_terminal(width, height)
            await run.pilot.pause()
        await run.until(lambda: "There is no index" in run.shown)


async def test_the_search_opens_even_with_the_help_in_front() -> None:
    fake = FakeCollection()
    fake.missing = True
    fake.reindexing = threading.Event()
    async with driven(collection=fake, settle=False) as run:
        await run.until(lambda: isinstance(run.app.screen, SetupScreen))
        await run.pilot.press("enter", "f1")
        await run.until(lambda: "The first index" in run.shown)
        fake.reindexing.set()
        await run.until(lambda: run.app.screen is run.search)
        await run.settled()
        assert "type to search their paragraphs" in run.shown
