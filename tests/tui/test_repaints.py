"""What a step and a key cost, counted: repaints, layouts and lines that are made. Nothing here looks at a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from searchtui.article import Article
from searchtui.tui import strips
from searchtui.tui.screens.reader import ReaderScreen
from searchtui.tui.widgets.article import ArticlePane
from searchtui.tui.widgets.hits import HitsPane
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection, article

HITS = 100_000
LONG = 3_000_000
"""Bytes of a long article."""
SIZE = (160, 48)
SENTENCE = (
    "The harbour was quiet when the fleet came home, and nobody on the quay had much to say about it all evening."
)


class Cost:
    """How often something was done."""

    def __init__(self) -> None:
        self.repaints = self.layouts = self.lines = 0


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Cost:
    """What is done from now on. Frames follow each other as fast as they can, so that none hides another."""
    made = Cost()
    display, layout = App._display, Screen._refresh_layout

    def displayed(self: App[Any], screen: Screen[Any], renderable: Any) -> None:
        made.repaints += renderable is not None
        display(self, screen, renderable)

    def laid_out(self: Screen[Any], *arguments: Any, **named: Any) -> None:
        made.layouts += 1
        layout(self, *arguments, **named)

    def counted(kind: type[HitsPane | ArticlePane], name: str) -> None:
        line = getattr(kind, name)

        def drawn(*arguments: Any) -> object:
            made.lines += 1
            return line(*arguments)

        monkeypatch.setattr(kind, name, drawn)

    monkeypatch.setattr(App, "_display", displayed)
    monkeypatch.setattr(Screen, "_refresh_layout", laid_out)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.0005)
    counted(HitsPane, "line")
    counted(ArticlePane, "_drawn")
    return made


@contextmanager
def at_most(cost: Cost, *, repaints: int, lines: int) -> Iterator[None]:
    before = cost.repaints, cost.layouts, cost.lines
    yield
    assert 0 < cost.repaints - before[0] <= repaints
    assert cost.layouts == before[1]
    assert 0 < cost.lines - before[2] <= lines


@cache
def reports() -> list[Article]:
    made: list[Article] = []
    for number in range(HITS // 100):
        bodies = [f"{SENTENCE} {number}.{place}" for place in range(100)]
        made.append(article(f"{number:04}.txt", f"Report {number:04}", bodies, source="Coast News", date="2021"))
    return made


def many() -> FakeCollection:
    fake = FakeCollection()
    fake.contents = reports()
    return fake


def long() -> FakeCollection:
    fake = FakeCollection()
    bodies = [f"{SENTENCE} {place}" for place in range(LONG // len(SENTENCE))]
    fake.contents = [article("long.txt", "A long report", bodies, source="Coast News")]
    return fake


async def quiet(run: Driven) -> None:
    """Wait until what was looked at and was missing is there."""
    await run.until(lambda: not run.search.thread._fetches and not run.search.answer._missing)  # type: ignore[union-attr]
    for _ in range(3):
        await run.pilot.pause()


async def steps(run: Driven, cost: Cost, key: str, count: int, lines: int) -> None:
    for _ in range(count):
        shown = run.lines
        with at_most(cost, repaints=1, lines=lines):
            await run.pilot.press(key)
            await quiet(run)
        assert run.lines != shown


@pytest.mark.large
async def test_a_step_in_a_list_of_100_000_hits_is_one_repaint(cost: Cost) -> None:
    async with driven("harbour", size=SIZE, collection=many()) as run:
        assert run.search.answer is not None
        assert run.search.answer.results.paragraphs == HITS
        await run.pilot.press("escape", "pagedown", "pagedown", "pageup")
        await quiet(run)
        # The list once for the step, and all panes once more, at most, for what had to be fetched meanwhile.
        in_sight = SIZE[0] // 38 * SIZE[1] + SIZE[1]
        for key in ("down", "pagedown"):
            await steps(run, cost, key, 8, lines=3 * in_sight)


@pytest.mark.large
async def test_the_end_of_a_list_of_100_000_hits_is_as_near_as_its_beginning(cost: Cost) -> None:
    async with driven("harbour", size=SIZE, collection=many()) as run:
        await run.pilot.press("escape", "down")
        await quiet(run)
        before = cost.lines
        await run.pilot.press("end")
        await quiet(run)
        assert "Report 0999" in run.shown
        assert cost.lines - before < 20 * SIZE[1]


@pytest.mark.large
async def test_a_step_in_an_article_of_3_mb_is_one_repaint(cost: Cost) -> None:
    async with driven("harbour", size=SIZE, collection=long()) as run:
        await run.pilot.press("enter")
        await run.until(lambda: isinstance(run.app.screen, ReaderScreen))
        reader = run.on(ReaderScreen)
        await run.until(lambda: reader.pane.page is not None and reader.pane.page.whole)
        await run.pilot.press("pagedown", "pagedown")
        await quiet(run)
        for key in ("down", "pagedown"):
            await steps(run, cost, key, 8, lines=4 * SIZE[1])


@pytest.mark.large
async def test_a_key_lays_nothing_out_and_makes_only_lines_in_sight(cost: Cost) -> None:
    async with driven("harbou", size=SIZE, collection=many()) as run:
        await quiet(run)
        before = cost.layouts, cost.lines
        await run.press("r")
        await quiet(run)
        assert cost.layouts == before[0]
        assert 0 < cost.lines - before[1] <= 3 * (SIZE[0] // 38 * SIZE[1] + SIZE[1])


async def test_a_row_that_is_the_same_is_the_same_object() -> None:
    async with driven("harbour", size=SIZE) as run:
        first = list(run.search.hits.strips)
        run.search.hits.draw()
        assert all(one is other for one, other in zip(first, run.search.hits.strips, strict=True))
        assert strips.row([], 5, run.search.hits.head_style) is strips.row([], 5, run.search.hits.head_style)


async def test_the_first_paint_shows_the_whole_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[str] = []
    display = App._display

    def displayed(self: App[Any], screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None:
            painted.append("\n".join(strip.text for strip in screen._compositor.render_strips()))
        display(self, screen, renderable)

    monkeypatch.setattr(App, "_display", displayed)
    async with driven(size=SIZE):
        assert not {"searchtui", "❯", "SOURCE", "AUTHOR", "DATE", "HITS", "F1"} - set(painted[0].split())
