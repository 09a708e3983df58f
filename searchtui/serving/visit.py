"""One visitor's process, and the bytes between it and the browser."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Sequence

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

__all__ = ["Visit"]

_PATIENCE = 5.0
"""Seconds in which an app that is told to leave does."""


class Visit(AppService):
    """Runs the app for one visitor; of what it sends, only what is to be drawn and its end reach the browser.

    Args:
        arguments: of the visitor's process, see `searchtui.serving.visitor`.
        write: sends bytes to the browser.
        close: ends the connection with it.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        write: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        async def say_nothing(_: str) -> None:
            pass

        super().__init__("", write_bytes=write, write_str=say_nothing, close=close, download_manager=DownloadManager())
        self._arguments = arguments
        self._alive: int | None = None

    @property
    def process(self) -> Process | None:
        """The visitor's process, once it is started."""
        return self._process

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the app without a shell. It ends as soon as nobody holds the other end of its last pipe any more."""
        ends, self._alive = os.pipe()
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "searchtui.serving.visitor", str(ends), *self._arguments,
                stdin=PIPE, stdout=PIPE, stderr=PIPE, pass_fds=(ends,),
                env={**self._build_environment(width, height), "TEXTUAL_FPS": "60"},
                start_new_session=True,
            )  # fmt: skip
        finally:
            os.close(ends)
        assert process.stdin is not None
        self._stdin = process.stdin
        return process

    async def on_meta(self, data: bytes) -> None:
        """Pass on that the app has ended; it opens no address and sends no file."""
        if b'"exit"' in data:
            await self.remote_close()

    async def on_packed(self, payload: bytes) -> None:
        """Pass on nothing: these are parts of files."""
        del payload

    async def stop(self) -> None:
        """End the process: ask, wait, and then insist."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(super().stop(), _PATIENCE)
        if process.returncode is None:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(process.wait(), 1)
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if self._alive is not None:
            os.close(self._alive)
            self._alive = None
