"""Every view of the app, opened on the articles in `seeds/` by the keys that a user presses.

The pictures of the documentation and the snapshots of the tests are both made of these.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from textual.pilot import Pilot

from searchtui.collection import Collection, SearchRequest, SearchResults
from searchtui.settings import Configured, Settings
from searchtui.tui.app import SearchApp

__all__ = ["STILLS", "Still", "lay_out", "opened"]

TOP = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0
_TOOK_MS = 4.0
"""What each search is said to take, so that no two pictures differ in it."""


@dataclass(frozen=True, slots=True)
class Still:
    """A view, and how one comes to it.

    Args:
        name: of the picture.
        query: typed before.
        keys: pressed then, by Textual's names; each after the one before has done its work.
        shows: text that is on the screen when the view is there.
        says: what the picture shows, for those who cannot see it.
    """

    name: str
    query: str
    keys: tuple[str, ...]
    shows: str
    says: str


_QUERY = "military alliance"

STILLS: tuple[Still, ...] = (
    Still("search", _QUERY, (), "in 4 articles", "Hits by article, counts, and the articles side by side"),
    Still("compare", _QUERY, ("escape", "c"), "hit 1/", "Articles side by side on the whole screen"),
    Still("aligned", _QUERY, ("escape", "c", "equals_sign"), "% like", "Columns aligned on a paragraph"),
    Still("story", "western", ("escape", "s", "right_square_bracket"), "leaves out 20", "Copies of one text"),
    Still("reader", _QUERY, ("enter",), "hit 1/", "A whole article, opened at the hit"),
    Still("concordance", "alliance", ("escape", "k"), "matches", "Every place of a word on a line of its own"),
    Still("explanation", _QUERY, ("f4",), "score", "How the query was understood, and why a hit is there"),
    Still("export", _QUERY, ("escape", "x"), "Export", "What is written to a file, and how"),
    Still("help", _QUERY, ("f1",), "The query line", "The help of the pane that has the keys"),
)
"""All views, in the order of the tour."""


class _Steady(Collection):
    """A collection whose answers are the same each time, their duration too."""

    def search(self, request: SearchRequest | str = "", /, **fields: object) -> SearchResults:
        """Answer a request."""
        return msgspec.structs.replace(super().search(request, **fields), took_ms=_TOOK_MS)


def lay_out(folder: Path) -> None:
    """Make a collection of the seeds in a folder."""
    shutil.copytree(TOP / "seeds", folder / "seeds")
    with Collection.open(folder) as collection:
        collection.reindex()


@asynccontextmanager
async def opened(
    folder: Path, still: Still, size: tuple[int, int], theme: str = Settings().theme
) -> AsyncIterator[SearchApp]:
    """The app at a view.

    Args:
        folder: of the collection, see `lay_out`.
        still: the view.
        size: of the terminal, columns and rows.
        theme: by its name in the settings.

    Raises:
        TimeoutError: the view does not come.
    """
    configured = Configured(Settings(theme=theme))
    app = SearchApp(lambda: _Steady.open(folder), still.query, configured=configured)
    async with app.run_test(size=size) as pilot:
        await _settled(app, pilot)
        for key in still.keys:
            await pilot.press(key)
            await _settled(app, pilot)
        until = time.monotonic() + _PATIENCE
        while still.shows not in shown(app):
            if time.monotonic() > until:
                raise TimeoutError(f"{still.name} shows no {still.shows!r}:\n{shown(app)}")
            await _settled(app, pilot)
        yield app


def shown(app: SearchApp) -> str:
    """The text on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips(app.size))


async def _settled(app: SearchApp, pilot: Pilot[int]) -> None:
    """Wait until the newest question is answered and nothing changes on the screen any more."""
    until = time.monotonic() + _PATIENCE
    before, same = "", 0
    while same < 3:
        await pilot.pause()
        await asyncio.sleep(0.01)
        now = shown(app)
        answer = app.search.answer
        waiting = answer is None or answer.question != app.search.question
        same = same + 1 if now == before and not waiting else 0
        before = now
        if time.monotonic() > until:
            raise TimeoutError(f"The screen does not come to rest:\n{now}")
