"""What keeps the app prompt is there while it runs, and gone with it."""

from __future__ import annotations

import gc
import sys

import pytest
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from searchtui.tui.app import SearchApp
from searchtui.tui.output import PromptDriver
from tests.tui.driver import driven
from tests.tui.fakes import FakeCollection


async def test_turns_are_short_and_old_garbage_waits_while_the_app_runs() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    async with driven() as run:
        assert sys.getswitchinterval() < before[0]
        assert gc.get_threshold()[2] > 1000
        assert gc.get_freeze_count() > 0
        assert run.app.is_running
    assert (sys.getswitchinterval(), gc.get_threshold()) == before
    assert gc.get_freeze_count() == 0


async def test_garbage_is_collected_when_no_key_was_struck_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    async with driven() as run:
        monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
        monkeypatch.setattr(gc, "get_count", lambda: (5, 1, 0))
        await run.press("a")
        run.app._tidy()
        assert not collected
        run.app._touched -= 10
        run.app._tidy()
        run.app._tidy()
        assert len(collected) == 2
        monkeypatch.setattr(gc, "get_count", lambda: (5, 0, 0))
        run.app._tidy()
        assert len(collected) == 2
        assert gc.isenabled()


async def test_new_garbage_is_collected_between_two_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    async with driven() as run:
        monkeypatch.setattr(gc, "collect", collected.append)
        monkeypatch.setattr(gc, "get_count", lambda: (5, 1, 0))
        await run.press("a")
        assert not run.app._sweeps
        monkeypatch.setattr(gc, "get_count", lambda: (50_000, 1, 0))
        await run.press("b")
        await run.until(lambda: bool(collected))
        assert collected == [0]
        run.app._touched += 10
        run.app._sweep()
        assert collected == [0]
        assert run.app._sweeps


def test_only_the_driver_of_a_terminal_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other(Driver):
        pass

    app = SearchApp(FakeCollection)
    monkeypatch.setattr("textual.app.App.get_driver_class", lambda _: LinuxDriver)
    assert app.get_driver_class() is PromptDriver
    monkeypatch.setattr("textual.app.App.get_driver_class", lambda _: Other)
    assert app.get_driver_class() is Other
