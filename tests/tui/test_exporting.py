"""The window that asks what to export."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from searchtui.collection import SearchRequest
from searchtui.keeping import Kept
from searchtui.tui.screens.export import ExportScreen
from searchtui.tui.screens.pins import PinsScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def said(run: Driven) -> str:
    return " ".join(notification.message for notification in run.app._notifications)


async def opened(run: Driven) -> ExportScreen:
    await run.pilot.press("tab")
    await run.until(lambda: run.search.hits.has_focus)
    await run.pilot.press("x")
    await run.until(lambda: isinstance(run.app.screen, ExportScreen) and "Enter writes" in run.shown)
    return run.on(ExportScreen)


async def test_all_hits_go_to_the_file_that_is_named(here: Path) -> None:
    async with driven("harbour") as run:
        window = await opened(run)
        assert window.file_line.value == "harbour.md"
        assert "hits 14" in run.shown
        await run.pilot.press("enter")
        await run.until(lambda: "Exported 14 rows to harbour.md." in said(run))
        assert run.app.screen is run.search
        assert run.search.hits.has_focus
    assert (here / "harbour.md").read_text(encoding="utf-8").count("\n>\n") == 14


async def test_what_would_be_read_as_an_article_is_written_only_if_that_is_meant(here: Path) -> None:
    async with driven("harbour") as run:
        await opened(run)
        await run.pilot.press("ctrl+u", *"articles/mine.md", "enter")
        await run.until(lambda: "This would be read as an article in a new folder; Enter again" in run.shown)
        assert not (here / "articles").exists()
        await run.pilot.press("enter")
        await run.until(lambda: "Exported 14 rows" in said(run))
    assert (here / "articles" / "mine.md").exists()


async def test_what_and_how_are_chosen_by_keys(here: Path) -> None:
    async with driven("harbour") as run:
        await run.pilot.press("tab", "p")
        await run.pilot.press("shift+tab")
        window = await opened(run)
        await run.pilot.press("tab", "tab", "down", "down", "down")
        assert window.file_line.value == "harbour.bib"
        await run.pilot.press("ctrl+u", *"mine.bib", "enter")
        await run.until(lambda: "Exported 1 row to mine.bib." in said(run))
    assert (here / "mine.bib").read_text(encoding="utf-8").startswith("@article{moor2021-")


async def test_the_mouse_chooses_too() -> None:
    async with driven("harbour") as run:
        window = await opened(run)
        await run.pilot.click("#format", offset=(21, 0))
        assert window.file_line.value == "harbour.csv"
        await run.pilot.click("#what", offset=(20, 0))
        assert window.what == 1


async def test_in_a_small_window_what_is_chosen_is_in_sight() -> None:
    async with driven("harbour", size=(40, 10)) as run:
        window = await opened(run)
        assert "CSL-JSON" not in run.shown
        await run.pilot.press("up")
        assert "CSL-JSON" in run.shown
        assert "Markdown" not in run.shown
        await run.pilot.click("#format", offset=(10, 0))
        assert window.file_line.value == "harbour.jsonl"


async def test_nothing_is_replaced_and_no_folder_made_unless_that_is_asked_for(here: Path) -> None:
    (here / "harbour.md").write_text("mine")
    async with driven("harbour") as run:
        await opened(run)
        await run.pilot.press("enter")
        await run.until(lambda: "harbour.md is there already; Enter again replaces it." in run.shown)
        assert (here / "harbour.md").read_text() == "mine"
        await run.pilot.press("ctrl+u", *"a/b/c.md", "enter")
        await run.until(lambda: "The folder a/b is not there; Enter again makes it." in run.shown)
        assert os.listdir(here) == ["harbour.md"]
        await run.pilot.press("enter")
        await run.until(lambda: (here / "a/b/c.md").exists())
        await run.until(lambda: run.app.screen is run.search)
        await run.pilot.press("x")
        await run.until(lambda: isinstance(run.app.screen, ExportScreen))
        await run.pilot.press("enter", "enter")
        await run.until(lambda: "Exported 14 rows to harbour.md." in said(run))
    assert (here / "harbour.md").read_text(encoding="utf-8") == (here / "a/b/c.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Name a file."),
        ("sub", "sub is a folder; name a file in it."),
        ("other/", "other/ is a folder; name a file in it."),
        ("file/x.md", "file is no folder."),
        ("~nobody-of-this-name/x", "There can be no such file"),
    ],
)
async def test_what_cannot_be_a_file_is_said(here: Path, name: str, sentence: str) -> None:
    (here / "sub").mkdir()
    (here / "file").touch()
    async with driven("harbour") as run:
        await opened(run)
        await run.pilot.press("ctrl+u", *name, "enter")
        await run.until(lambda: sentence in run.shown)
        await run.pilot.press("escape")
        assert run.app.screen is run.search
    assert sorted(os.listdir(here)) == ["file", "sub"]


async def test_a_home_folder_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with driven("harbour") as run:
        await opened(run)
        await run.pilot.press("ctrl+u", *"~/mine.md", "enter")
        await run.until(lambda: (tmp_path / "mine.md").exists())


async def test_an_export_goes_on_in_the_background_and_can_be_stopped(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_LEAST", "_MOST"):
        monkeypatch.setattr(f"searchtui.tui.exports.{name}", 5)
    collection, go = FakeCollection(), threading.Event()

    def gate(request: SearchRequest) -> None:
        if request.offset == 5:
            assert go.wait(10)

    collection.gate = gate
    async with driven("harbour", collection=collection) as run:
        await opened(run)
        await run.pilot.press("enter")
        await run.until(lambda: run.app.screen is run.search)
        await run.press("slash", "ctrl+u", *"nine")
        assert run.search.answer is not None
        assert run.search.answer.results.paragraphs == 1
        await run.pilot.press("tab", "x")
        await run.until(lambda: "Writing harbour.md: 5 of 14 · Ctrl+X stops it" in run.shown)
        await run.pilot.press("enter")
        await run.until(lambda: "One export is still going on" in run.shown)
        await run.pilot.press("ctrl+x")
        await run.until(lambda: "Enter writes the file" in run.shown)
        assert "The export was stopped" in said(run)
        go.set()
        await run.until(lambda: not any(thread.name == "export" for thread in threading.enumerate()))
    assert os.listdir(here) == []


async def test_where_there_is_nothing_it_says_so() -> None:
    async with driven("nothinghasthis") as run:
        await run.pilot.press("tab")
        await run.until(lambda: run.search.hits.has_focus)
        await run.pilot.press("x")
        await run.until(lambda: "There is nothing to export" in said(run))


async def test_in_a_browser_nothing_is_written(here: Path) -> None:
    async with driven("harbour") as run:
        run.app.confined = True
        await run.pilot.press("tab")
        await run.until(lambda: run.search.hits.has_focus)
        await run.pilot.press("x")
        await run.until(lambda: "In a browser nothing is opened or written" in said(run))
        assert run.app.screen is run.search


async def test_in_the_concordance_its_lines_come_first(here: Path) -> None:
    async with driven("harbour") as run:
        await run.pilot.press("tab")
        await run.until(lambda: run.search.hits.has_focus)
        await run.pilot.press("k")
        await run.until(lambda: getattr(getattr(run.app.screen, "pane", None), "concordance", None) is not None)
        await run.pilot.press("x")
        await run.until(lambda: isinstance(run.app.screen, ExportScreen))
        await run.pilot.press("enter")
        await run.until(lambda: (here / "harbour.md").exists())
    assert "**harbour**" in (here / "harbour.md").read_text(encoding="utf-8")


async def test_pins_are_exported_from_their_list(here: Path, tmp_path: Path) -> None:
    async with driven("harbour", kept=Kept(tmp_path / "kept", tmp_path)) as run:
        await run.pilot.press("tab")
        await run.until(lambda: run.search.hits.has_focus)
        await run.pilot.press("p", "f7")
        await run.until(lambda: isinstance(run.app.screen, PinsScreen))
        await run.pilot.press("x")
        await run.until(lambda: isinstance(run.app.screen, ExportScreen))
        assert "pins 1" in run.shown
        await run.pilot.press("enter")
        await run.until(lambda: (here / "searchtui.md").exists())
    assert "The harbour was quiet" in (here / "searchtui.md").read_text(encoding="utf-8")
