from __future__ import annotations

from searchtui.article import Known, Provenance
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article


async def opened(run: Driven) -> ReaderScreen:
    await run.press("enter")
    await run.until(lambda: isinstance(run.app.screen, ReaderScreen) and run.on(ReaderScreen).pane.page is not None)
    screen = run.on(ReaderScreen)
    await run.until(lambda: screen.pane.page is not None and screen.pane.page.whole)
    return screen


async def test_enter_opens_the_article_at_the_hit_and_escape_leads_back() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down", "down")
        at, top = run.search.hits.at, run.search.hits.top
        screen = await opened(run)
        assert at is not None
        assert screen.pane.number == at[1]
        assert "Here the harbour is named at last." in run.shown
        await run.press("escape")
        assert run.app.screen is run.search
        assert (run.search.hits.at, run.search.hits.top) == (at, top)
        assert run.is_at(run.search.hits)


async def test_enter_in_a_column_opens_the_article_of_the_column() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.press("escape", "right", "right")
        screen = await opened(run)
        assert screen.pane.page is not None
        assert screen.pane.page.card.title == "A long report on harbours"


async def test_metadata_stand_above_with_how_they_are_known() -> None:
    known = {"source": Provenance(Known.COPIED, "x"), "title": Provenance(Known.FALLBACK)}
    fake = FakeCollection([article("a.txt", "Boats", ["Boats lie in the harbour."], source="Inland Post", known=known)])
    async with driven("harbour", collection=fake) as run:
        await opened(run)
        assert "Inland Post (copied)  ·  author unknown  ·  date unknown  ·  title: its first sentence" in run.shown
        assert "a.txt" in run.shown
        assert "hit 1/1   ¶2 of 2" in run.lines[0]


async def test_what_is_known_of_an_article_is_never_cut_within_a_word() -> None:
    known = {"title": Provenance(Known.FALLBACK)}
    fake = FakeCollection([article("a.txt", "Boats", ["In the harbour."], source="A Rather Long Post", known=known)])
    async with driven("harbour", collection=fake, size=(80, 24)) as run:
        await opened(run)
        facts = next(line for line in run.lines[1:] if "Long Post" in line)
        assert facts.rstrip().endswith("author unknown  ·  date unknown  …")


async def test_n_and_shift_n_go_through_the_hits() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        seen = [screen.pane.number]
        for key in ("n", "n", "N"):
            await run.pilot.press(key)
            seen.append(screen.pane.number)
        assert seen == [1, 17, 33, 17]
        assert "hit 2/3" in run.lines[0]
        assert "Here the harbour is named" in run.shown


async def test_past_the_last_hit_the_next_article_begins_and_it_is_said() -> None:
    async with driven("harbour") as run:
        await run.press("escape", "down", "down", "down")
        screen = await opened(run)
        long = screen.at.article
        await run.pilot.press("n", "n")
        assert "Next article" not in run.shown
        await run.pilot.press("n")
        nasty = screen.at.article
        assert nasty != long
        assert screen.at.paragraph == 1
        assert "Next article, 3 of 3: Harbour " in run.lines[-1]
        assert "\x1b" not in run.shown
        await run.pilot.press("N")
        assert (screen.at.article, screen.at.paragraph) == (long, 33)
        assert "Previous article, 2 of 3: A long report on harbours" in run.lines[-1]
        await run.pilot.press("N")
        assert screen.at.paragraph == 17
        assert "Previous article" not in run.shown
        await run.pilot.press("N", "N", "N", "N", "N")
        assert screen.at.paragraph == 2
        assert "This is the first hit of the first article." in run.lines[-1]
        await run.pilot.press(*["n"] * 20)
        assert "This is the last hit of the last article." in run.lines[-1]
        await run.pilot.press("escape")
        assert run.app.screen is run.search


async def test_back_is_exactly_where_one_was() -> None:
    async with driven("harbour", size=(160, 30)) as run:
        await run.press("escape")
        await run.pilot.press("right", "right", "down", "down", "down")
        for key in ("pagedown", "n"):
            await run.pilot.press(key)
        columns = [(pane.item, pane.number, pane.top) for pane in run.search.columns.panes]
        before = (run.search.focused, run.search.hits.cursor, run.search.hits.top, columns)
        await opened(run)
        await run.pilot.press("n", "n", "pagedown", "n")
        await run.pilot.press("escape")
        await run.pilot.pause()
        columns = [(pane.item, pane.number, pane.top) for pane in run.search.columns.panes]
        assert (run.search.focused, run.search.hits.cursor, run.search.hits.top, columns) == before


async def test_scrolling_by_lines_and_pages_and_to_either_end() -> None:
    async with driven("named") as run:
        pane = (await opened(run)).pane
        await run.press("end")
        assert "Once more the harbour, at the end." in run.shown
        await run.press("home")
        assert pane.top == (0, 0)
        await run.press("down")
        assert pane.top == (0, 1)
        await run.press("pagedown")
        below = pane.top
        assert below > (5, 0)
        await run.press("pageup")
        assert pane.top == (0, 1)


async def test_kinds_of_paragraphs_and_their_numbers() -> None:
    async with driven("crews", size=(100, 40)) as run:
        await opened(run)
        row = next(line for line in run.lines if "Advertisement" in line)
        assert row.split()[:2] == ["┊", "6"], "furniture is known by a sign, not by its colour alone"
        assert "What the crews said" in run.shown


async def test_resizing_stays_at_the_paragraph() -> None:
    async with driven("named") as run:
        await opened(run)
        for width, height in ((60, 20), (30, 8), (10, 3), (160, 50)):
            await run.pilot.resize_terminal(width, height)
            await run.pilot.pause()
        assert "Here the harbour is named at last." in run.shown


async def test_f1_explains_the_reader_and_reindexing_does_not_disturb_it() -> None:
    async with driven("named") as run:
        await opened(run)
        await run.pilot.press("f1")
        assert "The reader" in run.shown
        await run.pilot.press("escape")
        run.on(ReaderScreen)
