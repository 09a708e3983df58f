from __future__ import annotations

import subprocess
import sys

import pytest

from searchtui.tui import run
from tests.tui.fakes import FakeCollection


def test_the_package_imports_nothing_of_textual() -> None:
    code = "import sys, searchtui.tui; sys.exit(any(name.split('.')[0] == 'textual' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_be_drawn_on_is_refused(
    term: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", term)
    assert run(FakeCollection(), "harbour") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "searchtui search QUERY" in said.err


def test_standard_error_must_be_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "__stderr__", None)
    assert run(FakeCollection()) == 2
    assert "needs a terminal" in capsys.readouterr().err
