"""The registry of actions: everything a user can do, said once.

The bindings of panes and screens, the footer, the command palette and the help of F1 are all made from this table, so
that none of them can promise what another does not keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from textual.binding import Binding

__all__ = ["ACTIONS", "Action", "Where", "actions", "bindings", "key_label", "keys_of"]


class Where(StrEnum):
    """Where an action works: everywhere, on a screen, or in one kind of pane."""

    APP = "everywhere"
    SEARCH = "search screen"
    QUERY = "query line"
    HITS = "hits"
    COLUMN = "columns"
    FACET = "facets"
    READER = "reader"
    SETUP = "first index"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a user can do.

    Args:
        id: stable name, for settings.
        keys: default keys, by Textual's names.
        label: what it does, as a command.
        help: one sentence more.
        where: where it works.
        run: Textual's action string; without a prefix it is looked up on the pane of `where`.
        footer: one or two words for the last line of the screen; empty where it is not shown there.
        footer_key: shown there instead of the first key.
        rank: which entries a narrow footer keeps: the lowest.
        priority: its keys act before the pane that has the focus sees them.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: tuple[Where, ...]
    run: str
    footer: str = ""
    footer_key: str = ""
    rank: int = 1
    priority: bool = False


_APP = (Where.APP,)
_SEARCH = (Where.SEARCH,)
_LISTS = (Where.HITS, Where.COLUMN, Where.FACET, Where.READER, Where.HELP)

ACTIONS: tuple[Action, ...] = (
    # Query line
    Action("query.next", ("down",), "Next hit", "Moves to the next hit; the columns follow.",
           (Where.QUERY,), "screen.move_hit(1)", "hits", "↑↓"),
    Action("query.previous", ("up",), "Previous hit", "Moves to the hit before.",
           (Where.QUERY,), "screen.move_hit(-1)"),
    Action("query.next-page", ("pagedown",), "Hits: one page down", "Moves a screenful of hits down.",
           (Where.QUERY,), "screen.page_hits(1)"),
    Action("query.previous-page", ("pageup",), "Hits: one page up", "Moves a screenful of hits up.",
           (Where.QUERY,), "screen.page_hits(-1)"),
    Action("query.read", ("enter",), "Read the article of the hit",
           "Ends the last word, which until then stands for all words that begin with it, and opens the article.",
           (Where.QUERY,), "screen.finish", "read"),
    Action("query.leave", ("escape",), "Leave the query line", "Goes to the hits, where letters are commands.",
           (Where.QUERY,), "screen.leave_query", "to the hits"),
    # Facets
    Action("facet.pick", ("space", "enter"), "Pick or drop the value",
           "Only articles with one of the picked values are searched; the counts of the others stay.",
           (Where.FACET,), "pick", "pick"),
    Action("facet.exclude", ("minus",), "Exclude the value", "Articles that have it are left out; again, no longer.",
           (Where.FACET,), "exclude", "exclude"),
    Action("facet.filter", ("slash",), "Filter the values", "Type a part of a name; Enter ends it, Esc shows all.",
           (Where.FACET,), "filter", "filter"),
    Action("facet.drop", ("backspace",), "Drop all picked values of this facet", "Searches all of them again.",
           (Where.FACET,), "drop"),
    Action("facet.leave", ("escape",), "Leave the facet", "Shows all values again, then goes to the query line.",
           (Where.FACET,), "leave", "query"),
    # Hits
    Action("hits.read", ("enter",), "Read the article", "Opens the whole article at this paragraph.",
           (Where.HITS, Where.COLUMN), "screen.read", "read"),
    Action("hits.leave", ("escape",), "Back to the query line", "Letters are typed again.",
           (Where.HITS,), "screen.edit_query", "query"),
    Action("columns.enter", ("right",), "Into the column of the hit", "Up and down then scroll the article.",
           (Where.HITS,), "screen.enter_column", "columns", "←→"),
    Action("columns.enter-last", ("left",), "Into the last column", "Up and down then scroll the article.",
           (Where.HITS,), "screen.enter_last_column"),
    # Columns
    Action("column.next", ("right",), "Column to the right", "Moves to the next article.",
           (Where.COLUMN,), "screen.move_column(1)", "columns", "←→"),
    Action("column.previous", ("left",), "Column to the left", "Moves to the article before.",
           (Where.COLUMN,), "screen.move_column(-1)"),
    Action("columns.next-hit", ("right_square_bracket",), "Next hit in all columns",
           "Every column moves to the next paragraph of its article that was found.",
           (Where.HITS, Where.COLUMN), "screen.move_all(1)", "hits in all", "[ ]", rank=3),
    Action("columns.previous-hit", ("left_square_bracket",), "Previous hit in all columns",
           "Every column moves to the one before.", (Where.HITS, Where.COLUMN), "screen.move_all(-1)"),
    Action("column.leave", ("escape",), "Back to the hits", "Leaves the columns as they are.",
           (Where.COLUMN,), "screen.leave_column", "back"),
    # Reader
    Action("reader.back", ("escape",), "Back", "Back to exactly where you were.",
           (Where.READER,), "screen.back", "back"),
    Action("hit.next", ("n",), "Next hit of this article", "Moves to the next paragraph that was found.",
           (Where.READER, Where.COLUMN), "hit(1)", "hits", "n/N"),
    Action("hit.previous", ("N", "shift+n"), "Previous hit of this article", "Moves to the one before.",
           (Where.READER, Where.COLUMN), "hit(-1)"),
    # Moving in any list
    Action("list.down", ("down",), "Down", "One line or one row down.", _LISTS, "move(1)"),
    Action("list.up", ("up",), "Up", "One line or one row up.", _LISTS, "move(-1)"),
    Action("list.page-down", ("pagedown",), "Page down", "One screenful down.", _LISTS, "page(1)"),
    Action("list.page-up", ("pageup",), "Page up", "One screenful up.", _LISTS, "page(-1)"),
    Action("list.home", ("home",), "To the beginning", "The first row.", _LISTS, "edge(-1)"),
    Action("list.end", ("end",), "To the end", "The last row.", _LISTS, "edge(1)"),
    # Search screen
    Action("pane.next", ("tab",), "Next pane", "Query line, hits, columns, facets, and round again.",
           _SEARCH, "screen.move_pane(1)", "pane"),
    Action("pane.previous", ("shift+tab",), "Previous pane", "The other way round.", _SEARCH, "screen.move_pane(-1)"),
    Action("query.edit", ("slash",), "To the query line", "Letters are typed again.", _SEARCH, "screen.edit_query"),
    Action("facets.show", ("f", "f3"), "Show or hide the facets", "Sources, authors and dates, with counts.",
           _SEARCH, "screen.toggle_facets", "facets"),
    Action("hit.similar", ("m",), "More like this", "Finds paragraphs that say the same; typing begins a new search.",
           (Where.HITS, Where.COLUMN, Where.READER), "screen.similar", "more like it"),
    Action("query.explain", ("f4",), "Explain the query and the hit",
           "Shows what each word stands for, with counts, and what the score of the hit is made of.",
           _SEARCH, "screen.explain_hit"),
    Action("mode.exactly", ("f2",), "Exactly what was typed",
           "Finds words in just the forms that were typed and corrects nothing; again finds all forms.",
           _SEARCH, "screen.toggle_exactly"),
    Action("index.refresh", ("f5",), "Read changed files", "Brings the index up to date while searching goes on.",
           _SEARCH, "screen.reindex"),
    # First index
    Action("index.build", ("enter", "f5"), "Build the index", "Reads the articles and makes them searchable.",
           (Where.SETUP,), "screen.build", "build the index"),
    # Everywhere
    Action("help.close", ("escape", "f1", "q"), "Close the help", "Back to where you were.",
           (Where.HELP,), "screen.close", "close"),
    Action("app.commands", ("ctrl+p",), "All commands", "Lists every command; type to find one.",
           _APP, "app.command_palette", "commands", rank=2),
    Action("app.help", ("f1",), "Help", "Explains the pane you are in and its keys.", _APP, "app.explain", "help",
           rank=0),
    Action("app.quit", ("ctrl+q", "ctrl+c"), "Quit", "Leaves searchtui; nothing is lost.", _APP, "app.quit",
           priority=True),
)  # fmt: skip
"""Every action, in the order in which help and palette show them."""

_KEY_LABELS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "escape": "Esc", "tab": "Tab",
    "shift+tab": "Shift+Tab", "space": "Space", "slash": "/", "minus": "-", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "backspace": "Backspace", "shift+n": "N",
    "right_square_bracket": "]", "left_square_bracket": "[",
}  # fmt: skip


def key_label(key: str) -> str:
    """A key as it is written on a keyboard: `ctrl+p` is `Ctrl+P`."""
    if key in _KEY_LABELS:
        return _KEY_LABELS[key]
    if len(key) == 1:
        return key
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))


def keys_of(action: Action) -> str:
    """All keys of an action, for reading."""
    return " ".join(dict.fromkeys(key_label(key) for key in action.keys))


@cache
def actions(where: Where) -> tuple[Action, ...]:
    """The actions that work there, in the order of the registry."""
    return tuple(action for action in ACTIONS if where in action.where)


def bindings(*places: Where) -> list[Binding]:
    """Textual's bindings for a pane or screen that has the actions of these places."""
    return [
        Binding(
            ",".join(action.keys),
            action.run,
            action.label,
            show=False,
            priority=action.priority,
            id=f"{place}:{action.id}",
        )
        for place in places
        for action in actions(place)
    ]
