"""The registry of actions: everything a user can do, said once.

The bindings of panes and screens, the footer, the command palette and the help of F1 are all made from these tables, so
that none of them can promise what another does not keep.
"""

from __future__ import annotations

from functools import cache

from textual.binding import Binding

from searchtui.tui.actions.action import Action, Where, key_label, keys_of
from searchtui.tui.actions.app import APP_ACTIONS
from searchtui.tui.actions.lists import LIST_ACTIONS
from searchtui.tui.actions.paragraphs import PARAGRAPH_ACTIONS
from searchtui.tui.actions.reader import READER_ACTIONS
from searchtui.tui.actions.search import SEARCH_ACTIONS

__all__ = ["ACTIONS", "Action", "Where", "actions", "bindings", "key_label", "keys_of"]

ACTIONS: tuple[Action, ...] = (
    *SEARCH_ACTIONS,
    *READER_ACTIONS,
    *PARAGRAPH_ACTIONS,
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
