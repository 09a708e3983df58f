from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color
from textual.command import CommandPalette

from searchtui.errors import ConfigError
from searchtui.settings import Configured, Settings, configured, read_settings
from searchtui.tui.app import SearchApp
from searchtui.tui.colors import HIGH_CONTRAST, colors_of
from searchtui.tui.style import MARK, STYLES, TEXT, style_of
from searchtui.tui.widgets.lines import Lines
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection


def backgrounds(run: Driven) -> set[str]:
    """Colours behind what the terminal shows."""
    strips = run.app.screen._compositor.render_strips(run.app.size)
    styles = [segment.style for strip in strips for segment in strip if segment.style is not None]
    return {worn.bgcolor.name for worn in styles if worn.bgcolor is not None}


async def test_another_theme_is_worn_by_everything_at_once() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        before, text = backgrounds(run), run.shown
        run.app.theme = "nord"
        await run.until(lambda: "#2e3440" in backgrounds(run))
        assert not backgrounds(run) & before
        assert run.shown == text
        await run.pilot.press("enter")
        await run.until(lambda: run.app.screen is not run.search)
        run.app.theme = "searchtui"
        await run.until(lambda: "#0f1319" in backgrounds(run))
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search and backgrounds(run) == before)


async def test_lines_of_screens_below_follow_too() -> None:
    async with driven("harbour", size=(120, 40)) as run:
        await run.pilot.press("f1")
        await run.until(lambda: run.app.screen is not run.search)
        run.app.theme = "textual-light"
        await run.pilot.press("f1")
        await run.until(lambda: run.app.screen is run.search)
        for lines in run.search.query(Lines):
            for strip in lines.strips:
                for segment in strip:
                    assert segment.style is not None
                    assert segment.style.bgcolor is not None
                    assert min(segment.style.bgcolor.get_truecolor()) > 0x60 or segment.style.bold


async def test_a_theme_is_chosen_in_the_palette() -> None:
    async with driven("harbour") as run:
        await run.pilot.press("f9")
        await run.until(lambda: isinstance(run.app.screen, CommandPalette))
        await run.pilot.press(*"high-contrast")
        await run.until(lambda: "high-contrast" in run.shown)
        await run.pilot.press("enter")
        await run.until(lambda: run.app.theme == "high-contrast")
        assert style_of(MARK) == colors_of(HIGH_CONTRAST)[MARK]
    async with driven("harbour"):
        assert style_of(MARK) == STYLES[MARK]


async def test_without_colour_no_style_has_any(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with driven("harbour", size=(160, 48)) as run:
        for key in (
            "",
            "ctrl+p",
            "escape",
            "f1",
            "escape",
            "escape",
            "c",
            "escape",
            "k",
            "escape",
            "s",
            "escape",
            "enter",
        ):
            await run.pilot.press(*([key] if key else []))
            await run.pilot.pause()
            for strip in run.app.screen._compositor.render_strips(run.app.size):
                for segment in strip:
                    assert segment.style is None or (segment.style.color, segment.style.bgcolor) == (None, None)
    monkeypatch.setenv("NO_COLOR", "")
    async with driven("harbour") as run:
        assert backgrounds(run)


async def test_the_app_begins_in_the_theme_of_the_settings() -> None:
    app = SearchApp(FakeCollection, configured=Configured(Settings(theme="nord")))
    async with app.run_test(size=(80, 24)):
        assert app.theme == "nord"
        assert style_of(TEXT).bgcolor == Color.parse("#2e3440")


def test_a_theme_that_does_not_exist_is_named_with_the_line_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "searchtui.toml"
    file.write_text("\ntheme = 'nort'\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"searchtui\.toml, line 2: there is no theme `nort`; did you mean `nord`\?"):
        SearchApp(FakeCollection, configured=configured(read_settings(file, of_collection=True)))
