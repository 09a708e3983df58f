"""Articles whose text and names would like to be commands go through every view, and none of their bytes is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
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
    ("compare", "c", "hit ", "c"),
    ("aligned", "=", "like|same words", ""),
    ("concordance", "k", "matches in", "\x1b"),
    ("story", "s", "the fullest", "\x1b"),
    ("reader", "\r", "/ find", "\x1b"),
    ("explanation", "\x1bOS", "What was understood", "\x1b"),
    ("similar", "m", "(?i)like", "\x1b[1;3D"),
    ("copies", "u", "cop(y|ies)", "u"),
    ("flat", "g", "paragraph by paragraph", "ggg"),
    ("pins", "p\x1b[18~", "PINS", "\x1b\x1bp"),
    ("notes", "a\x1b[200~\x1b[31mnote \x9b5m\x1b[201~\x13\x1b[19~", "NOTES", "\x1b\x1b"),
    ("history", "\x12", "HISTORY", "\x1b\x1b"),
    ("searches", "\x13\r\x1b[17~", "SAVED SEARCHES", "\x1b\x1b"),
    ("export", "x", "Export", "\x1b"),
    ("help", "\x1bOP", "Help", "\x1b"),
    ("commands", "\x10", "commands", "\x1b"),
    ("facets", "\x1b[Z\x1b[Z/moor", "AUTHOR|SOURCE|DATE", "\x1b\x1b"),
]
"""The keys that lead to a view from the hits, what it shows, and the keys that lead back."""

KEY = re.compile(r"\x1b\[200~.*?\x1b\[201~|\x1b\[[\d;]*[~A-Z]|\x1bO.|.", re.DOTALL)


class Session:
    """The program at its hits; after a test that failed, another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._terminal: Terminal | None = None

    @contextmanager
    def at_the_hits(self) -> Iterator[Terminal]:
        terminal = self._terminal or Terminal(
            ["-C", str(self._folder), "harbour", "says"], 140, 40, cwd=self._folder, PYTHONPATH=str(ROOT)
        )
        try:
            if self._terminal is None:
                terminal.until(lambda: "The harbour says [" in terminal.shown)
            if "Esc query" not in terminal.shown:
                # The keys are in the query line, as they are at first and after some lists.
                terminal.write("\x1b")
            terminal.until(lambda: "Esc query" in terminal.shown)
            terminal.until_settled()
            yield terminal
        except BaseException:
            terminal.close()
            self._terminal = None
            raise
        self._terminal = terminal

    def end(self) -> None:
        if self._terminal is not None:
            self._terminal.write("\x11")
            code = self._terminal.wait()
            self._terminal.close()
            assert code == 0


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Session]:
    made = Session(folder)
    yield made
    made.end()


def press(terminal: Terminal, keys: str) -> None:
    for key in KEY.findall(keys):
        terminal.write(key)
        terminal.until_settled()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("nasty")
    (made / NAME).write_text(TEXT, encoding="utf-8")
    (made / COPY).write_text(TEXT.replace("[sic]", "[SIC]\x1b[7m"), encoding="utf-8")
    (made / "calm.txt").write_text("A calm harbour\n\nThe harbour is calm today.\n", encoding="utf-8")
    with Collection.open(made) as collection:
        collection.reindex()
    return made


@pytest.mark.parametrize(("keys", "shows", "back"), [view[1:] for view in VIEWS], ids=[view[0] for view in VIEWS])
def test_no_byte_of_an_article_is_a_command(session: Session, keys: str, shows: str, back: str) -> None:
    with session.at_the_hits() as terminal:
        press(terminal, keys)
        terminal.until(lambda: re.search(shows, terminal.shown))
        # The shape of the mouse pointer, and of the cursor, are the app's own commands.
        text = re.sub("\x1b]22;[a-z-]*\x07", "", terminal.raw.decode("utf-8"))
        assert "\x1b]" not in text
        assert "\x07" not in text
        assert not re.search("[\x80-\x9f]", text)
        assert not set(text) & set("\u202e\u202c\u2066\u2069\u200e")
        for stolen in ("\x1b[31m", "\x1b[32m", "\x1b[5m", "\x1b[7m", "\x1b[0mand"):
            assert stolen not in text
        press(terminal, back)
