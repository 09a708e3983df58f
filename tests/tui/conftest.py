"""Tests of the app press keys as people do: the next when the one before it has done all that it does."""

from __future__ import annotations

import asyncio
import time

import pytest
from textual.pilot import Pilot

from tests.tui.driver import PATIENCE

_press = Pilot.press


async def _press_in_turn(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await _press(pilot, key)
        deadline = time.monotonic() + PATIENCE
        while getattr(pilot.app, "keys_wait", False) and time.monotonic() < deadline:
            await asyncio.sleep(0.001)
    if keys:
        await pilot.pause()


@pytest.fixture(autouse=True)
def keys_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pilot, "press", _press_in_turn)
