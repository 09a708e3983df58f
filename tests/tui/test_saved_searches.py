from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from searchtui.keeping import Kept, SavedSearch, count_new, digests_of
from searchtui.tui.question import Question
from searchtui.tui.screens.naming import NameScreen
from searchtui.tui.screens.searches import SearchesScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article

NEW = article("news.txt", "News of the harbour", ["The harbour is closed.", "Nobody knows why."], source="Coast News")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept", tmp_path)


def saved(kept: Kept) -> list[tuple[str, str]]:
    return [(search.name, search.query) for search in kept.searches.read()]


def looked(kept: Kept) -> bool:
    return all(search.looked for search in kept.searches.read())


async def save(run: Driven, name: str = "") -> None:
    await run.pilot.press("ctrl+s")
    await run.until(lambda: isinstance(run.app.screen, NameScreen))
    await run.pilot.press(*(["ctrl+u", *name] if name else []), "enter")


async def show(run: Driven) -> SearchesScreen:
    await run.pilot.press("f6")
    await run.until(lambda: isinstance(run.app.screen, SearchesScreen))
    return run.on(SearchesScreen)


async def test_a_search_is_saved_under_a_name_and_its_last_word_is_finished(kept: Kept) -> None:
    async with driven(kept=kept) as run:
        await run.type("harbou")
        assert run.asked().prefix_last
        await run.type("r")
        await save(run, "port")
        await run.until(lambda: saved(kept) == [("port", "harbour")] and looked(kept))
        await run.settled()
        assert not run.asked().prefix_last
        (search,) = kept.searches.read()
        assert search.found == run.search.answer.results.paragraphs  # type: ignore[union-attr]
        assert kept.seen(search) is not None
        assert "Saved as “port”" in run.shown


async def test_new_paragraphs_are_counted_after_a_reindex_and_running_the_search_is_looking(kept: Kept) -> None:
    collection = FakeCollection()
    async with driven("harbour", kept=kept, collection=collection) as run:
        await save(run)
        await run.until(lambda: saved(kept) and looked(kept))
        found = kept.searches.read()[0].found
        collection.incoming = [NEW]
        await run.pilot.press("f5")
        await run.until(lambda: "New paragraphs in saved searches (F6): harbour +2." in run.shown)
        await show(run)
        assert "+2  harbour" in run.shown
        await run.pilot.press("enter")
        await run.until(lambda: run.app.screen is run.search)
        await run.settled()
        assert run.is_at(run.search.hits)
        assert run.search.question == Question("harbour", finished=True)
        await run.until(lambda: kept.searches.read()[0].found == found + 2)
        await show(run)
        await run.until(lambda: "+2" not in run.on(SearchesScreen).pane.strips[1].text)


async def test_what_is_new_is_counted_when_the_program_starts(kept: Kept) -> None:
    collection = FakeCollection()
    async with driven("harbour", kept=kept, collection=collection) as run:
        await save(run, "port")
        await run.until(lambda: saved(kept) and looked(kept))
    again = FakeCollection([*collection.contents, NEW])
    again.generation = 7
    async with driven(kept=kept, collection=again) as run:
        await run.until(lambda: "port +2" in run.shown)
    same = FakeCollection(collection.contents)
    same.generation = 9
    async with driven(kept=kept, collection=same) as run:
        await run.until(lambda: list(run.app.new.values()) == [0])
        assert "New paragraphs" not in run.shown


