from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.article import article_id
from searchtui.collection import Like
from searchtui.keeping import Kept, Stay, Visit
from searchtui.tui.screens.concordance import ConcordanceScreen
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.screens.story import StoryScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, sample

FLEET, LONG = article_id("fleet.txt"), article_id("long.txt")


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "kept", tmp_path)


async def back(run: Driven, key: str = "alt+left") -> None:
    await run.pilot.press(key)
    await run.pilot.pause()
    await run.settled()


async def test_back_through_queries_and_forward_again() -> None:
    async with driven() as run:
        for query in ("harbour", "agreement", "fleet"):
            await run.press("slash", "ctrl+u") if query != "harbour" else None
            await run.type(query)
            await run.press("escape", "down")
        places = [run.search.at]
        for query in ("agreement", "harbour"):
            await back(run)
            assert run.search.query_line.value == query
            assert run.is_at(run.search.query_line)
            assert run.search.hits.cursor > (0, 1)
            places.append(run.search.at)
        await back(run)
        assert run.search.query_line.value == "harbour"
        await run.until(lambda: "There is nothing to go back to." in run.shown)
        await back(run, "alt+right")
        assert run.search.at == places[1]
        await back(run, "alt+right")
        assert run.search.query_line.value == "fleet"
        assert run.search.at == places[0]


async def test_typing_on_is_one_visit() -> None:
    async with driven() as run:
        await run.type("harb")
        await run.type("our")
        assert len(run.app.visits) == 1
        await run.press("escape", "slash", "s")
        assert len(run.app.visits) == 2


async def test_leaving_the_reader_is_going_back_and_forward_opens_it_as_it_was() -> None:
    async with driven("harbour", size=(120, 16)) as run:
        await run.press("escape", "down", "down", "down")
        at = run.search.at
        await run.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).pane.page is not None)
        await run.until(lambda: run.on(ReaderScreen).pane.page.whole)  # type: ignore[union-attr]
        await run.pilot.press("n", "down", "down")
        reader = run.on(ReaderScreen)
        where = (reader.at, reader.pane.top)
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        assert run.search.at == at
        await back(run, "alt+right")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        await run.until(lambda: (run.on(ReaderScreen).at, run.on(ReaderScreen).pane.top) == where)
        await back(run)
        assert run.app.screen is run.search
        assert run.search.at == at


async def test_back_from_another_query_into_the_reader() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        await run.pilot.press("n", "m")
        await run.until(lambda: run.app.screen is run.search)
        await run.settled()
        assert run.search.question.like
        await back(run)
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        await run.until(lambda: run.on(ReaderScreen).at == Like(FLEET, 4))
        assert run.search.query_line.value == "harbour"
        await back(run, "alt+right")
        await run.until(lambda: run.app.screen is run.search and bool(run.search.question.like))


async def test_the_concordance_is_opened_again_sorted_as_it_was() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "k")
        await run.until(lambda: isinstance(run.app.screen, ConcordanceScreen) and run.on(ConcordanceScreen).at)
        await run.pilot.press("down", "down", "down")
        at = run.on(ConcordanceScreen).at
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        await back(run, "alt+right")
        await run.until(lambda: isinstance(run.app.screen, ConcordanceScreen) and run.on(ConcordanceScreen).at == at)


async def test_facets_focus_and_order_come_back() -> None:
    async with driven("harbour", size=(100, 40)) as run:
        await run.press("f3", "u") if False else await run.press("escape", "f")
        await run.press("space")
        await run.until(lambda: "source:" in run.search.query_line.value)
        await run.settled()
        await back(run)
        assert run.search.query_line.value == "harbour"
        assert run.search.has_class("show-facets")
        assert run.search.focused is not None
        assert run.search.focused.id == "source"


async def test_what_is_typed_while_going_back_counts() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "slash", "ctrl+u")
        await run.type("fleet")
        await run.press("escape")
        await run.pilot.press("alt+left", "s")
        await run.settled()
        assert run.search.query_line.value == "harbours"
        assert run.is_at(run.search.query_line)


# The session


async def session(kept: Kept) -> Visit:
    async with driven(kept=kept, size=(120, 24)) as run:
        await run.type("harbour")
        await run.press("escape", "down", "down", "down", "down", "enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).at == Like(LONG, 17))
        await run.pilot.press("ctrl+q")
    visit = kept.session()
    assert visit is not None
    return visit


async def test_the_next_session_begins_where_the_last_one_ended(kept: Kept) -> None:
    visit = await session(kept)
    assert (visit.query, visit.stays[0].view, visit.stays[0].article) == ("harbour", "reader", LONG)
    async with driven(kept=kept, size=(120, 24), settle=False) as run:
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).at == Like(LONG, 17))
        assert run.search.query_line.value == "harbour"
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        assert run.search.at == Like(LONG, 17)
        assert run.is_at(run.search.hits)


