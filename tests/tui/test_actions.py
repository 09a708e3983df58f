from __future__ import annotations

import inspect
from collections import Counter

import pytest
from textual.command import CommandPalette

from searchtui.tui.actions import ACTIONS, Where, actions, bindings, key_label, keys_of
from searchtui.tui.actions.choosing import CHOOSING_KEYS
from searchtui.tui.actions.keymap import clashes, set_of_keys
from searchtui.tui.app import SearchApp
from searchtui.tui.screens.concordance import ConcordanceScreen
from searchtui.tui.screens.entries import EntriesScreen, FilterLine
from searchtui.tui.screens.export import ExportScreen, FileLine
from searchtui.tui.screens.guide import GUIDES
from searchtui.tui.screens.help import HelpPane, HelpScreen
from searchtui.tui.screens.history import HistoryPane, HistoryScreen
from searchtui.tui.screens.naming import NameLine, NameScreen
from searchtui.tui.screens.note import NoteArea, NoteScreen
from searchtui.tui.screens.notes import NotesPane, NotesScreen
from searchtui.tui.screens.pins import PinsPane, PinsScreen
from searchtui.tui.screens.reader import ReaderPane, ReaderScreen
from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.screens.searches import SearchesPane, SearchesScreen
from searchtui.tui.screens.setup import SetupScreen
from searchtui.tui.screens.story import StoryScreen
from searchtui.tui.widgets.columns import ColumnPane
from searchtui.tui.widgets.concordance import ConcordancePane
from searchtui.tui.widgets.copies import VersionPane
from searchtui.tui.widgets.dates import DatePane
from searchtui.tui.widgets.facets import FacetPane
from searchtui.tui.widgets.find import FindLine
from searchtui.tui.widgets.hits import HitsPane
from searchtui.tui.widgets.query import Query
from tests.tui.driver import driven

HOMES: dict[Where, tuple[type, type]] = {
    Where.QUERY: (Query, SearchScreen),
    Where.HITS: (HitsPane, SearchScreen),
    Where.COLUMN: (ColumnPane, SearchScreen),
    Where.FACET: (FacetPane, SearchScreen),
    Where.DATES: (DatePane, SearchScreen),
    Where.READER: (ReaderPane, ReaderScreen),
    Where.FIND: (FindLine, ReaderScreen),
    Where.CONCORDANCE: (ConcordancePane, ConcordanceScreen),
    Where.HELP: (HelpPane, HelpScreen),
    Where.HISTORY: (HistoryPane, HistoryScreen),
    Where.SEARCHES: (SearchesPane, SearchesScreen),
    Where.PINS: (PinsPane, PinsScreen),
    Where.NOTES: (NotesPane, NotesScreen),
    Where.FILTER: (FilterLine, EntriesScreen),
    Where.EXPORT: (FileLine, ExportScreen),
    Where.NAME: (NameLine, NameScreen),
    Where.NOTE: (NoteArea, NoteScreen),
    Where.STORY: (VersionPane, StoryScreen),
    Where.SETUP: (SetupScreen, SetupScreen),
    Where.SEARCH: (SearchScreen, SearchScreen),
    Where.APP: (SearchApp, SearchApp),
}


def test_ids_are_unique_and_every_action_explains_itself() -> None:
    assert max(Counter(action.id for action in ACTIONS).values()) == 1
    for action in ACTIONS:
        assert action.label, action.id
        assert action.help.endswith("."), action.id
        assert action.keys or action.id in CHOOSING_KEYS, action.id


@pytest.mark.parametrize("where", list(Where))
@pytest.mark.parametrize("name", ["arrows", "vi"])
def test_no_key_means_two_things_in_one_place(where: Where, name: str) -> None:
    within = [clash for clash in clashes(set_of_keys(name)) if clash.where is where and where in clash.other.where]
    assert not within


@pytest.mark.parametrize("where", list(Where))
def test_every_action_can_be_run_where_it_is_said_to_work(where: Where) -> None:
    pane, screen = HOMES[where]
    for action in actions(where):
        name = action.run.split("(")[0]
        home = {"screen": screen, "app": SearchApp}.get(name.split(".")[0], pane)
        assert inspect.isroutine(getattr(home, f"action_{name.split('.')[-1]}", None)), action.id


def test_bindings_are_those_of_the_registry() -> None:
    made = bindings(Where.READER)
    assert [binding.action for binding in made] == [action.run for action in actions(Where.READER)]


def test_keys_are_written_as_on_a_keyboard() -> None:
    assert [key_label(key) for key in ("ctrl+p", "f1", "slash", "shift+tab", "n")] == [
        "Ctrl+P", "F1", "/", "Shift+Tab", "n",
    ]  # fmt: skip
    assert keys_of(next(action for action in ACTIONS if action.id == "hit.previous")) == "N"


@pytest.mark.parametrize("where", [Where.QUERY, Where.HITS, Where.COLUMN, Where.FACET, Where.DATES])
async def test_f1_explains_the_pane_with_all_its_keys(where: Where) -> None:
    async with driven("harbour", size=(120, 160)) as run:
        pane = next(pane for pane in run.search.panes if getattr(pane, "where", None) is where)
        pane.focus()
        await run.until(lambda: pane.has_focus)
        await run.pilot.press("f1")
        run.on(HelpScreen)
        await run.until(lambda: GUIDES[where][0] in run.shown)
        for action in actions(where) + actions(Where.APP):
            assert action.label in run.shown or action.id in CHOOSING_KEYS
        await run.pilot.press("f1")
        assert run.app.screen is run.search
        assert pane.has_focus


async def test_the_help_scrolls() -> None:
    async with driven("harbour", size=(60, 12)) as run:
        await run.pilot.press("f1", "end")
        assert "=and" in run.shown
        await run.pilot.press("home")
        assert "The query line" in run.shown


async def test_the_palette_offers_every_action_and_goes_where_it_works() -> None:
    async with driven("harbour", size=(160, 48)) as run:
        await run.pilot.press("ctrl+p")
        await run.until(lambda: isinstance(run.app.screen, CommandPalette))
        await run.pilot.press(*"drop all picked")
        await run.until(lambda: "Drop all picked values" in run.shown)
        await run.pilot.press("escape")
        await run.until(lambda: run.app.screen is run.search)
        await run.pilot.press("ctrl+p", *"exactly what")
        await run.until(lambda: "Exactly what was typed  (F2)" in run.shown)
        await run.pilot.press("enter")
        await run.until(lambda: run.search.question.exactly)
        await run.settled()
        await run.pilot.press("ctrl+p", *"pick or drop")
        await run.until(lambda: "Pick or drop the value" in run.shown)
        await run.pilot.press("enter")
        await run.until(lambda: "source:" in run.search.question.text)
        assert run.search.here is Where.FACET


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
@pytest.mark.parametrize("before", ["up", "ctrl+p"])
async def test_quitting(key: str, before: str) -> None:
    async with driven("harbour") as run:
        await run.pilot.press(before)
        await run.until(lambda: isinstance(run.app.screen, CommandPalette) or before == "up")
        await run.pilot.press(key)
    assert run.app.return_code == 0
    assert run.collection.closed
