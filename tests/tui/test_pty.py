from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.tui.terminal import Terminal

ROOT = Path(__file__).parents[2]
TITLE = "stolen-window-title"
NASTY = f"""Harbour of [b]horrors[/b]

The harbour begins \x1b]2;{TITLE}\x07 and \x1b]52;c;c3RvbGVu\x07 goes on \x1b[31mred\x1b[0m and \x9b5mblinks.

The harbour says [sic] and [/b] and [@click=app.quit]x[/] and [b unclosed.

The harbour turns \u202egnol\u202c and \u2066round\u2069 and \u200eround.

The harbour in Japan: 港口は静かだった。港口は静かだった。

The harbour has a family 👩\u200d👩\u200d👧 and a flag 🇫🇷 there.
"""
NAME = "na\x1b[31msty[b].txt"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection")
    (folder / NAME).write_text(NASTY, encoding="utf-8")
    (folder / "calm.txt").write_text("A calm harbour\n\nThe harbour is calm today.\n", encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "searchtui", "-C", str(folder), "reindex"], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    made = Terminal(["-C", str(folder)])
    yield made
    made.close()


def assert_clean(raw: bytes) -> None:
    """No byte of the article is a command; the shape of the mouse pointer is Textual's own."""
    text = re.sub("\x1b]22;[a-z-]*\x07", "", raw.decode("utf-8"))
    assert TITLE in text
    assert "\x1b]" not in text
    assert "\x07" not in text
    assert "\x9b" not in text
    assert "\x1b[31m" not in text
    assert "\x1b[5m" not in text
    assert not set(text) & set("\u202e\u202c\u2066\u2069\u200e")


def test_a_hostile_article_goes_through_every_view_as_plain_text(terminal: Terminal) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write("harbour")
    terminal.until(lambda: "[sic] and [/b] and [@click=app.quit]x[/] and [b unclosed" in terminal.shown)
    assert "[b]horrors[/b]" in terminal.shown
    terminal.write("\x1b[B" * 4 + "\r")
    terminal.until(lambda: "hit " in terminal.screen.display[0])
    terminal.until(lambda: "[sic]" in terminal.shown)
    terminal.write("nnnNN")
    terminal.write("\x1bOP")
    terminal.until(lambda: "The reader" in terminal.shown)
    terminal.write("q")
    terminal.until(lambda: "[sic]" in terminal.shown)
    terminal.write("\x11")
    assert terminal.wait() == 0
    assert_clean(terminal.raw)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_being_told_to_end_leaves_the_terminal_as_it_was(terminal: Terminal, name: str) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    number = getattr(signal, name)
    terminal.process.send_signal(number)
    assert terminal.wait() == 128 + number
    assert terminal.raw.index(b"\x1b[?1049h") < terminal.raw.rindex(b"\x1b[?1049l")


def test_the_terminal_is_left_as_it_was(terminal: Terminal) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write("\x03")
    assert terminal.wait() == 0
    assert terminal.raw.count(b"\x1b[?1049h") == terminal.raw.count(b"\x1b[?1049l") == 1
    assert b"\x1b[?25h" in terminal.raw[terminal.raw.rindex(b"\x1b[?1049l") - 200 :]


def test_keys_of_one_read_act_in_their_order(terminal: Terminal) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write("ca\x7falm\x01x\x1b[C\x1b[3~\x05 nasty\x15harbou\x7fur")
    terminal.until(lambda: re.search(r"❯ harbour +$", terminal.screen.display[1]))
    terminal.write("\x11")
    assert terminal.wait() == 0


def test_a_letter_does_not_overtake_a_backspace_of_the_same_read(terminal: Terminal) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write("nasty\x7fb\x7f\x7fal")
    terminal.until(lambda: re.search(r"❯ nasal +$", terminal.screen.display[1]))
    terminal.write("\x11")
    assert terminal.wait() == 0


def test_keys_of_one_read_go_to_the_view_that_opens_behind_the_first(terminal: Terminal) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write("calm")
    terminal.until(lambda: "2 paragraphs in 1 article" in terminal.shown)
    terminal.write("\tasee pages 3, 5\x7f6")
    terminal.until(lambda: "see pages 3, 6" in terminal.shown)
    terminal.write("\x1b")
    terminal.until(lambda: "✎" in terminal.shown)
    assert re.search(r"❯ calm +$", terminal.screen.display[1])
    terminal.write("\x11")
    assert terminal.wait() == 0


@pytest.mark.parametrize("at_once", [True, False])
def test_ten_keys_are_all_shown_and_so_is_the_answer_to_them_all(terminal: Terminal, at_once: bool) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    for keys in ["today calm"] if at_once else "today calm":
        terminal.write(keys)
    terminal.until(lambda: re.search(r"❯ today calm +$", terminal.screen.display[1]))
    terminal.until(lambda: re.search(r"calm\b.* 1 paragraph in 1 article", terminal.screen.display[2]))
    terminal.write("\x11")
    assert terminal.wait() == 0


def test_a_query_on_the_command_line(folder: Path) -> None:
    terminal = Terminal(["-C", str(folder), "calm", "today"])
    try:
        terminal.until(lambda: "The harbour is calm today." in terminal.shown)
        assert "❯ calm today" in terminal.screen.display[1]
        terminal.resize(60, 12)
        terminal.until(lambda: "F1" in terminal.screen.display[-1] or "Tab" in terminal.screen.display[-1])
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()


