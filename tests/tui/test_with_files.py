"""The search screen on a real collection: what the fake one only pretends to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.widget import Widget

from searchtui.collection import Collection, Order
from searchtui.tui.app import SearchApp
from searchtui.tui.question import Facet
from tests.tui.driver import Driven

TOLD = "The ferry sank off the cape that night, and the crew of nine was lost with it, as the harbour master said."
MORE = "Nobody on land had seen its lights go out, for there was fog, and the bell of the chapel was not rung."
DATES = ["2020-12-31", "2021", "2021-03", None, "2021-03-05", "2022-05-01"]


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    lines: list[dict[str, Any]] = [
        {"id": f"{at:02}", "title": f"Report {at}", "source": ["Coast News", "Weekly"][at % 2],
         "authors": [f"Author {at:02}"], "date": DATES[at % 6],
         "text": [f"The harbour was closed on day {at}.", "Rain."]}
        for at in range(30)
    ]  # fmt: skip
    lines += [
        {"id": "a", "title": "The ferry", "source": "Coast News", "date": "2021-03-05", "text": [TOLD, MORE]},
        {"id": "b", "title": "The ferry", "source": "Weekly", "date": "2021-03-06", "text": [TOLD]},
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    made = Collection.open(tmp_path)
    made.reindex()
    return made


async def wheel(run: Driven, pane: Widget, kind: type[events.MouseScrollDown | events.MouseScrollUp]) -> None:
    pane.post_message(kind(pane, 3, 3, 0, 0, 0, shift=False, meta=False, ctrl=False))
    await run.pilot.pause()


async def test_picks_orders_dates_and_copies(collection: Collection) -> None:
    app = SearchApp(lambda: collection, "harbour ")
    async with app.run_test(size=(160, 48)) as pilot:
        run = Driven(app, pilot, cast(Any, collection))
        await run.settled()
        search = run.search
        dates = search.dates
        dates.focus()
        await run.until(lambda: dates.has_focus)
        assert {part.value: part.count for part in dates.parts} == {"unknown": 5, "2022": 5, "2021": 17, "2020": 5}
        await run.press("t", "t")
        assert {part.value: part.count for part in dates.parts}["2021"] == 16, "two of them are one story"
        await run.press("t", "down", "down", "enter")
        assert search.query_line.value == "date:2021 harbour "
        assert {part.value: part.count for part in dates.parts} == {
            "unknown": 5, "=2021": 5, "2021-03": 12,
        }  # fmt: skip
        await run.press("end", "enter")
        assert search.query_line.value == 'date:="2021-03" harbour '
        assert search.answer is not None
        assert search.answer.results.paragraphs == sum(part.count for part in dates.parts if part.value != "unknown")
        await run.press("end", "enter")
        assert search.query_line.value == 'date:="2021-03-05" harbour '
        assert search.answer.results.paragraphs == 6
        await run.press("backspace", "backspace", "backspace")
        assert search.query_line.value == "harbour "

        for text, within in (
            ("date:2021-01..2021-11", "2021"),
            ("date:>=2022-02", "2022-05"),
            ("date:2020..2021", "None"),
            ("date:>2030", "None"),
            ("", "None"),
        ):
            search.query_line.write(f"{text} harbour ")
            await run.settled()
            assert str(dates.within) == within, text
        search.query_line.write("harbour ")
        await run.settled()

        sources = search.facets[Facet.SOURCE]
        sources.focus()
        await run.press("slash", *"weekyl", "enter", "space")
        assert search.query_line.value == "source:Weekly harbour "
        assert search.answer.results.articles == 16
        await run.press("minus", "backspace")
        assert search.query_line.value == "harbour "

        search.hits.focus()
        for order in (Order.SCORE, Order.DATE, Order.DATE_ASC, Order.ARTICLE):
            await run.press("g")
            assert search.answer.results.request.order is order
            await run.press("end", "home")
        await run.press("slash", "ctrl+u", *"ferry", "escape", "u")
        assert [search.answer.group(item).article for item in range(len(search.answer))] == [
            collection.article("all.jsonl#a").id, collection.article("all.jsonl#b").id,
        ]  # fmt: skip
        assert "↳ The ferry" in run.shown


async def test_the_wheel_scrolls_each_list_and_a_click_selects(collection: Collection) -> None:
    app = SearchApp(lambda: collection, "harbour ")
    async with app.run_test(size=(160, 30)) as pilot:
        run = Driven(app, pilot, cast(Any, collection))
        await run.settled()
        search = run.search
        for pane in (search.hits, search.facets[Facet.AUTHOR]):
            cursor = pane.cursor
            await wheel(run, pane, events.MouseScrollDown)
            assert pane.top > (0, 0)
            assert pane.cursor == cursor
            await wheel(run, pane, events.MouseScrollUp)
            assert pane.top == (0, 0)
        search.hits.focus()
        await run.press("g")
        await pilot.click(search.hits, offset=(12, 3))
        assert search.hits.cursor == (2, 0)
        assert search.hits.at is not None
        assert search.columns.pane.page is not None
        assert search.columns.pane.page.article == search.hits.at[0]
