from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from searchtui.errors import SearchtuiError
from searchtui.tui.programs import at_line, editor, is_text, pager, run, viewer

FILE = Path("/articles/-rf a'b.txt")


def there(name: str) -> str:
    """Every program is installed."""
    return f"/usr/bin/{name}"


def nowhere(name: str) -> None:
    """No program is installed."""


@pytest.mark.parametrize(
    ("value", "command"),
    [
        ("vim", ["vim", "+7", str(FILE)]),
        ("/opt/bin/nvim -p", ["/opt/bin/nvim", "-p", "+7", str(FILE)]),
        ("nano", ["nano", "+7", str(FILE)]),
        ("emacsclient -nw -a ''", ["emacsclient", "-nw", "-a", "", "+7", str(FILE)]),
        ("hx", ["hx", "+7", str(FILE)]),
        ("kak", ["kak", "+7", str(FILE)]),
        ("micro", ["micro", "+7", str(FILE)]),
        ("code --wait", ["code", "--wait", "-g", f"{FILE}:7"]),
        ("'/opt/my tools/codium'", ["/opt/my tools/codium", "-g", f"{FILE}:7"]),
        ("subl -w", ["subl", "-w", f"{FILE}:7"]),
        ("zed", ["zed", f"{FILE}:7"]),
        ("kate", ["kate", "-l", "7", str(FILE)]),
        ("my-own-editor --x", ["my-own-editor", "--x", str(FILE)]),
        ("echo `id` $(id) ; id", ["echo", "`id`", "$(id)", ";", "id", str(FILE)]),
    ],
)
def test_every_editor_is_told_the_line_in_its_own_way(value: str, command: list[str]) -> None:
    assert editor({"EDITOR": value}, FILE, 7, there) == command
    assert editor({"EDITOR": "other", "VISUAL": value}, FILE, 7, there) == command


def test_without_a_line_there_is_only_the_file() -> None:
    for name in ("vim", "code", "subl", "kate"):
        assert at_line([name], FILE, None) == [name, str(FILE)]


def test_without_a_choice_the_first_editor_that_is_there() -> None:
    assert editor({"VISUAL": " "}, FILE, 7, lambda name: there(name) if name == "vi" else None) == [
        "/usr/bin/vi",
        "+7",
        str(FILE),
    ]


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "There is no editor: set EDITOR"),
        ({"EDITOR": "emcas -nw"}, "There is no program 'emcas', which EDITOR names."),
        ({"VISUAL": "vim 'x"}, "a quotation mark has no second one"),
        ({"VISUAL": "''"}, "There is no program '', which VISUAL names."),
    ],
)
def test_an_editor_that_is_not_there_is_one_sentence(environ: dict[str, str], said: str) -> None:
    with pytest.raises(SearchtuiError, match=said):
        editor(environ, FILE, 7, nowhere)


def test_the_pager_is_the_users_or_less() -> None:
    assert pager({}, FILE, 7, there) == ["/usr/bin/less", "-+F", "+7g", str(FILE)]
    assert pager({"PAGER": "less -R"}, FILE, None, there) == ["less", "-R", "-+F", str(FILE)]
    assert pager({"PAGER": "most"}, FILE, 7, there) == ["most", "+7", str(FILE)]
    assert pager({"PAGER": "bat -p"}, FILE, 7, there) == ["bat", "-p", str(FILE)]
    with pytest.raises(SearchtuiError, match="There is no pager"):
        pager({}, FILE, 7, nowhere)


def test_the_viewer_is_the_desktops() -> None:
    assert viewer(FILE, {}, there, "darwin") == ["open", str(FILE)]
    assert viewer(FILE, {"DISPLAY": ":0"}, there, "linux") == ["/usr/bin/xdg-open", str(FILE)]
    assert viewer(FILE, {}, there, "win32") == []
    for environ, find in (({}, there), ({"DISPLAY": ":0"}, nowhere)):
        with pytest.raises(SearchtuiError, match="no desktop"):
            viewer(FILE, environ, find, "linux")


def test_a_pager_shows_text_and_nothing_else(tmp_path: Path) -> None:
    for name, content, text in (("a.txt", b"a\xff", True), ("b.bin", b"a\0b", False), ("c.pdf", b"text", False)):
        (tmp_path / name).write_bytes(content)
        assert is_text(tmp_path / name) is text


def test_a_program_runs_and_what_it_says_is_known() -> None:
    assert run([sys.executable, "-c", "raise SystemExit(3)"]) == 3
    with pytest.raises(SearchtuiError, match="cannot be started"):
        run(["/nowhere/at/all"])


def test_an_interrupt_is_the_programs_alone() -> None:
    before = signal.getsignal(signal.SIGINT)
    script = "import os, signal; os.kill(os.getppid(), signal.SIGINT); print(signal.getsignal(signal.SIGINT))"
    assert run([sys.executable, "-c", script]) == 0
    assert signal.getsignal(signal.SIGINT) is before
