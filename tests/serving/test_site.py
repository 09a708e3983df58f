from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="textual-serve is not installed")

import aiohttp

from searchtui.errors import ServingError
from searchtui.serving.listening import serve
from tests.serving.served import ROOT, Served, children, gone, serving


@asynccontextmanager
async def visit(served: Served, **headers: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    origin = served.address.rsplit("/", 2)[0]
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{served.address}ws?width=100&height=30", headers={"Origin": origin, **headers}) as opened,
    ):
        yield opened


async def shows(opened: aiohttp.ClientWebSocketResponse, text: bytes) -> None:
    """Read until the app has drawn a text."""
    drawn = b""
    while text not in drawn:
        message = await asyncio.wait_for(opened.receive(), 30)
        assert message.type is aiohttp.WSMsgType.BINARY, (message, drawn)
        drawn += message.data


async def status(address: str, **headers: str) -> int:
    async with aiohttp.ClientSession() as client, client.get(address, headers=headers, allow_redirects=False) as answer:
        return answer.status


async def test_whoever_does_not_know_the_address_or_comes_from_elsewhere_sees_nothing(seeds_folder: Path) -> None:
    with serving(seeds_folder) as served:
        own, root = served.address, f"http://127.0.0.1:{served.port}"
        assert await status(own) == 200
        assert await status(f"{own}static/js/textual.js") == 200
        assert await status(f"{own}page.css") == await status(f"{own}page.js") == 200
        assert await status(f"{root}/") == await status(f"{root}/wrong/") == 404
        assert await status(f"{root}/static/js/textual.js") == await status(f"{root}/ws") == 404
        assert await status(f"{own}static/%2e%2e/server.py") == 404
        assert await status(f"{own}static/{'a' * 5_000}") == 404
        assert await status(f"{own}static/") in (403, 404)
        assert await status(own, Host="evil.example") == 421
        assert await status(own, Origin="http://evil.example") == 403
        assert await status(f"{own}download/x") == 404
        for headers in ({"Origin": "http://evil.example"}, {"Host": "evil.example"}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                async with visit(served, **headers):
                    pass
        assert children(served.process.pid) == []


async def test_each_visit_has_a_process_that_ends_with_it_and_there_are_not_more_than_allowed(
    seeds_folder: Path,
) -> None:
    with serving(seeds_folder, "--visits", "2") as served:
        async with visit(served) as first:
            await shows(first, b"5 articles")
            async with visit(served) as second:
                await shows(second, b"5 articles")
                processes = children(served.process.pid)
                assert len(processes) == 2
                with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                    async with visit(served):
                        pass
                assert caught.value.status == 503
                # What makes no sense harms nobody.
                for senseless in ("", "[", "5", "{}", '["stdin"]', '["stdin", 5]', '["resize", {"width": "x"}]',
                                  '["resize", {"width": 1e999, "height": 30}]', "[" * 5000, '["nothing"]'):  # fmt: skip
                    await second.send_str(senseless)
                await second.send_str(json.dumps(["resize", {"width": 101, "height": 30}]))
                await shows(second, b"5 articles")
            assert any(gone(process) for process in processes)
        assert all(gone(process) for process in processes)
        async with visit(served) as again:
            await shows(again, b"5 articles")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
async def test_however_the_server_ends_its_visits_end_too(seeds_folder: Path, number: int) -> None:
    with serving(seeds_folder) as served:
        async with visit(served) as opened:
            await shows(opened, b"5 articles")
            processes = children(served.process.pid)
            assert len(processes) == 1
            served.process.send_signal(number)
            while (await opened.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
        assert await asyncio.to_thread(served.process.wait, 30) == (-number if number == signal.SIGKILL else 0)
        assert all(gone(process) for process in processes)


def test_a_port_in_use_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServingError, match=rf"^Port {port} is in use; choose another with --port, or any"):
            serve("seeds", [], port=port, most=1, ready=print)


def test_without_an_index_there_is_nothing_to_serve(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "searchtui", "-C", str(tmp_path), "serve", "--port", "0"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("searchtui: ")
    assert done.stderr.count("\n") == 1