async def test_what_had_been_found_is_lost_and_that_is_not_called_new(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await save(run)
        await run.until(lambda: saved(kept) and looked(kept))
    (kept.folder / "seen" / kept.searches.read()[0].id).write_bytes(b"damaged")
    collection = FakeCollection()
    collection.generation = 5
    async with driven(kept=kept, collection=collection) as run:
        await run.until(lambda: list(run.app.new.values()) == [None])
        await show(run)
        assert "?  harbour" in run.shown


async def test_a_name_that_is_taken_is_replaced_by_enter_again(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await save(run, "port")
        await run.until(lambda: saved(kept) and looked(kept))
        await run.type("s")
        await save(run, "PORT")
        await run.until(lambda: "Enter again replaces it" in run.shown)
        await run.pilot.press("enter")
        await run.until(lambda: saved(kept) == [("PORT", "harbours")] and looked(kept))
        assert [file.name for file in (kept.folder / "seen").iterdir()] == [kept.searches.read()[0].id]


async def test_a_name_is_needed_and_may_be_refused(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        await run.pilot.press("ctrl+s")
        await run.until(lambda: isinstance(run.app.screen, NameScreen))
        assert run.on(NameScreen).name_line.value == "harbour"
        await run.pilot.press("ctrl+u", "enter")
        await run.until(lambda: "at least one character" in run.shown)
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        assert saved(kept) == []


async def test_there_must_be_something_to_save(kept: Kept) -> None:
    async with driven(kept=kept) as run:
        await run.pilot.press("ctrl+s")
        await run.until(lambda: "There is nothing to save yet" in run.shown)
        await run.type("harbour")
        await run.press("escape", "m")
        await run.pilot.press("ctrl+s")
        await run.until(lambda: "Only what is typed can be saved" in run.shown)


async def test_renaming_and_deleting(kept: Kept) -> None:
    async with driven("harbour", kept=kept) as run:
        for name in ("one", "two"):
            await save(run, name)
            await run.until(lambda name=name: (name, "harbour") in saved(kept) and looked(kept))  # type: ignore[misc]
        screen = await show(run)
        await run.pilot.press("down", "r")
        await run.until(lambda: isinstance(run.app.screen, NameScreen))
        await run.pilot.press("ctrl+u", *"one", "enter")
        await run.until(lambda: "give another one" in run.shown)
        await run.pilot.press("ctrl+u", *"three", "enter")
        await run.until(lambda: [name for name, _ in saved(kept)] == ["one", "three"])
        assert run.app.screen is screen
        await run.until(lambda: "three" in run.shown)
        await run.pilot.press("up", "delete")
        await run.until(lambda: [name for name, _ in saved(kept)] == ["three"])
        assert len(list((kept.folder / "seen").iterdir())) == 1


async def test_the_list_is_searched_by_name_and_query(kept: Kept) -> None:
    searches = [SavedSearch(f"a{number}", name, query, "now") for number, (name, query) in enumerate(
        [("Alliance", "nato russia"), ("Gas", "pipeline"), ("Port", "harbour")]
    )]  # fmt: skip
    kept.searches.change(lambda entries: searches)
    for search in searches:
        found = digests_of(())
        assert found is not None
        kept.keep_seen(search, found)
    async with driven(kept=kept) as run:
        screen = await show(run)
        await run.pilot.press("slash", *"pipline")
        await run.until(lambda: [entry.key.name for entry in screen.pane.shown] == ["Gas"])
        await run.pilot.press("enter")
        await run.until(lambda: run.app.screen is run.search)
        assert run.search.query_line.value == "pipeline"


async def test_an_empty_list_says_how_to_begin(kept: Kept) -> None:
    async with driven(kept=kept) as run:
        await show(run)
        assert "press Ctrl+S" in run.shown
        await run.pilot.press("r", "d", "enter", "escape")
        await run.until(lambda: run.app.screen is run.search)


async def test_what_is_looked_at_while_it_is_counted_is_not_new_any_more(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting, go_on = threading.Event(), threading.Event()
    go_on.set()

    def slowly(*arguments: Any) -> int | None:
        new = count_new(*arguments)
        counting.set()
        go_on.wait(10)
        return new

    monkeypatch.setattr("searchtui.tui.saving.count_new", slowly)
    async with driven("harbour", kept=kept) as run:
        await save(run)
        await run.until(lambda: saved(kept) and looked(kept))
        (search,) = kept.searches.read()
        counting.clear()
        go_on.clear()
        run.collection.incoming = [NEW]
        await run.pilot.press("f5")
        await run.until(counting.is_set)
        await show(run)
        await run.pilot.press("enter")
        await run.until(lambda: kept.searches.read()[0].found > search.found and run.app.new == {search.id: 0})
        go_on.set()
        await run.until(lambda: not run.app.background._tasks)
        assert run.app.new == {search.id: 0}
        assert "New paragraphs" not in run.shown
