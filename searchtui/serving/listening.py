"""Serving until the user has enough."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Sequence

from aiohttp import web

from searchtui.errors import ServingError
from searchtui.serving.gate import HOST, Gate
from searchtui.serving.site import Site

__all__ = ["serve"]


def serve(name: str, arguments: Sequence[str], *, port: int, most: int, ready: Callable[[str], object]) -> None:
    """Serve the app on this machine until Ctrl+C, and end every visit then.

    Args:
        name: of the collection.
        arguments: of a visitor's process, see `searchtui.serving.visitor`.
        port: to listen on; 0 for any that is free.
        most: visits at the same time.
        ready: is told the address.

    Raises:
        ServingError: the port cannot be listened on.
    """
    with _listening(port) as listener:
        gate = Gate(listener.getsockname()[1])
        site = Site(gate, name, arguments, most)
        asyncio.run(_run(site, listener, lambda: ready(gate.address)))


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(16)
    except OSError as error:
        listener.close()
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be listened on ({error.strerror})"
        raise ServingError(
            f"Port {port} {why}; choose another with --port, or any that is free with --port 0."
        ) from error
    return listener


async def _run(site: Site, listener: socket.socket, ready: Callable[[], object]) -> None:
    enough = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError):
            loop.add_signal_handler(number, enough.set)
    runner = web.AppRunner(site.app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        ready()
        await enough.wait()
    finally:
        await runner.cleanup()
