from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette

from searchtui.keeping import Preferences
from searchtui.settings import Configured, Settings, configured, read_settings
from searchtui.tui.colors import HIGH_CONTRAST, colors_of
from searchtui.tui.style import MARK, style_of
from tests.tui.driver import driven

TOML = "# colours for the train\ntheme = 'nord'  # dark\nwatch-every = 60\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "searchtui.toml"
    path.write_text(TOML, encoding="utf-8")
    return path


def settings(file: Path) -> Configured:
    return configured(read_settings(file, of_collection=False))


def preferences(file: Path) -> Preferences:
    return Preferences(file.parent / "data", file.parent / "data" / "here", settings(file))


async def test_a_theme_chosen_in_the_palette_is_worn_in_the_next_session(file: Path) -> None:
    async with driven("harbour", configured=settings(file), preferences=preferences(file)) as run:
        assert run.app.theme == "nord"
        await run.pilot.press("f9")
        await run.until(lambda: isinstance(run.app.screen, CommandPalette))
        await run.pilot.press(*"high-contrast")
        await run.until(lambda: "high-contrast" in run.shown)
        await run.pilot.press("enter")
        await run.until(lambda: preferences(file).settings.theme == "high-contrast")
    assert file.read_text(encoding="utf-8") == TOML
    async with driven("harbour", configured=settings(file), preferences=preferences(file)) as run:
        assert run.app.theme == "high-contrast"
        assert style_of(MARK) == colors_of(HIGH_CONTRAST)[MARK]
    file.write_text("theme = 'dracula'", encoding="utf-8")
    async with driven("harbour", configured=settings(file), preferences=preferences(file)) as run:
        assert run.app.theme == "dracula"


async def test_the_switch_stays_as_it_was_left(file: Path) -> None:
    async with driven("harbour", (160, 48), configured=settings(file), preferences=preferences(file)) as run:
        await run.press("escape", "W")
        await run.until(lambda: preferences(file).settings.watch)
    async with driven("harbour", (160, 48), configured=settings(file), preferences=preferences(file)) as run:
        await run.until(lambda: "kept up to date" in run.lines[0])
        await run.press("escape", "W")
        await run.until(lambda: not preferences(file).settings.watch)
    async with driven("harbour", (160, 48), configured=settings(file), preferences=preferences(file)) as run:
        assert not run.search.state.watched


async def test_to_open_the_app_chooses_nothing(file: Path) -> None:
    async with driven("harbour", configured=settings(file), preferences=preferences(file)):
        pass
    assert not (file.parent / "data").exists()


async def test_a_theme_that_is_no_longer_there_is_not_worn(file: Path) -> None:
    preferences(file).prefer("theme", "of another version")
    async with driven("harbour", configured=settings(file), preferences=preferences(file)) as run:
        assert run.app.theme == "nord"


async def test_what_cannot_be_kept_is_said_and_worn(file: Path) -> None:
    (file.parent / "data").write_text("a file", encoding="utf-8")
    async with driven("harbour", configured=settings(file), preferences=preferences(file)) as run:
        run.app.theme = "gruvbox"
        await run.until(lambda: any("cannot be written" in note.message for note in run.app._notifications))
        assert run.app.theme == "gruvbox"


async def test_without_a_place_for_it_a_theme_is_worn_for_once() -> None:
    async with driven("harbour", configured=Configured(Settings(theme="nord"))) as run:
        run.app.theme = "gruvbox"
        await run.until(lambda: run.app.theme == "gruvbox")