def test_with_a_pipe_on_standard_input_keys_come_from_the_terminal(folder: Path) -> None:
    terminal = Terminal(["-C", str(folder)], stdin=subprocess.PIPE)
    try:
        terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
        terminal.write("calm today")
        terminal.until(lambda: "The harbour is calm today." in terminal.shown)
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()
        assert terminal.process.stdin is not None
        terminal.process.stdin.close()


def shows(terminal: Terminal, sight: str) -> bool:
    return sight in terminal.shown


def sgr(raw: bytes) -> set[int]:
    """Every number that selects how characters look."""
    found = re.findall(rb"\x1b\[([0-9;:]*)m", raw)
    return {int(number) for numbers in found for number in re.split(rb"[;:]", numbers) if number}


def test_without_colour_there_is_no_colour_at_all_and_what_was_found_is_underlined(folder: Path) -> None:
    terminal = Terminal(["-C", str(folder), "calm"], NO_COLOR="1")
    try:
        terminal.until(lambda: "The harbour is calm today." in terminal.shown)
        assert re.search(rb"\x1b\[1;4[;m][^\x1b]*calm", terminal.raw)
        steps = {"\x10": "Read the article  (", "\x1b": "HITS", "\x1bOP": "The query line", "q": "HITS", "\r": "hit 1/"}
        for keys, sight in steps.items():
            terminal.write(keys)
            terminal.until(partial(shows, terminal, sight))
        terminal.write("\x11")
        assert terminal.wait() == 0
        assert sgr(terminal.raw) <= {0, 1, 4, 7}
    finally:
        terminal.close()


def test_without_an_index_one_is_built(tmp_path: Path) -> None:
    (tmp_path / "calm.txt").write_text("A calm harbour\n\nThe harbour is calm today.\n", encoding="utf-8")
    terminal = Terminal(["-C", str(tmp_path)], columns=80, rows=24)
    try:
        terminal.until(lambda: "Enter builds the index" in terminal.shown)
        terminal.write("\r")
        terminal.until(lambda: "1 article ·" in terminal.screen.display[0])
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()


@pytest.mark.parametrize("term", ["xterm-256color", "dumb", ""])
def test_without_a_terminal_it_says_so(folder: Path, term: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "searchtui", "-C", str(folder)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={"TERM": term, "PATH": "/usr/bin:/bin"},
        start_new_session=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stdout == b""
    assert run.stderr.startswith(b"searchtui: ")
    assert run.stderr.count(b"\n") == 1


def test_a_setting_that_cannot_be_is_one_sentence_and_the_terminal_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "calm.txt").write_text("A calm harbour\n\nThe harbour is calm today.\n", encoding="utf-8")
    for content, said in (
        ('theme = "nort"', "line 1: there is no theme `nort`; did you mean `nord`?"),
        ('[keymap]\n"hit.simlar" = "x"', "line 2: there is no action `hit.simlar`; did you mean `hit.similar`?"),
    ):
        (tmp_path / "searchtui.toml").write_text(content, encoding="utf-8")
        terminal = Terminal(["-C", str(tmp_path)], columns=200)
        try:
            assert terminal.wait() == 2
            assert said in terminal.shown
            assert b"\x1b" not in terminal.raw
        finally:
            terminal.close()


def test_the_keys_of_vi_in_a_terminal(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "vi")
    (tmp_path / "vi" / "searchtui.toml").write_text('keys = "vi"', encoding="utf-8")
    terminal = Terminal(["-C", str(tmp_path / "vi"), "harbour"])
    try:
        terminal.until(lambda: "HITS" in terminal.shown)
        terminal.write("\x1b")
        terminal.until(lambda: "Esc query" in terminal.screen.display[-1])

        def row() -> str:
            return next((line for line in terminal.screen.display if re.match(r"\W*▌ *¶", line)), "")

        terminal.until(row)
        first = row()
        terminal.write("j")
        terminal.until(lambda: row() not in ("", first))
        terminal.write("gg")
        terminal.until(lambda: row() == first)
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("calm\t\t/\x15today", r"❯ today +$"),
        ("calm\t/ today\t/ is", r"❯ calm today is +$"),
    ],
)
def test_what_follows_a_key_that_leads_to_the_query_line_is_typed_there(
    terminal: Terminal, keys: str, shown: str
) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write(keys)
    terminal.until(lambda: re.search(shown, terminal.screen.display[1]))
    terminal.write("\x11")
    assert terminal.wait() == 0


def test_what_follows_a_key_that_opens_a_view_acts_in_that(terminal: Terminal) -> None:
    terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
    terminal.write("harbour")
    terminal.until(lambda: "[sic]" in terminal.shown)
    terminal.write("\t\r/today")
    terminal.until(lambda: re.search(r"^ / today ", terminal.screen.display[-2]))
    terminal.write("\x1b[A\x11")
    assert terminal.wait() == 0


def test_what_follows_a_key_that_shows_the_facets_filters_them(folder: Path) -> None:
    terminal = Terminal(["-C", str(folder)], 80, 24)
    try:
        terminal.until(lambda: "paragraphs" in terminal.screen.display[0])
        terminal.write("harbour\tf/know")
        terminal.until(lambda: "SOURCE /know" in terminal.shown)
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()
