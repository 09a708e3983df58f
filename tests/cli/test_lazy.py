"""Commands that are imported when they are run."""

from __future__ import annotations

import click
import pytest

from searchtui.cli.lazy import LazyCommands


def test_only_asking_for_a_command_imports_it() -> None:
    commands = LazyCommands({"search": "searchtui.cli.search:search", "lost": "searchtui.cli.nowhere:lost"})
    assert "lost" in commands
    assert list(commands) == ["search", "lost"]
    assert len(commands) == 2
    assert commands["search"].name == "search"
    with pytest.raises(ModuleNotFoundError):
        commands["lost"]
    with pytest.raises(KeyError):
        commands["other"]


def test_commands_are_added_and_taken_away() -> None:
    commands = LazyCommands({})
    commands["made"] = made = click.Command("made")
    assert commands["made"] is made
    del commands["made"]
    assert "made" not in commands
