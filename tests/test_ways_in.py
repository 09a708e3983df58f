"""Three ways in, one answer: the Python API, the command line and the screen give equal hits and equal counts."""

from __future__ import annotations

import asyncio
import json

import pytest
from click.testing import CliRunner

from searchtui.cli import cli
from searchtui.collection import Collection, SearchResults
from searchtui.tui.app import SearchApp
from searchtui.tui.screens.search import SearchScreen

QUERIES = [
    "military alliance",
    "alliance",
    '"military alliance" OR nato',
    "alliance -author:pantucci",
    "source:CGTN",
    "date:2020 russia",
    "russia china west alliance",
    "zebra alliance",
    "allian*",
    "xyzzy",
]


async def asked_on_the_screen(collection: Collection, query: str) -> SearchResults:
    """What the screen shows for a query whose last word is finished."""
    app = SearchApp(lambda: Collection.open(collection.folder), f"{query} ")
    async with app.run_test(size=(160, 48)) as pilot:
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        for _ in range(2000):
            await pilot.pause()
            if screen.answer is not None and screen.answer.question.text.strip() == query:
                return screen.answer.results
            await asyncio.sleep(0.005)
    raise AssertionError("the screen never answered")


@pytest.mark.parametrize("query", QUERIES)
async def test_every_way_gives_the_same(seed_collection: Collection, query: str) -> None:
    results = seed_collection.search(query, limit=0)
    hits = [(hit.path, hit.paragraph, list(map(list, hit.highlights))) for hit in results.hits]

    printed = CliRunner().invoke(
        cli, ["-C", str(seed_collection.folder), "search", query, "-n", "0", "--format", "json"], catch_exceptions=False
    )
    said = json.loads(printed.stdout)
    assert [(hit["path"], hit["paragraph"], hit["highlights"]) for hit in said["hits"]] == hits
    assert said["facets"] == {
        name: [{"value": value.value, "count": value.count} for value in getattr(results.facets, name)]
        for name in ("source", "author", "date")
    }

    shown = await asked_on_the_screen(seed_collection, query)
    assert list(shown.groups) == list(results.groups)
    assert shown.facets == results.facets
    for one in (
        (said["paragraphs"], said["articles"], said["stories"]),
        (shown.paragraphs, shown.articles, shown.stories),
    ):
        assert one == (results.paragraphs, results.articles, results.stories)
    assert said["understood"] == shown.understood == results.understood
