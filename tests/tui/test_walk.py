"""The whole key table in a real terminal: each key of each action, in every place, does what the action says."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from searchtui.collection import Collection
from searchtui.tui.actions import ACTIONS, Where
from tests.tui.terminal import Terminal

SEEDS = Path(__file__).parents[2] / "seeds"
QUERY = "western"

BYTES = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "enter": "\r", "escape": "\x1b", "tab": "\t",
    "backspace": "\x7f", "space": " ", "slash": "/", "minus": "-", "plus": "+", "equals_sign": "=",
    "right_square_bracket": "]", "left_square_bracket": "[", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "shift+tab": "\x1b[Z", "shift+up": "\x1b[1;2A", "shift+down": "\x1b[1;2B", "shift+delete": "\x1b[3;2~",
    "shift+n": "N", "shift+p": "P", "shift+w": "W", "alt+left": "\x1b[1;3D", "alt+right": "\x1b[1;3C",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
    "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "acekpqrsuwx"},
}  # fmt: skip
"""What a terminal sends for a key."""

CHANGES = ""
"""For `Step.shows`: something on the screen is another than before, be it a colour."""

NOTHING = "^"
"""For `Step.shows`: what it would act on is not there."""

CLOCK = 2
"""The line that says how long a search took."""


@dataclass(frozen=True)
class Step:
    """A key of an action, what it does, and the way back to where it was pressed.

    Args:
        action: its id.
        shows: what is on the screen then, as a regular expression.
        back: keys that undo it.
        before: keys that are pressed first.
    """

    action: str
    shows: str = CHANGES
    back: str = ""
    before: str = ""


@dataclass(frozen=True)
class Place:
    """Where keys are pressed.

    Args:
        road: keys that lead there from the query line; `>text` waits for a text, `(key)` may change nothing.
        home: what is on the screen there, as a regular expression.
        steps: in their order.
        indexed: there is an index; otherwise each key is pressed in a program and a folder of its own.
    """

    road: str
    home: str
    steps: tuple[Step, ...]
    indexed: bool = True


MOVES = tuple(Step(f"list.{name}") for name in ("down", "up", "end", "home", "page-down", "page-up"))
"""In a list of several lines each of them changes something, in this order."""

ON_A_PARAGRAPH = (
    Step("pin.toggle", back="p"),
    Step("pin.drop-all", before="p"),
    Step("paragraph.copy", "(?i)copied"),
    Step("paragraph.edit", "@edited"),
    Step("paragraph.view", "@viewed"),
    Step("results.export", "Export", back="escape"),
    Step("note.write", "Note  ", back="escape"),
)
"""In every view of paragraphs."""

SAVE = "x ctrl+s >Save ctrl+u {} enter >saved "
ASKED = "escape escape slash ctrl+u a b c escape >order ctrl+r >HISTORY tab"

PLACES: dict[Where, Place] = {
    Where.APP: Place(
        "",
        "in 5 articles",
        (
            Step("history.show", "HISTORY", back="escape escape"),
            Step("search.save", "Save this search as", back="escape"),
            Step("searches.show", "SAVED SEARCHES", back="escape escape"),
            Step("pins.show", "PINS", back="escape escape"),
            Step("notes.show", "NOTES", back="escape escape"),
            Step("visit.back", "Esc to the hits", before="enter >/~find"),
            Step("visit.forward", "/ find", back="escape"),
            Step("app.commands", "Search for commands", back="escape"),
            Step("app.help", "Help +The query line", back="escape"),
            Step("app.theme", "Search for themes", back="escape"),
            Step("app.quit", "@quit"),
        ),
    ),
    Where.SEARCH: Place(
        "escape >order",
        "in 5 articles",
        (
            Step("pane.next", "n/N hits", back="shift+tab"),
            Step("pane.previous", "to the hits", back="tab"),
            Step("query.edit", "to the hits", back="escape"),
            Step("facets.show"),
            Step("query.explain", "What was understood", back="escape"),
            Step("mode.exactly", "exactly what was typed", back="f2"),
            Step("index.refresh"),
            Step("index.watch"),
        ),
    ),
    Where.QUERY: Place(
        "",
        "in 5 articles",
        (
            Step("query.next"),
            Step("query.previous"),
            Step("query.next-page"),
            Step("query.previous-page"),
            Step("query.leave", "g order", back="slash"),
            Step("query.read", "/ find", back="escape"),
        ),
    ),
    Where.HITS: Place(
        "escape >order",
        "g order",
        (
            *MOVES,
            *ON_A_PARAGRAPH,
            Step("hits.read", "/ find", back="escape"),
            Step("hits.order", "paragraph by paragraph", back="g g g"),
            Step("hits.unfold", back="u"),
            Step("columns.enter", "n/N hits", back="escape"),
            Step("columns.enter-last", "n/N hits", back="escape"),
            Step("columns.next-hit"),
            Step("columns.previous-hit"),
            Step("columns.compare", back="c"),
            Step("columns.align", "aligned on this"),
            Step("columns.fewer"),
            Step("columns.more"),
            Step("story.open", "(?i)leaves out|the fullest", back="escape"),
            Step("concordance.open", "matches in", back="escape"),
            Step("hits.leave", "to the hits", back="escape"),
            Step("hit.similar", "(?i)like", back="alt+left"),
        ),
    ),
    Where.COLUMN: Place(
        "escape >order right >n/N",
        "n/N hits",
        (
            Step("list.down"),
            Step("list.up"),
            Step("list.page-down"),
            Step("list.page-up"),
            Step("list.end"),
            Step("list.home"),
            Step("hit.next"),
            Step("hit.previous"),
            Step("column.next-paragraph"),
            Step("column.previous-paragraph"),
            *ON_A_PARAGRAPH,
            Step("hits.read", "/ find", back="escape"),
            Step("hits.order", "paragraph by paragraph", back="g g g"),
            Step("column.next"),
            Step("column.previous"),
            Step("columns.next-hit"),
            Step("columns.previous-hit"),
            Step("columns.compare", back="c"),
            Step("columns.align", "aligned on this"),
            Step("columns.fewer"),
            Step("columns.more"),
            Step("story.open", "(?i)leaves out|the fullest", back="escape"),
            Step("concordance.open", "matches in", back="escape"),
            Step("column.leave", "g order", back="right"),
            Step("hit.similar", "(?i)like", back="alt+left"),
        ),
    ),
    Where.FACET: Place(
        "shift+tab shift+tab shift+tab",
        "space pick|Space pick",
        (
            *MOVES,
            Step("facet.pick", "❯ source:", back="backspace"),
            Step("facet.exclude", "❯ -source:", back="backspace"),
            Step("facet.filter", "SOURCE /", back="escape"),
            Step("facet.unit", "SOURCE articles", back="t t"),
            Step("facet.drop", "❯ western", before="space >source:"),
            Step("facet.leave", "to the hits", back="shift+tab shift+tab shift+tab"),
        ),
    ),
    Where.DATES: Place(
        "shift+tab",
        "narrow",
        (
            *MOVES,
            Step("facet.exclude", "❯ -date:", back="minus"),
            Step("facet.unit", "DATE articles", back="t t"),
            Step("dates.pick", "❯ date:", back="space"),
            Step("dates.narrow", "❯ date:2020", before="(end)", back="backspace"),
            Step("dates.widen", "❯ western", before="(end) enter >date:2020"),
            Step("facet.leave", "to the hits", back="shift+tab"),
        ),
    ),
    Where.READER: Place(
        "enter >/~find",
        "/ find",
        (
            *MOVES,
            Step("hit.next", back="N"),
            Step("hit.previous", before="n"),
            *ON_A_PARAGRAPH,
            Step("reader.find", back="escape"),
            Step("concordance.open", "matches in", back="escape"),
            Step("story.open", "(?i)leaves out|the fullest", back="escape"),
            Step("reader.back", "in 5 articles", back="enter >/~find"),
            Step("columns.compare", "in 5 articles", back="c"),
            Step("hit.similar", "(?i)like", back="alt+left"),
        ),
    ),
    Where.FIND: Place(
        "enter >/~find / p u t i n",
        "to the article",
        (
            Step("find.next"),
            Step("find.previous"),
            Step("find.keep", "/ find", back="slash"),
            Step("find.end", "/ find", back="slash p u t i n"),
        ),
    ),
    Where.CONCORDANCE: Place(
        "escape >order k >matches",
        "l r left/right",
        (
            *MOVES,
            *ON_A_PARAGRAPH,
            Step("concordance.left", "first word left"),
            Step("concordance.right", "first word right"),
            Step("concordance.second", "second word right"),
            Step("concordance.third", "third word right"),
            Step("concordance.first", "first word right"),
            Step("concordance.towards-right", "second word right"),
            Step("concordance.towards-left", "first word right"),
            Step("concordance.next"),
            Step("concordance.previous"),
            Step("concordance.keyword", "sorted by the keyword"),
            Step("concordance.date", "date"),
            Step("concordance.files", "file"),
            Step("concordance.read", "/ find", back="escape"),
            Step("columns.compare", "in 5 articles", back="c"),
            Step("story.open", "(?i)leaves out|the fullest", back="escape"),
            Step("concordance.back", "in 5 articles", back="k >matches"),
            Step("hit.similar", "(?i)like", back="alt+left"),
        ),
    ),
    Where.STORY: Place(
        "escape >order s >fullest",
        "against this one",
        (
            *MOVES,
            *ON_A_PARAGRAPH,
            Step("story.next-copy", "leaves out"),
            Step("story.next-change"),
            Step("story.previous-change", before="n n"),
            Step("story.previous-copy"),
            Step("story.measure", before="right_square_bracket"),
            Step("story.pane"),
            Step("story.read", "/ find", back="escape"),
            Step("columns.compare", "in 5 articles", back="c"),
            Step("concordance.open", "matches in", back="escape"),
            Step("story.back", "in 5 articles", back="s >fullest"),
            Step("hit.similar", "(?i)like", back="alt+left"),
        ),
    ),
    Where.HELP: Place(
        "escape >order f1 >Help",
        "close",
        (
            *MOVES,
            Step("help.close", "in 5 articles", back="f1"),
        ),
    ),
    Where.HISTORY: Place(
        "escape >order slash x escape >order ctrl+r >HISTORY tab",
        "ask again",
        (
            *MOVES,
            Step("entries.filter", "to the list", back="tab"),
            Step("entries.leave", "Esc to the hits|g order", back="ctrl+r >HISTORY tab"),
            Step("history.ask", "Esc to the hits|g order", back="ctrl+r >HISTORY tab"),
            Step("history.delete", before=ASKED),
        ),
    ),
    Where.SEARCHES: Place(
        SAVE.format("a") + SAVE.format("b") + SAVE.format("c") + "f6 >SAVED",
        "rename",
        (
            *MOVES,
            Step("entries.filter", "to the list", back="tab"),
            Step("searches.rename", "(?i)name", back="escape"),
            Step("entries.leave", "Esc to the hits|g order", back="f6 >SAVED"),
            Step("searches.run", "Esc to the hits|g order", back="f6 >SAVED"),
            Step("searches.delete"),
        ),
    ),
    Where.PINS: Place(
        "escape >order p down down down down down down down down down down p f7 >PINS",
        "unpin",
        (
            *MOVES,
            Step("entries.filter", "to the list", back="tab"),
            Step("results.export", "Export", back="escape"),
            Step("pins.compare", "in 5 articles", back="f7 >PINS"),
            Step("entries.leave", "Esc to the hits|g order", back="f7 >PINS"),
            Step("pins.read", "/ find", back="escape f7 >PINS"),
            Step("pins.unpin", before="escape P p f7 >PINS", back="escape p f7 >PINS"),
        ),
    ),
    Where.NOTES: Place(
        "escape >order a >Note~ h i escape down a >Note~ y o escape f8 >NOTES",
        "edit",
        (
            *MOVES,
            Step("entries.filter", "to the list", back="tab"),
            Step("results.export", "Export", back="escape"),
            Step("entries.leave", "Esc to the hits|g order", back="f8 >NOTES"),
            Step("notes.read", "/ find", back="escape f8 >NOTES"),
            Step("notes.edit", "Note  ", back="escape"),
            Step("notes.delete", before="escape a h escape f8 >NOTES"),
        ),
    ),
    Where.FILTER: Place(
        "escape >order slash x escape >order ctrl+r >HISTORY",
        "to the list",
        (
            Step("filter.next"),
            Step("filter.previous"),
            Step("filter.next-page"),
            Step("filter.previous-page"),
            Step("filter.to-list", "ask again", back="slash"),
            Step("filter.leave", "in 5 articles|no paragraph", back="ctrl+r >HISTORY"),
            Step("filter.choose", "in 5 articles|no paragraph", back="ctrl+r >HISTORY"),
            Step("filter.delete"),
        ),
    ),
    Where.NAME: Place(
        "ctrl+s",
        "Save this search",
        (
            Step("name.leave", back="ctrl+s"),
            Step("name.accept", back="ctrl+s"),
        ),
    ),
    Where.NOTE: Place("escape >order a >Note~ h", "keep and close", (Step("note.keep", "g order", back="a h"),)),
    Where.EXPORT: Place(
        "escape >order x",
        "Export",
        (
            Step("export.what"),
            Step("export.what-before"),
            Step("export.format"),
            Step("export.format-before"),
            Step("export.leave", "g order", back="x"),
            Step("export.write", "(?i)written|wrote|exported", back="x"),
            Step("export.stop", NOTHING),
        ),
    ),
    Where.SETUP: Place("", "builds the index", (Step("index.build", "5 articles ·"),), indexed=False),
}


class Walker:
    """Presses keys and looks."""

    def __init__(self, folder: Path, place: Place) -> None:
        self._place = place
        self.is_done = False
        if not place.indexed:
            shutil.rmtree(folder / "unread", ignore_errors=True)
            shutil.copytree(SEEDS, folder / "unread" / "seeds")
        self._editor = folder / "bin" / "editor"
        self._viewer = folder / "bin" / "viewer"
        self.terminal = Terminal(
            ["-C", str(folder / ("collection" if place.indexed else "unread")), QUERY],
            160,
            48,
            cwd=folder,
            PYTHONPATH=str(SEEDS.parent),
            HOME=tempfile.mkdtemp(dir=folder),
            VISUAL=str(self._editor),
            EDITOR=str(self._editor),
            PAGER=str(self._viewer),
        )
        self.await_text("in 5 articles" if place.indexed else place.home)
        self.press(place.road)
        self.await_text(place.home)

    def press(self, keys: str) -> None:
        for key in keys.split():
            if key.startswith(">"):
                self.await_text(re.escape(key[1:].replace("~", " ")))
                continue
            before = self.seen
            self.terminal.write(BYTES.get(key.strip("()"), key.strip("()")))
            if not key.startswith("("):
                self.until_other(before)
            self.terminal.until_settled()

    @property
    def seen(self) -> list[list[object]]:
        """Every character with its colours and attributes, but for what tells the time."""
        screen = self.terminal.screen
        return [screen.cells(y) for y in range(screen.lines) if y != CLOCK]

    def until_other(self, before: list[list[object]]) -> None:
        self.terminal.until(lambda: self.seen != before)

    def await_text(self, pattern: str) -> None:
        self.terminal.until(lambda: re.search(pattern, self.terminal.shown))

    def take(self, step: Step, key: str) -> None:
        self.press(step.before)
        before = self.seen
        self.terminal.write(BYTES.get(key, key))
        if step.shows == "@quit":
            assert self.terminal.wait() == 0
            return
        if step.shows in ("@edited", "@viewed"):
            written = (self._editor if step.shows == "@edited" else self._viewer).with_suffix(".said")
            self.terminal.until(written.exists)
            assert written.read_text().strip()
            written.unlink()
        elif step.shows == CHANGES:
            self.until_other(before)
        else:
            self.await_text(step.shows)
        self.terminal.until_settled()
        self.press(step.back)
        if self._place.indexed and not re.search(self._place.home, self.terminal.shown):
            self.await_text(self._place.home)
            self.terminal.until_settled()
        self.is_done = not self._place.indexed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("walk")
    shutil.copytree(SEEDS, made / "collection" / "seeds")
    with Collection.open(made / "collection") as collection:
        collection.reindex()
    (made / "bin").mkdir()
    for name in ("editor", "viewer"):
        program = made / "bin" / name
        said = shlex.quote(str(program))
        program.write_text(f'#!/bin/sh\necho "$@" > {said}.part\nmv {said}.part {said}.said\n')
        program.chmod(0o755)
    return made


def test_no_place_is_left_out() -> None:
    assert set(PLACES) == set(Where)


@pytest.mark.parametrize("where", list(PLACES))
def test_no_key_is_left_out(where: Where) -> None:
    walked = {step.action for step in PLACES[where].steps}
    assert walked == {action.id for action in ACTIONS if where in action.where and action.keys}


def walk(where: Where, folder: Path) -> None:
    place = PLACES[where]
    actions = {action.id: action for action in ACTIONS}
    walker = Walker(folder, place)
    try:
        for step in place.steps:
            # A terminal sends the same for some names.
            for key in {BYTES.get(key, key): key for key in actions[step.action].keys}.values():
                if walker.terminal.process.poll() is not None or walker.is_done:
                    walker.terminal.close()
                    walker = Walker(folder, place)
                try:
                    walker.take(step, key)
                except AssertionError as error:
                    error.add_note(f"{step} by {key}")
                    raise
        if walker.terminal.process.poll() is None:
            walker.terminal.write(BYTES["ctrl+q"])
            assert walker.terminal.wait() == 0
        assert "Traceback" not in walker.terminal.raw.decode("utf-8", "replace")
    finally:
        walker.terminal.close()


@pytest.mark.large
@pytest.mark.parametrize("where", list(PLACES))
def test_every_key_does_what_it_says(where: Where, folder: Path) -> None:
    try:
        walk(where, folder)
    except AssertionError:
        # On a busy machine something may be painted so late that it is taken for what the next key did. What does not
        # work does not work the second time either.
        walk(where, folder)
