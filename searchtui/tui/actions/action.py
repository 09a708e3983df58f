"""An action, and where it works."""

from __future__ import annotations

from enum import StrEnum

import msgspec

__all__ = ["ENTRIES", "LISTS", "PARAGRAPHS", "SEARCH_PANES", "TYPED", "Action", "Where"]


class Where(StrEnum):
    """Where an action works: everywhere, on a screen, or in one kind of pane."""

    APP = "everywhere"
    SEARCH = "search screen"
    QUERY = "query line"
    HITS = "hits"
    COLUMN = "columns"
    FACET = "facets"
    DATES = "dates"
    READER = "reader"
    FIND = "find line"
    CONCORDANCE = "concordance"
    STORY = "story"
    SETUP = "first index"
    HELP = "help"
    HISTORY = "query history"
    SEARCHES = "saved searches"
    PINS = "pins"
    NOTES = "notes"
    FILTER = "filter line"
    NAME = "name"
    NOTE = "note"
    EXPORT = "export"


class Action(msgspec.Struct, frozen=True):
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


SEARCH_PANES = (Where.QUERY, Where.HITS, Where.COLUMN, Where.FACET, Where.DATES)
"""The panes of the search screen."""

TYPED = (Where.QUERY, Where.FIND, Where.FILTER, Where.NAME, Where.NOTE, Where.EXPORT)
"""Where letters are typed."""

ENTRIES = (Where.HISTORY, Where.SEARCHES, Where.PINS, Where.NOTES)
"""Lists of what is kept."""

LISTS = (
    Where.HITS,
    Where.COLUMN,
    Where.FACET,
    Where.DATES,
    Where.READER,
    Where.CONCORDANCE,
    Where.STORY,
    Where.HELP,
    *ENTRIES,
)
"""Panes of lines, in which one moves."""

PARAGRAPHS = (Where.HITS, Where.COLUMN, Where.READER, Where.CONCORDANCE, Where.STORY)
"""Panes in which one is at a paragraph of an article."""
