"""Articles whose text and names would like to be commands go through every view, and none of their bytes is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from searchtui.collection import Collection
from tests.tui.terminal import Terminal

ROOT = Path(__file__).parents[2]
TITLE = "stolen-window-title"
TEXT = f"""Harbour of [b]horrors[/b]

By Ada [red]Moor[/red]\x1b[32m

The harbour begins \x1b]2;{TITLE}\x07 and \x1b]52;c;c3RvbGVu\x07 goes on \x1b[31mred\x1b[0m and \x9b5mblinks.

The harbour says [sic] and [/b] and [@click=app.quit]x[/] and [b unclosed.

The harbour turns \u202egnol\u202c and \u2066round\u2069 and \u200eround.

The harbour in Japan: 港口は静かだった。港口は静かだった。

The harbour has a family 👩\u200d👩\u200d👧 and a flag 🇫🇷 there.
"""
NAME = "na\x1b[31msty[b].txt"
COPY = "\x1b]2;copy\x07.txt"

VIEWS = [
    ("compare", "c", "hit "),
    ("aligned", "=", "like|same words"),
    ("concordance", "k", "matches in"),
    ("story", "s", "the fullest"),
    ("reader", "\r", "/ find"),
    ("explanation", "\x1bOS", "What was understood"),
    ("similar", "m", "(?i)like"),
    ("copies", "u", "cop(y|ies)"),
    ("flat", "g", "paragraph by paragraph"),
    ("pins", "p\x1b[18~", "PINS"),
    ("notes", "a\x1b[200~\x1b[31mnote \x9b5m\x1b[201~\x13\x1b[19~", "NOTES"),
    ("history", "\x12", "HISTORY"),
    ("searches", "\x13\r\x1b[17~", "SAVED SEARCHES"),
    ("export", "x", "Export"),
    ("help", "\x1bOP", "Help"),
    ("commands", "\x10", "commands"),
    ("facets", "\x1b[Z\x1b[Z/moor", "AUTHOR|SOURCE|DATE"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("nasty")
    (made / NAME).write_text(TEXT, encoding="utf-8")
    (made / COPY).write_text(TEXT.replace("[sic]", "[SIC]\x1b[7m"), encoding="utf-8")
    (made / "calm.txt").write_text("A calm harbour\n\nThe harbour is calm today.\n", encoding="utf-8")
    with Collection.open(made) as collection:
        collection.reindex()
    return made


@pytest.mark.parametrize(("keys", "shows"), [view[1:] for view in VIEWS], ids=[view[0] for view in VIEWS])
def test_no_byte_of_an_article_is_a_command(folder: Path, keys: str, shows: str) -> None:
    terminal = Terminal(["-C", str(folder), "harbour", "says"], 140, 40, cwd=folder, PYTHONPATH=str(ROOT))
    try:
        terminal.until(lambda: "The harbour says [" in terminal.shown)
        terminal.write("\x1b")
        terminal.until(lambda: "Esc query" in terminal.shown)
        for part in re.findall(r"\x1b\[200~.*?\x1b\[201~|\x1b\[\d*~|\x1b\[[A-Z]|\x1bO.|.", keys, re.DOTALL):
            terminal.write(part)
            terminal.until_quiet()
        terminal.until(lambda: re.search(shows, terminal.shown))
        terminal.write("\x11")
        assert terminal.wait() == 0
    finally:
        terminal.close()
    # The shape of the mouse pointer, and of the cursor, are the app's own commands.
    text = re.sub("\x1b]22;[a-z-]*\x07", "", terminal.raw.decode("utf-8"))
    assert "\x1b]" not in text
    assert "\x07" not in text
    assert not re.search("[\x80-\x9f]", text)
    assert not set(text) & set("\u202e\u202c\u2066\u2069\u200e")
    for stolen in ("\x1b[31m", "\x1b[32m", "\x1b[5m", "\x1b[7m", "\x1b[0mand"):
        assert stolen not in text
