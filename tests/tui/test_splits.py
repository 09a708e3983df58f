from __future__ import annotations

from textual import events

from searchtui.settings import Configured, Settings
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven


async def drag(run: Driven, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the mouse at one place of the screen, move it, and let go at another."""
    await run.pilot.mouse_down(offset=start)
    await run.pilot._post_mouse_events([events.MouseMove], offset=end)
    await run.pilot.mouse_up(offset=end)
    await run.pilot.pause()


async def test_the_line_beside_the_facets_is_drawn() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        facets, hits = run.search.query_one("#facets"), run.search.hits
        assert facets.region.width == 30
        await drag(run, (29, 20), (49, 22))
        await run.until(lambda: facets.region.width == 50)
        assert hits.region.x == 50
        assert all(strip.cell_length == 49 for strip in run.search.facet_panes[0].strips)
        await drag(run, (49, 20), (2, 20))
        await run.until(lambda: facets.region.width == 16)
        await drag(run, (15, 20), (159, 20))
        await run.until(lambda: facets.region.width == 80)
        await run.pilot.resize_terminal(50, 20)
        await run.pilot.press("f3")
        await run.until(lambda: facets.region.width == 50)
        await run.pilot.resize_terminal(160, 48)
        await run.until(lambda: facets.region.width == 80)


async def test_the_line_between_hits_and_columns_is_drawn() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        hits, columns = run.search.hits, run.search.columns
        before, top = hits.region.height, columns.region.y
        await drag(run, (100, top), (100, top + 8))
        await run.until(lambda: hits.region.height in (before + 7, before + 8, before + 9))
        assert hits.region.height + columns.region.height == 44
        await drag(run, (100, columns.region.y), (100, 47))
        await run.until(lambda: columns.region.height >= 4)
        assert not run.app.mouse_captured


async def test_elsewhere_nothing_is_drawn_and_a_click_is_a_click() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        facets, hits = run.search.query_one("#facets"), run.search.hits
        await drag(run, (80, 8), (100, 20))
        assert (facets.region.width, run.app.mouse_captured) == (30, None)
        top = run.search.columns.region.y
        await run.pilot.click(offset=(120, top))
        await run.until(lambda: not hits.has_focus)
        assert run.search.columns.region.y == top


async def test_the_sizes_of_the_settings() -> None:
    configured = Configured(Settings(facets_width=44, hits_share=75))
    async with driven("harbour", size=(160, 48), configured=configured) as run:
        await run.until(lambda: run.search.query_one("#facets").region.width == 44)
        assert run.search.hits.region.height == 33


async def test_clicking_twice_reads_at_the_paragraph_that_was_clicked() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        column = run.search.columns.panes[1]
        await run.pilot.click(column, offset=(10, 6), times=2)
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        assert run.on(ReaderScreen).at.article == column.article
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        await run.pilot.click(run.search.hits, offset=(20, 5), times=2)
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