async def test_a_query_on_the_command_line_goes_before(kept: Kept) -> None:
    await session(kept)
    async with driven("agreement", kept=kept) as run:
        assert run.search.query_line.value == "agreement"
        assert run.app.screen is run.search


async def test_one_may_begin_afresh(kept: Kept) -> None:
    await session(kept)
    async with driven(kept=kept, restore=False) as run:
        assert run.search.query_line.value == ""
        assert run.app.screen is run.search


async def test_what_is_gone_meanwhile_is_no_trouble(kept: Kept) -> None:
    await session(kept)
    fleet, *_ = sample()
    async with driven(kept=kept, collection=FakeCollection([fleet]), settle=False) as run:
        await run.until(lambda: run.search.answer is not None)
        await run.pilot.pause()
        if isinstance(run.app.screen, ReaderScreen):
            await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        assert run.search.query_line.value == "harbour"
        assert run.search.at is not None


async def test_a_session_that_ends_by_a_signal_is_kept_from_the_last_visit_on(kept: Kept) -> None:
    async with driven(kept=kept) as run:
        await run.type("harbour")
        await run.press("escape", "enter")
        await run.until(lambda: kept.session() is not None)
    visit = kept.session()
    assert visit is not None
    assert visit.query == "harbour"


async def test_comparing_is_a_visit_of_its_own_and_columns_stay_where_they_were() -> None:
    async with driven("harbour", size=(160, 40)) as run:
        await run.press("escape", "right_square_bracket")
        before = [pane.number for pane in run.search.columns.filled]
        await run.press("c")
        await run.until(lambda: run.search.comparing)
        await run.press("c")
        await run.until(lambda: not run.search.comparing)
        await back(run, "alt+right")
        await run.until(lambda: run.search.comparing)
        await back(run)
        await run.until(lambda: not run.search.comparing)
        await run.press("slash", "ctrl+u")
        await run.type("agreement")
        await run.press("escape")
        await back(run)
        await run.until(lambda: [pane.number for pane in run.search.columns.filled] == before)


async def test_the_story_and_the_reader_above_it_come_back() -> None:
    async with driven("harbour", size=(120, 30)) as run:
        await run.press("escape", "s")
        await run.until(lambda: isinstance(run.app.screen, StoryScreen) and run.on(StoryScreen).copies.copies)
        story = run.on(StoryScreen)
        await run.pilot.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is story)
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        for _ in range(2):
            await back(run, "alt+right")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        assert [type(screen) for screen in run.app.screen_stack[1:]] == [StoryScreen, ReaderScreen]
        await run.pilot.press("m")
        await run.until(lambda: run.app.screen is run.search)
        await run.settled()
        assert run.search.question.like


async def test_a_session_that_ended_in_articles_that_are_gone_says_so(kept: Kept) -> None:
    async with driven("harbour", size=(120, 30), kept=kept) as run:
        await run.press("escape", "enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).pane.page)
        read = run.on(ReaderScreen).at.article
        await run.pilot.press("s")
        await run.until(lambda: isinstance(run.app.screen, StoryScreen) and run.on(StoryScreen).copies.copies)
    rest = [one for one in sample() if one.id != read]
    async with driven(size=(120, 30), kept=kept, collection=FakeCollection(rest)) as run:
        await run.until(lambda: "no longer in the collection" in run.shown)
        run.on(StoryScreen)
        assert read not in run.shown
        await run.pilot.press("escape")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and "no longer in the" in run.lines[0])
        await run.pilot.press("n", "N", "slash", "x", "escape", "p", "y", "down", "escape")
        await run.until(lambda: run.app.screen is run.search)


@pytest.mark.parametrize(
    "kept_of",
    [
        {"sorting": ["r1"], "row": "x"},
        {"sorting": "r9", "row": -9},
        {"copy": 1, "base": ["x"], "item": -5},
        {"item": 99},
    ],
)
@pytest.mark.parametrize("view", ["concordance", "story", "reader"])
async def test_a_session_that_nobody_can_have_left_does_no_harm(
    kept: Kept, view: str, kept_of: dict[str, str | int | bool | list[str | int]]
) -> None:
    stay = Stay(view, FLEET, 2_000, (5_000, 5_000), {**kept_of, "scrolled": True})
    kept.keep_session(Visit("harbour", stays=(stay,), top=(10_000, 3), columns={FLEET: 2_000}))
    async with driven(kept=kept) as run:
        await run.until(lambda: len(run.app.screen_stack) == 2)
        await run.pilot.press("down", "up", "n", "escape")
        await run.until(lambda: run.app.screen is run.search)
