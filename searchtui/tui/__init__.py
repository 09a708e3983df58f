"""The interactive search in the terminal. Nothing of Textual is imported before `run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.tui.terminal import choose, run

if TYPE_CHECKING:
    from searchtui.tui.searchable import Opening, Searchable

__all__ = ["Opening", "Searchable", "choose", "run"]
