"""Names that are imported when they are used.

Importing is most of what a search from a shell takes, and nearly all of what the app would take before its first paint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["imported_when_used"]


def imported_when_used(owner: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """What a package or module has as its `__getattr__`.

    Args:
        owner: its name.
        places: for each module, the names that are imported from there, parted by spaces.
    """
    modules = {name: module for module, names in places.items() for name in names.split()}

    def imported(name: str) -> object:
        if name in modules:
            return getattr(import_module(modules[name]), name)
        raise AttributeError(f"module {owner!r} has no attribute {name!r}")

    return imported
