"""Other programs in a real terminal: they get it, and the app gets it back as it was."""

from __future__ import annotations

import base64
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tui.terminal import Terminal

ROOT = Path(__file__).parents[2]
NAME = "-rf it's $(touch owned) [b].txt"
WRITTEN = """"$(printf${IFS}'./-rf\\040it\\047s\\040\\044\\050touch\\040owned\\051\\040\\133b\\135.txt')\""""
"""Square brackets would be a pattern to a shell."""
TEXT = "A calm harbour\n\nThe harbour is calm today.\n\nIt was calm yesterday, too.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection")
    (folder / NAME).write_text(TEXT, encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "wild.txt").write_text("A wild harbour\n\nThe harbour is wild today.\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "searchtui", "-C", str(folder), "reindex"], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture
def editor(tmp_path: Path) -> Path:
    """An editor that notes what it was called with and whether it had a terminal."""
    script = tmp_path / "vim"
    script.write_text(
        f"""#!{sys.executable}
import os, pathlib, sys
terminals = [os.isatty(descriptor) for descriptor in (0, 1, 2)]
pathlib.Path({str(tmp_path / "called")!r}).write_text("\\0".join([str(all(terminals)), *sys.argv[1:]]))
print("the editor is here", flush=True)
"""
    )
    script.chmod(0o755)
    return script


def called(editor: Path) -> list[str]:
    return (editor.parent / "called").read_text().split("\0")


@pytest.fixture
def terminal(folder: Path, editor: Path) -> Iterator[Terminal]:
    made = Terminal(["-C", str(folder), "yesterday"], VISUAL=str(editor), PAGER=str(editor))
    made.until(lambda: "It was calm yesterday" in made.shown)
    yield made
    made.close()


def to_the_hits(terminal: Terminal) -> None:
    terminal.write("\t")
    terminal.until(lambda: "F1 help  " in terminal.screen.display[-1] and "more like" in terminal.screen.display[-1])


@pytest.mark.parametrize("key", ["e", "o"])
def test_a_program_gets_the_terminal_at_the_line_and_the_app_comes_back(
    terminal: Terminal, editor: Path, folder: Path, key: str
) -> None:
    to_the_hits(terminal)
    before = terminal.screen.display
    terminal.write(key)
    terminal.until(lambda: b"the editor is here" in terminal.raw)
    terminal.until(lambda: terminal.raw.count(b"\x1b[?1049h") == 2 and terminal.screen.display == before)
    assert called(editor) == ["True", "+5", str(folder.resolve() / NAME)]
    assert not (ROOT / "owned").exists()
    terminal.write("/")
    terminal.until(lambda: "to the hits" in terminal.screen.display[-1])
    terminal.write(" calm")
    terminal.until(lambda: "yesterday calm" in terminal.screen.display[1])
    terminal.write("\x11")
    assert terminal.wait() == 0
    assert terminal.raw.count(b"\x1b[?1049h") == terminal.raw.count(b"\x1b[?1049l") == 2


def test_what_is_copied_reaches_the_terminal_as_letters_alone(terminal: Terminal) -> None:
    to_the_hits(terminal)
    terminal.write("y")
    terminal.until(lambda: b"\x1b]52;c;" in terminal.raw)
    sent = terminal.raw.split(b"\x1b]52;c;")[1].split(b"\x07")[0]
    assert "It was calm yesterday, too." in base64.b64decode(sent).decode()
    terminal.write("\x11")
    assert terminal.wait() == 0


def run_in_a_shell(folder: Path, command: str, keys: list[tuple[str, str]]) -> tuple[int, bytes]:
    """Let a shell run a command in a terminal, and press keys as soon as something stands on the screen.

    Returns:
        The exit code, and what went to standard output.
    """
    reading, writing = os.pipe()
    command = command.replace("searchtui", f"{shlex.quote(sys.executable)} -m searchtui")
    made = Terminal([], program=["/bin/sh", "-c", command], stdout=writing, cwd=folder)
    os.close(writing)
    try:
        for shown, written in keys:
            made.until(lambda shown=shown: shown in made.shown)  # type: ignore[misc]
            made.write(written)
        code = made.wait()
        with os.fdopen(reading, "rb") as output:
            return code, output.read()
    finally:
        made.close()


FOUND = "It was calm yesterday"


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        ("--pick", f"./{NAME}:3\n"),
        ("--pick=path", f"./{NAME}\n"),
        ("--pick=editor", f"+5 {WRITTEN}\n"),
        ("--pick=editor -0", f"+5\0./{NAME}\0"),
        ("--pick yesterday 2>/dev/null", f"./{NAME}:3\n"),
    ],
)
def test_what_is_picked_goes_into_the_pipe(folder: Path, options: str, printed: str) -> None:
    query = "" if "yesterday" in options else " yesterday"
    code, output = run_in_a_shell(folder, f"searchtui {options}{query}", [(FOUND, "\r")])
    assert (code, output.decode()) == (0, printed)


@pytest.mark.parametrize("key", ["\x1b", "\x03"])
def test_leaving_prints_nothing(folder: Path, key: str) -> None:
    assert run_in_a_shell(folder, "searchtui --pick yesterday", [(FOUND, key)]) == (130, b"")


def test_the_line_of_the_shell_that_opens_an_editor(
    folder: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", str(editor))
    command = "eval $EDITOR $(searchtui --pick=editor yesterday)"
    code, output = run_in_a_shell(folder, command, [(FOUND, "\r")])
    assert (code, output) == (0, b"the editor is here\n")
    assert called(editor)[1:] == ["+5", f"./{NAME}"]
    assert not (folder / "owned").exists()


def test_picking_among_files_of_a_list_that_comes_through_a_pipe(folder: Path) -> None:
    command = "find . -name '*wild*' | searchtui --pick --files-from -"
    code, output = run_in_a_shell(folder, command, [("1 file of", "wild "), ("wild today", "today\r")])
    assert (code, output) == (0, b"sub/wild.txt:2\n")


def test_from_elsewhere_the_path_is_absolute(folder: Path) -> None:
    command = f"searchtui -C {shlex.quote(str(folder))} --pick yesterday"
    code, output = run_in_a_shell(folder / "sub", command, [(FOUND, "\r")])
    assert (code, output.decode()) == (0, f"{folder.resolve() / NAME}:3\n")


def test_with_standard_output_in_a_pipe_the_app_works_and_prints_nothing(folder: Path) -> None:
    assert run_in_a_shell(folder, "searchtui yesterday", [(FOUND, "\x11")]) == (0, b"")


def test_without_a_terminal_nothing_can_be_picked_and_that_is_said(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "searchtui", "-C", str(folder), "--pick"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
