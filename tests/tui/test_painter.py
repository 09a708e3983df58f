"""What is painted at once is what Textual would have painted."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen

from searchtui.cells import is_narrow
from searchtui.tui.painter import Painter
from tests.tui.driver import Driven, driven
from tests.tui.terminal import Screen as Terminal

SIZE = (160, 48)
_FRAMES = {ord(sign): " " for sign in "│┃▌▐·❯✎◆┊▸▾▏█▁▂▃▄▅▆▇▎▍▋▊▉"}


class Shown:
    """What a terminal shows that was sent all updates, and by which way they came."""

    def __init__(self) -> None:
        self.terminal = Terminal(*SIZE)
        self.stream = pyte.Stream(self.terminal)
        self.at_once = 0

    def agrees(self, run: Driven) -> bool:
        """Whether it shows what is drawn, line by line, but for lines that such a terminal cannot show."""
        pairs = [
            (shown.rstrip(), drawn.rstrip()) for shown, drawn in zip(self.terminal.display, run.lines, strict=True)
        ]
        differing = [pair for pair in pairs if pair[0] != pair[1] and is_narrow(pair[1].translate(_FRAMES))]
        assert not differing
        return True


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    made = Shown()
    display, paint = App._display, Painter._paint_lines

    def displayed(self: App[Any], screen: Screen[Any], renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate):
            made.stream.feed(renderable.render_segments(self.console).replace("\n", ""))
        display(self, screen, renderable)

    def painted(self: Painter[Any]) -> None:
        made.at_once += 1
        paint(self)

    monkeypatch.setattr(App, "_display", displayed)
    monkeypatch.setattr(Painter, "_paint_lines", painted)
    return made


async def test_after_each_key_the_terminal_shows_what_is_drawn(shown: Shown) -> None:
    async with driven(size=SIZE) as run:
        await run.settled()
        for key in "harbour fleet":
            await run.type(key)
            await run.settled()
            assert shown.agrees(run)
        assert shown.at_once > 8
        for key in ("escape", "down", "tab", "n", "c", "escape", "f3", "down", "space", "escape"):
            await run.press(key)
            await run.settled()
            assert shown.agrees(run), key


async def test_what_lies_over_the_panes_stays(shown: Shown) -> None:
    async with driven("harbour", size=SIZE) as run:
        await run.settled()
        run.app.notify("A word from the app.", timeout=60)
        await run.until(lambda: "A word from the app." in run.shown)
        before = shown.at_once
        await run.type("s")
        await run.settled()
        assert any("A word from the app." in line for line in shown.terminal.display)
        assert shown.agrees(run)
        assert shown.at_once == before


async def test_what_has_widgets_in_it_is_left_to_textual(shown: Shown) -> None:
    async with driven("harbour", size=SIZE) as run:
        await run.settled()
        body = run.search.query_one("#body")
        body.refresh()
        run.search._dirty_widgets.add(body)
        before = shown.at_once
        run.search.paint_now()
        await run.settled()
        assert shown.at_once == before
        assert shown.agrees(run)
