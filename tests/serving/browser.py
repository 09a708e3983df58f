"""A real browser without a window, driven over its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import struct
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Self

import aiohttp
import pyte

__all__ = ["CHROMIUM", "Page", "browsing", "pixels"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

PATIENCE = 60.0


async def until(condition: Callable[[], object | Awaitable[object]], said: Callable[[], object] = str) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + PATIENCE
    while True:
        held = condition()
        if isinstance(held, Awaitable):
            held = await held
        if held:
            return
        assert time.monotonic() < deadline, f"waited in vain: {said()}"
        await asyncio.sleep(0.05)


def pixels(png: bytes) -> set[tuple[int, int, int]]:
    """The colours of a picture of 8 bits a channel (PNG, W3C)."""
    header, data, at = b"", b"", 8
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        content = png[at + 8 : at + 8 + length]
        header, data = (content, data) if kind == b"IHDR" else (header, data + content if kind == b"IDAT" else data)
        at += 12 + length
    width, height, depth, color = struct.unpack(">IIBB", header[:10])
    assert (depth, color) in ((8, 2), (8, 6))
    size = 3 if color == 2 else 4
    raw, stride = zlib.decompress(data), width * size
    before, found = bytearray(stride), set()
    for y in range(height):
        start = y * (stride + 1)
        line = bytearray(raw[start + 1 : start + 1 + stride])
        _unfilter(raw[start], line, before, size)
        found |= set(zip(line[0::size], line[1::size], line[2::size], strict=True))
        before = line
    return found


def _unfilter(kind: int, line: bytearray, above: bytearray, size: int) -> None:
    for x in range(len(line)):
        left, up = line[x - size] if x >= size else 0, above[x]
        corner = above[x - size] if x >= size else 0
        guess = left + up - corner
        paeth = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
        line[x] = (line[x] + (0, left, up, (left + up) // 2, paeth)[kind]) & 0xFF


class Page:
    """A page in the browser, what it asks of whom, and a screen that obeys what its WebSocket brings."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._session = ""
        self._number = 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.asked: list[str] = []
        self.said: list[str] = []
        self.frames: dict[str, int] = defaultdict(int)
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.socket_closed = self.focused = False
        self._reading = asyncio.create_task(self._read())

    async def begin(self) -> Self:
        """Open an empty page and listen to what it does."""
        target = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Network", "Page", "Runtime", "Log"):
            await self.call(f"{domain}.enable")
        await self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        return self

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Do something in the browser."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        future: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[self._number] = future
        await self._socket.send_json(message)
        answer = await asyncio.wait_for(future, PATIENCE)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    async def _read(self) -> None:
        async for message in self._socket:
            content = message.json()
            if "id" in content:
                self._answers.pop(content["id"]).set_result(content)
            else:
                self._note(content["method"], content["params"])

    def _note(self, event: str, said: dict[str, Any]) -> None:
        if event == "Network.requestWillBeSent":
            self.asked.append(said["request"]["url"])
        elif event == "Network.webSocketCreated":
            self.asked.append(said["url"])
        elif event == "Network.webSocketClosed":
            self.socket_closed = True
        elif event == "Network.webSocketFrameReceived" and said["response"]["opcode"] == 2:
            data = base64.b64decode(said["response"]["payloadData"])
            self._stream.feed(data.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        elif event == "Network.webSocketFrameSent" and '"resize"' in said["response"]["payloadData"]:
            self._resize(said["response"]["payloadData"])
        elif event == "Network.webSocketFrameSent" and '"focus"' in said["response"]["payloadData"]:
            self.focused = True
        elif event == "Log.entryAdded" and said["entry"]["level"] == "error":
            self.said.append(f"{said['entry']['text']} {said['entry'].get('url', '')}")
        elif event == "Runtime.exceptionThrown":
            self.said.append(str(said["exceptionDetails"]))

    def _resize(self, payload: str) -> None:
        size = json.loads(payload)[1]
        self.screen.resize(size["height"], size["width"])

    @property
    def shown(self) -> str:
        """What the terminal in the page shows."""
        return "\n".join(self.screen.display)

    async def value(self, expression: str) -> Any:
        """What an expression is in the page."""
        return (await self.call("Runtime.evaluate", expression=expression))["result"].get("value")

    async def type(self, text: str) -> None:
        """Press the keys of a text."""
        for character in text:
            for kind in ("keyDown", "keyUp"):
                more = {"text": character} if kind == "keyDown" else {}
                await self.call("Input.dispatchKeyEvent", type=kind, key=character, **more)

    async def picture(self) -> bytes:
        """A picture of the page."""
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])

    async def close(self) -> None:
        """Let go of the browser."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._socket.close()


@asynccontextmanager
async def browsing() -> AsyncIterator[Callable[[], Awaitable[Page]]]:
    """Start a browser; what it gives opens pages in it."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM, "--headless=new", "--no-sandbox", "--remote-debugging-port=0", f"--user-data-dir={profile}",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-extensions", "--window-size=1200,800", "--disable-dev-shm-usage", "about:blank",
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        pages: list[Page] = []
        client = aiohttp.ClientSession()
        try:
            file = Path(profile) / "DevToolsActivePort"
            await until(lambda: file.is_file() and file.read_text().count("\n") >= 1)
            port, path = file.read_text().split("\n")[:2]

            async def opened() -> Page:
                socket = await client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=1 << 26)
                pages.append(Page(socket))
                return await pages[-1].begin()

            yield opened
        finally:
            for page in pages:
                await page.close()
            await client.close()
            process.kill()
            await process.wait()
