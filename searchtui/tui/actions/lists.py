"""Moving in any list of lines."""

from __future__ import annotations

from searchtui.tui.actions.action import LISTS, Action

__all__ = ["LIST_ACTIONS"]

LIST_ACTIONS: tuple[Action, ...] = (
    Action("list.down", ("down",), "Down", "One line or one row down.", LISTS, "move(1)"),
    Action("list.up", ("up",), "Up", "One line or one row up.", LISTS, "move(-1)"),
    Action("list.page-down", ("pagedown",), "Page down", "One screenful down.", LISTS, "page(1)"),
    Action("list.page-up", ("pageup",), "Page up", "One screenful up.", LISTS, "page(-1)"),
    Action("list.home", ("home",), "To the beginning", "The first row.", LISTS, "edge(-1)"),
    Action("list.end", ("end",), "To the end", "The last row.", LISTS, "edge(1)"),
)  # fmt: skip
"""The same keys wherever lines stand one below the other."""
