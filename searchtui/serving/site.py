"""The site: a page, what it is made of, and a WebSocket that each visit goes through."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import textual_serve
from aiohttp import WSMsgType, web

from searchtui.serving.gate import Gate
from searchtui.serving.page import HEADERS, page
from searchtui.serving.visit import Visit

__all__ = ["Site"]

_STATIC = Path(textual_serve.__file__).parent / "static"
_LONGEST = 1 << 18
"""Bytes of one message of a browser."""
_LONGEST_NAME = 255
"""Bytes of the name of a file."""
_LARGEST = 500
"""Columns and rows of the largest screen."""


class Site:
    """Answers requests.

    Args:
        gate: who may ask.
        name: of the collection.
        arguments: of a visitor's process.
        most: visits at the same time.
    """

    def __init__(self, gate: Gate, name: str, arguments: Sequence[str], most: int) -> None:
        self._gate, self._name, self._arguments, self._most = gate, name, arguments, most
        self.visits: dict[Visit, web.WebSocketResponse] = {}
        self.app = web.Application(middlewares=[self._guard])
        root = f"/{gate.token}"
        self.app.add_routes(
            [
                web.get(f"{root}/", self._page),
                web.get(f"{root}/page.css", partial(self._file, "text/css")),
                web.get(f"{root}/page.js", partial(self._file, "text/javascript")),
                web.get(f"{root}/ws", self._socket),
                web.static(f"{root}/static", _STATIC),
            ]
        )
        self.app.on_response_prepare.append(self._add_headers)
        self.app.on_shutdown.append(self._end)

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        refusal = self._gate.refusal(request.path, request.headers, socket="Upgrade" in request.headers)
        if refusal is not None:
            return web.Response(status=refusal, text=f"{refusal.phrase}\n")
        if any(len(part.encode()) > _LONGEST_NAME for part in request.path.split("/")):
            # No file has such a name, and asking the system for it is an error.
            return web.Response(status=404, text="Not Found\n")
        answer: web.StreamResponse = await handler(request)
        return answer

    async def _add_headers(self, _: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(HEADERS)
        response.headers.pop("Server", None)

    async def _page(self, request: web.Request) -> web.Response:
        socket = f"ws://{request.host}/{self._gate.token}/ws"
        return web.Response(text=page(self._name, socket), content_type="text/html")

    async def _file(self, kind: str, request: web.Request) -> web.Response:
        name = request.path.rsplit("/", 1)[1]
        text = files("searchtui.serving").joinpath(name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=kind)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if len(self.visits) >= self._most:
            return web.Response(status=503, text=f"There are {self._most} visits already; close one of them.\n")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LONGEST)

        async def close() -> None:
            await socket.close()

        visit = Visit(self._arguments, socket.send_bytes, close)
        self.visits[visit] = socket
        try:
            await socket.prepare(request)
            width, height = (_cells(request.query.get(name), other) for name, other in (("width", 80), ("height", 24)))
            await visit.start(width, height)
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await _obey(visit, message.data)
        except ConnectionResetError:
            pass
        finally:
            await visit.stop()
            self.visits.pop(visit, None)
        return socket

    async def _end(self, _: web.Application) -> None:
        """The server ends: so does every visit."""
        for socket in list(self.visits.values()):
            await socket.close()
        for visit in list(self.visits):
            await visit.stop()


def _cells(value: Any, otherwise: int) -> int:
    """A number of columns or rows as a browser says it, within reason."""
    try:
        return max(1, min(_LARGEST, int(value)))
    except (TypeError, ValueError, OverflowError):
        return otherwise


async def _obey(visit: Visit, text: str) -> None:
    """Do what a message of the browser says; what makes no sense does nothing."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return
    match message:
        case ["stdin", str(typed)]:
            await visit.send_bytes(typed.encode("utf-8", "replace"))
        case ["resize", {"width": width, "height": height}]:
            await visit.set_terminal_size(_cells(width, 80), _cells(height, 24))
        case ["focus", *_]:
            await visit.focus()
        case ["blur", *_]:
            await visit.blur()
        case _:
            pass
