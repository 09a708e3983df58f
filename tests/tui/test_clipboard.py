from __future__ import annotations

import base64
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.errors import SearchtuiError
from searchtui.tui.clipboard import LONGEST, copy, programs, sequences

HOSTILE = "\x1b]2;title\x07 \x1b\\ “quoted” 港口 \udcff"
_OSC = re.compile("\x1b]52;c;([A-Za-z0-9+/=]*)\x07")


def nowhere(name: str) -> None:
    """No program is installed."""


def program(folder: Path, name: str, script: str) -> Path:
    """A program of this name that does what the script says."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


@given(st.text())
def test_the_text_is_sent_in_letters_that_command_nothing(text: str) -> None:
    (sent,) = re.fullmatch(_OSC, sequences(text, {})).groups()  # type: ignore[union-attr]
    assert base64.b64decode(sent) == text.encode("utf-8", "replace")


def test_tmux_gets_it_for_itself_and_to_hand_on() -> None:
    sent = sequences(HOSTILE, {"TMUX": "/tmp/tmux", "TERM": "tmux-256color"})
    plain = sequences(HOSTILE, {})
    assert sent.startswith(plain + "\x1bPtmux;\x1b\x1b]52;c;")
    assert sent.endswith("\x07\x1b\\")
    assert sent.removeprefix(plain)[7:-2].replace("\x1b\x1b", "\x1b") == plain


def test_screen_gets_it_in_pieces() -> None:
    sent = sequences("x" * 1000, {"STY": "1.pts", "TERM": "screen"})
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", sent, re.DOTALL)
    assert all(len(piece) <= 252 for piece in pieces)
    assert "".join(pieces) == sequences("x" * 1000, {})


@pytest.mark.parametrize("environ", [{"TERM_PROGRAM": "Apple_Terminal"}, {"TERM": "linux"}])
def test_terminals_that_are_known_not_to_take_it_get_nothing(environ: dict[str, str]) -> None:
    assert sequences("text", environ) == ""


def test_neither_does_any_get_what_is_too_long() -> None:
    assert sequences("x" * LONGEST, {})
    assert sequences("x" * (LONGEST + 1), {}) == ""
    assert sequences("é" * (LONGEST // 2 + 1), {}) == ""


@pytest.mark.parametrize(
    ("environ", "platform", "names"),
    [
        ({}, "linux", []),
        ({"DISPLAY": ":0"}, "linux", ["xclip", "xsel"]),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", ["wl-copy", "xclip", "xsel"]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ["clip.exe"]),
        ({}, "win32", ["clip.exe"]),
        ({"TMUX": "/tmp/x"}, "darwin", ["pbcopy", "tmux"]),
    ],
)
def test_programs_are_those_of_where_the_user_sits(environ: dict[str, str], platform: str, names: list[str]) -> None:
    assert [command[0] for command in programs(environ, lambda name: name, platform)] == names
    assert programs(environ, nowhere, platform) == []


def test_a_program_takes_the_text_as_it_is(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    good = program(tmp_path, "xclip", f"cat > {taken}")
    copied = copy(
        "“text”\n", {"DISPLAY": ":0"}, tmp_path / "cache", lambda name: str(good) if name == "xclip" else None
    )
    assert taken.read_text() == "“text”\n"
    assert copied.said("¶2") == "Copied ¶2 (xclip)."
    assert not (tmp_path / "cache").exists()


def test_a_program_that_fails_gives_way_to_the_next(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    found = {"xclip": program(tmp_path, "xclip", "exit 1"), "xsel": program(tmp_path, "xsel", f"cat > {taken}")}
    copied = copy("text", {"DISPLAY": ":0"}, tmp_path / "cache", lambda name: str(found[name]))
    assert (copied.program, taken.read_text()) == ("xsel", "text")


def test_without_a_program_the_text_is_in_a_file_too(tmp_path: Path) -> None:
    copied = copy(HOSTILE, {}, tmp_path / "cache", nowhere)
    assert copied.file == tmp_path / "cache" / "copied.md"
    assert copied.file.read_text(encoding="utf-8") == HOSTILE.replace("\udcff", "?")
    assert stat.S_IMODE(copied.file.stat().st_mode) == 0o600
    assert copied.said("¶2") == f"Copied ¶2 through the terminal; if that does not take it, it is in {copied.file}."
    again = copy("other", {"TERM": "linux"}, tmp_path / "cache", nowhere)
    assert again.said("¶2") == f"No clipboard can be reached from this terminal; ¶2 is in {copied.file}."
    long = copy("x" * (LONGEST + 1), {}, tmp_path / "cache", nowhere)
    assert long.said("¶2") == f"¶2 is longer than terminals take for their clipboard; it is in {copied.file}."
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["copied.md"]


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    with pytest.raises(SearchtuiError, match="cannot be written"):
        copy("text", {}, tmp_path / "cache", nowhere)
