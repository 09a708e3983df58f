"""The registry of actions: everything a user can do, said once.

The bindings of panes and screens, the footer, the command palette and the help of F1 are all made from these tables, so
that none of them can promise what another does not keep.
"""

from __future__ import annotations

from functools import cache

from textual.binding import Binding

from searchtui.tui.actions.action import Action, Where
from searchtui.tui.actions.app import APP_ACTIONS
from searchtui.tui.actions.choosing import CHOOSING_ACTIONS
from searchtui.tui.actions.compare import COMPARE_ACTIONS
from searchtui.tui.actions.concordance import CONCORDANCE_ACTIONS
from searchtui.tui.actions.exporting import EXPORT_ACTIONS
from searchtui.tui.actions.keeping import KEEPING_ACTIONS
from searchtui.tui.actions.keys import NO_KEY, key_label, keys_now, keys_of
from searchtui.tui.actions.lists import LIST_ACTIONS
from searchtui.tui.actions.paragraphs import PARAGRAPH_ACTIONS
from searchtui.tui.actions.reader import READER_ACTIONS
from searchtui.tui.actions.search import SEARCH_ACTIONS
from searchtui.tui.actions.story import STORY_ACTIONS

__all__ = [
    "ACTIONS",
    "Action",
    "Where",
    "actions",
    "bindings",
    "key_label",
    "key_of",
    "keys_now",
    "keys_of",
    "sequences",
]

ACTIONS: tuple[Action, ...] = (
    *SEARCH_ACTIONS,
    *READER_ACTIONS,
    *CONCORDANCE_ACTIONS,
    *COMPARE_ACTIONS,
    *STORY_ACTIONS,
    *PARAGRAPH_ACTIONS,
    *KEEPING_ACTIONS,
    *CHOOSING_ACTIONS,
    *EXPORT_ACTIONS,
    *LIST_ACTIONS,
    *APP_ACTIONS,
)
"""Every action, in the order in which help and palette show them."""


@cache
def actions(where: Where) -> tuple[Action, ...]:
    """The actions that work there, in the order of the registry."""
    return tuple(action for action in ACTIONS if where in action.where)


def bindings(*places: Where) -> list[Binding]:
    """Textual's bindings for a pane or screen that has the actions of these places."""
    return [
        Binding(
            ",".join(action.keys) or NO_KEY,
            action.run,
            action.label,
            show=False,
            priority=action.priority,
            id=f"{place}:{action.id}",
        )
        for place in places
        for action in actions(place)
    ]


def key_of(name: str) -> str:
    """The first key of the action with this id, for reading; `Ctrl+P` where it has none, for the palette has all."""
    action = next(action for action in ACTIONS if action.id == name)
    return next(iter(map(key_label, keys_now(action))), "Ctrl+P")


def sequences(where: Where) -> dict[str, str]:
    """What is run in a place by keys that are pressed one after the other, by their names parted by a space."""
    return {key: action.run for action in actions(where) for key in keys_now(action) if " " in key}
