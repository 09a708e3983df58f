"""Drives the app in a test: presses keys and waits for what the screen shows, never for time to pass."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from searchtui.collection import SearchRequest
from searchtui.keeping import Kept, Preferences
from searchtui.settings import Configured
from searchtui.tui.app import SearchApp
from searchtui.tui.screens.search import SearchScreen
from tests.tui.fakes import FakeCollection

S = TypeVar("S", bound=Screen[Any])

PATIENCE = 60.0


class Driven:
    """A running app."""

    def __init__(self, app: SearchApp, pilot: Pilot[int], collection: FakeCollection) -> None:
        self.app, self.pilot, self.collection = app, pilot, collection

    @property
    def search(self) -> SearchScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, SearchScreen)
        return screen

    def on(self, kind: type[S]) -> S:
        """The screen in front, which must be of this kind."""
        screen = self.app.screen
        assert isinstance(screen, kind), screen
        return screen

    def asked(self) -> SearchRequest:
        """The newest request."""
        return self.collection.requests[-1]

    def is_at(self, pane: Widget) -> bool:
        """Whether the pane has the keys."""
        return self.search.focused is pane

    @property
    def lines(self) -> list[str]:
        """What the terminal shows."""
        return [strip.text for strip in self.app.screen._compositor.render_strips(self.app.size)]

    @property
    def shown(self) -> str:
        return "\n".join(self.lines)

    async def until(self, condition: Callable[[], object]) -> None:
        """Let the app work until the condition holds."""
        deadline = time.monotonic() + PATIENCE
        while True:
            await self.pilot.pause()
            if condition():
                return
            assert time.monotonic() < deadline, f"waited in vain; the screen shows\n{self.shown}"
            await asyncio.sleep(0.002)

    async def settled(self) -> None:
        """Wait until the newest question has its answer on the screen."""
        await self.until(
            lambda: (
                self.search.answer is not None
                and not self.search._pending
                and self.search.answer.question == self.search.question
            )
        )
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, then wait for the answer."""
        await self.pilot.press(*keys)
        await self.settled()

    async def type(self, text: str) -> None:
        """Type into the query line, then wait for the answer."""
        await self.press(*["space" if character == " " else character for character in text])


@asynccontextmanager
async def driven(
    query: str = "",
    size: tuple[int, int] = (120, 40),
    collection: FakeCollection | None = None,
    settle: bool = True,
    files: tuple[str, ...] | None = None,
    choosing: bool = False,
    configured: Configured | None = None,
    kept: Kept | None = None,
    restore: bool = True,
    confined: bool = False,
    preferences: Preferences | None = None,
) -> AsyncIterator[Driven]:
    """Run the app on a fake collection."""
    fake = collection or FakeCollection()
    app = SearchApp(
        lambda: fake,
        query,
        files,
        configured=configured or Configured(),
        preferences=preferences,
        kept=kept,
        restore=restore,
        choosing=choosing,
        confined=confined,
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        run = Driven(app, pilot, fake)
        if settle:
            await run.settled()
        yield run
