"""An action, where it works, and how its keys are written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LISTS", "PARAGRAPHS", "Action", "Where", "key_label", "keys_of"]


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


LISTS = (Where.HITS, Where.COLUMN, Where.FACET, Where.READER, Where.HELP)
"""Panes of lines, in which one moves."""

PARAGRAPHS = (Where.HITS, Where.COLUMN, Where.READER)
"""Panes in which one is at a paragraph of an article."""


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
