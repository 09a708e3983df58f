"""The keys of vi, beside the arrows."""

from __future__ import annotations

__all__ = ["VI_ADDS", "VI_INSTEAD"]

VI_ADDS: dict[str, tuple[str, ...]] = {
    "list.down": ("j",),
    "list.up": ("k",),
    "list.page-down": ("ctrl+f", "ctrl+d"),
    "list.page-up": ("ctrl+b", "ctrl+u"),
    "list.home": ("g g",),
    "list.end": ("G", "shift+g"),
    "columns.enter": ("l",),
    "columns.enter-last": ("h",),
    "column.next": ("l",),
    "column.previous": ("h",),
}
"""Keys that actions have besides their own."""

VI_INSTEAD: dict[str, tuple[str, ...]] = {"g": ("z",), "k": ("K", "shift+k")}
"""Keys for those that the moves above take from other actions."""
