from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("textual_serve", reason="textual-serve is not installed")

from tests.serving.browser import CHROMIUM, browsing, pixels, until
from tests.serving.served import children, gone, serving

pytestmark = [pytest.mark.large, pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")]

MARK = (0xFF, 0xC8, 0x61)


async def test_a_query_is_typed_a_hit_is_seen_and_nothing_is_asked_of_anybody_else(seeds_folder: Path) -> None:
    with serving(seeds_folder) as served:
        async with browsing() as opened:
            page = await opened()
            await page.call("Page.navigate", url=served.address)
            await until(lambda: "5 articles" in page.shown, lambda: (page.said, page.asked, page.shown))
            assert MARK not in pixels(await page.picture())
            visitors = children(served.process.pid)
            assert len(visitors) == 1
            await until(lambda: "❯" in page.shown and page.focused)
            await page.type("military alliance")
            await until(lambda: "in 4 articles" in page.shown, lambda: page.shown)
            y, line = next(
                (y, line) for y, line in enumerate(page.screen.display) if "military alliance between" in line
            )
            marked = page.screen.buffer[y][line.index("military")]
            assert (marked.fg, marked.bold, marked.underscore) == ("ffc861", True, True)

            async def lit() -> bool:
                return MARK in pixels(await page.picture())

            await until(lit)
            hosts = {urlsplit(address).netloc for address in page.asked if not address.startswith(("data:", "about:"))}
            assert hosts == {f"127.0.0.1:{served.port}"}
            assert any(address.endswith(".ttf") for address in page.asked)
            assert page.said == []
            await page.call("Page.navigate", url="about:blank")
            assert gone(visitors[0])
            assert served.stop() == 0


async def test_in_the_browser_nothing_is_opened_or_written_and_leaving_ends_the_session(seeds_folder: Path) -> None:
    with serving(seeds_folder) as served:
        async with browsing() as opened:
            page = await opened()
            await page.call("Page.navigate", url=served.address)
            await until(lambda: "5 articles" in page.shown)
            await until(lambda: "❯" in page.shown and page.focused)
            await page.type("alliance")
            await until(lambda: "HITS" in page.shown and "alliance" in page.screen.display[1], lambda: page.shown)
            await page.call("Input.dispatchKeyEvent", type="rawKeyDown", key="Escape", windowsVirtualKeyCode=27)
            await until(lambda: "Enter read  Esc query" in page.screen.display[-1], lambda: page.shown)
            await page.type("e")
            await until(lambda: "In a browser nothing is opened" in page.shown, lambda: page.shown)
            await page.call("Input.dispatchKeyEvent", type="rawKeyDown", key="q", windowsVirtualKeyCode=81, modifiers=2)
            await until(lambda: page.socket_closed)

            async def said() -> bool:
                shown = await page.value("getComputedStyle(document.querySelector('#closed')).display")
                return bool(shown == "block")

            await until(said)
            assert served.stop() == 0


async def test_a_page_from_elsewhere_gets_no_socket(seeds_folder: Path) -> None:
    with serving(seeds_folder) as served:
        async with browsing() as opened:
            page = await opened()
            await page.call("Page.navigate", url="data:text/html,<title>elsewhere</title>")
            address = served.address.replace("http:", "ws:") + "ws?width=80&height=24"
            await page.value(
                f"var state = ''; var socket = new WebSocket('{address}');"
                "socket.onopen = () => state = 'open'; socket.onerror = () => state = 'refused'; 1"
            )

            async def refused() -> bool:
                state = await page.value("state")
                assert state != "open"
                return bool(state == "refused")

            await until(refused)
            assert children(served.process.pid) == []
