"""Copying, editing and viewing the paragraph that one is at."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.tui.app import SearchApp
from searchtui.tui.screens.reader import ReaderScreen
from tests.tui.driver import Driven, driven
from tests.tui.fakes import FakeCollection

HARBOUR = "The harbour was quiet when the fleet came home."


@pytest.fixture
def suspended(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happened while the app was away; a test has no terminal that could be given to others."""
    happened: list[str] = []

    @contextlib.contextmanager
    def suspend(app: SearchApp) -> Iterator[None]:
        happened.append("away")
        yield
        happened.append("back")

    monkeypatch.setattr(SearchApp, "suspend", suspend)
    return happened


@pytest.fixture
def fake_program(tmp_path: Path) -> Path:
    """A program that writes what it was called with."""
    file = tmp_path / "program.py"
    file.write_text(
        "import pathlib, sys\n"
        f"pathlib.Path({str(tmp_path / 'called')!r}).write_text('\\n'.join(sys.argv[1:]))\n"
        "sys.exit(4 if 'fail' in sys.argv else 0)\n"
    )
    return file


def command(file: Path, *arguments: str) -> str:
    return shlex.join([sys.executable, str(file), *arguments])


@pytest.fixture
def collection(tmp_path: Path) -> FakeCollection:
    made = FakeCollection()
    made.articles_folder = tmp_path
    for one in made.contents:
        (tmp_path / one.path).write_text(HARBOUR)
    return made


def said(run: Driven) -> str:
    """What the app has said in passing."""
    return " ".join(notification.message for notification in run.app._notifications)


async def in_the_hits(run: Driven) -> None:
    await run.pilot.press("tab")
    await run.until(lambda: run.search.hits.has_focus)


async def test_y_copies_the_paragraph_as_a_quotation(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def give(command: list[str], text: str) -> bool:
        given.append(text)
        return True

    monkeypatch.setattr("searchtui.tui.clipboard._give", give)
    monkeypatch.setattr("searchtui.tui.clipboard.programs", lambda environ, find: [["/usr/bin/wl-copy"]])
    async with driven("harbour") as run:
        sent: list[str] = []
        assert run.app._driver is not None
        monkeypatch.setattr(run.app._driver, "write", sent.append)
        await in_the_hits(run)
        await run.pilot.press("y")
        await run.until(lambda: "Copied ¶2 of “The fleet comes home” (wl-copy)." in said(run))
    assert given == [f"> {HARBOUR}\n>\n> — Ada Moor, “The fleet comes home”, Coast News, 2021-03, fleet.txt, ¶2\n"]
    assert any(text.startswith("\x1b]52;c;") for text in sent)


async def test_y_in_the_reader_copies_what_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def give(command: list[str], text: str) -> bool:
        given.append(text)
        return True

    monkeypatch.setattr("searchtui.tui.clipboard._give", give)
    monkeypatch.setattr("searchtui.tui.clipboard.programs", lambda environ, find: [["/usr/bin/wl-copy"]])
    async with driven("harbour") as run:
        await run.press("enter")
        reader = run.on(ReaderScreen)
        await run.until(lambda: reader.pane.page is not None and reader.pane.page.whole)
        await run.pilot.press("n", "y")
        await run.until(lambda: given)
    assert "Nobody in the harbour had expected" in given[0]
    assert given[0].rstrip().endswith("¶4")


async def test_without_a_clipboard_the_file_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("searchtui.tui.clipboard.programs", lambda environ, find: [])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    async with driven("harbour") as run:
        await in_the_hits(run)
        await run.pilot.press("y")
        await run.until(lambda: "copied.md" in said(run))
    assert HARBOUR in (tmp_path / "searchtui" / "copied.md").read_text(encoding="utf-8")


async def test_e_opens_the_editor_and_comes_back(
    suspended: list[str],
    fake_program: Path,
    collection: FakeCollection,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("VISUAL", command(fake_program, "-x"))
    async with driven("harbour", collection=collection) as run:
        await in_the_hits(run)
        await run.pilot.press("down")
        at, shown = run.search.at, run.shown
        await run.pilot.press("e")
        await run.until(lambda: suspended == ["away", "back"])
        assert (run.search.at, run.shown) == (at, shown)
    assert (tmp_path / "called").read_text().splitlines() == ["-x", str(tmp_path / "fleet.txt")]


async def test_o_opens_the_pager_or_says_that_there_is_no_desktop(
    suspended: list[str],
    fake_program: Path,
    collection: FakeCollection,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("PAGER", command(fake_program))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with driven("harbour", collection=collection) as run:
        await in_the_hits(run)
        await run.pilot.press("o")
        await run.until(lambda: suspended == ["away", "back"])
        (tmp_path / "fleet.txt").write_bytes(b"\0")
        await run.pilot.press("o")
        await run.until(lambda: "There is no desktop" in said(run))
        (tmp_path / "fleet.txt").unlink()
        await run.pilot.press("o")
        await run.until(lambda: "cannot be read" in said(run))
    assert (tmp_path / "called").read_text() == str(tmp_path / "fleet.txt")
    assert suspended == ["away", "back"]


@pytest.mark.parametrize(
    ("editor", "sentence"),
    [
        ("fail", "ended with the exit code 4"),
        ("no-such-editor --wait", "There is no program 'no-such-editor', which VISUAL names."),
        ("vim 'x", "has no second one"),
    ],
)
async def test_what_goes_wrong_with_an_editor_is_one_sentence(
    suspended: list[str],
    fake_program: Path,
    collection: FakeCollection,
    monkeypatch: pytest.MonkeyPatch,
    editor: str,
    sentence: str,
) -> None:
    monkeypatch.setenv("VISUAL", command(fake_program, "fail") if editor == "fail" else editor)
    async with driven("harbour", collection=collection) as run:
        await in_the_hits(run)
        await run.pilot.press("e")
        await run.until(lambda: sentence in said(run))
        await run.press("slash", *"master")
        assert "harbourmaster" in run.search.question.text


async def test_where_the_terminal_cannot_be_given_away_it_says_so(
    fake_program: Path, collection: FakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", command(fake_program))
    async with driven("harbour", collection=collection) as run:
        await in_the_hits(run)
        await run.pilot.press("e")
        await run.until(lambda: "No other program can be opened from this terminal." in said(run))


async def test_where_there_is_no_paragraph_it_says_so() -> None:
    async with driven("nothinghasthis") as run:
        await in_the_hits(run)
        await run.pilot.press("e")
        await run.until(lambda: "There is no paragraph here." in said(run))


async def test_in_a_browser_nothing_is_opened_and_copying_is_the_browsers(
    suspended: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    async with driven("harbour") as run:
        run.app.confined = True
        sent: list[str] = []
        assert run.app._driver is not None
        monkeypatch.setattr(run.app._driver, "write", sent.append)
        await in_the_hits(run)
        await run.pilot.press("e")
        await run.until(lambda: "In a browser nothing is opened" in said(run))
        await run.pilot.press("o", "y")
        await run.until(lambda: any(text.startswith("\x1b]52;c;") for text in sent))
    assert not suspended
    assert not list(tmp_path.iterdir())
