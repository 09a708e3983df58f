"""The whole program, twice: the second time begins where the first one ended."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from searchtui.collection import Collection
from tests.tui.terminal import Terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "calm.txt").write_text("A calm harbour\n\nThe harbour is calm today.\n\nNobody sails.\n")
    with Collection.open(tmp_path) as collection:
        collection.reindex()
    return tmp_path


def read_something(terminal: Terminal) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write("harbour")
    terminal.until(lambda: "2 paragraphs in 1 article" in terminal.shown)
    terminal.write("\x1b[B\r")
    terminal.until(lambda: "hit 2/2" in terminal.screen.display[0])


@pytest.mark.parametrize("ending", ["quit", "SIGTERM"])
def test_the_second_session_begins_where_the_first_one_ended(folder: Path, ending: str) -> None:
    first = Terminal(["-C", str(folder)])
    try:
        read_something(first)
        if ending == "quit":
            first.write("\x11")
        else:
            first.process.send_signal(signal.Signals[ending])
        first.wait()
    finally:
        first.close()
    for arguments, restored in ((["-C", str(folder)], True), (["-C", str(folder), "--no-restore"], False)):
        again = Terminal(arguments)
        try:
            if restored:
                again.until(lambda again=again: "hit 2/2" in again.screen.display[0])  # type: ignore[misc]
                again.write("\x1b")
            again.until(lambda again=again: "1 article" in again.screen.display[0])  # type: ignore[misc]
            again.until(lambda again=again, restored=restored: ("harbour" in again.screen.display[1]) is restored)  # type: ignore[misc]
            again.write("\x11")
            assert again.wait() == 0
        finally:
            again.close()


def test_with_no_history_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    terminal = Terminal(["-C", str(folder), "--no-history"])
    try:
        read_something(terminal)
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()
    assert not data.exists()
