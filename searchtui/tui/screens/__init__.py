"""Screens. All but the search are imported when they are opened: the first paint does not wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.lazy import imported_when_used

if TYPE_CHECKING:
    from searchtui.tui.screens.entries import EntriesScreen
    from searchtui.tui.screens.explanation import ExplanationScreen
    from searchtui.tui.screens.export import ExportScreen
    from searchtui.tui.screens.help import HelpScreen
    from searchtui.tui.screens.history import HistoryScreen
    from searchtui.tui.screens.naming import NameScreen
    from searchtui.tui.screens.note import NoteScreen
    from searchtui.tui.screens.notes import NotesScreen
    from searchtui.tui.screens.pins import PinsScreen
    from searchtui.tui.screens.reader import ReaderScreen
    from searchtui.tui.screens.searches import SearchesScreen
    from searchtui.tui.screens.setup import SetupScreen

__all__ = [
    "EntriesScreen",
    "ExplanationScreen",
    "ExportScreen",
    "HelpScreen",
    "HistoryScreen",
    "NameScreen",
    "NoteScreen",
    "NotesScreen",
    "PinsScreen",
    "ReaderScreen",
    "SearchesScreen",
    "SetupScreen",
]

__getattr__ = imported_when_used(
    __name__,
    {
        "searchtui.tui.screens.entries": "EntriesScreen",
        "searchtui.tui.screens.explanation": "ExplanationScreen",
        "searchtui.tui.screens.export": "ExportScreen",
        "searchtui.tui.screens.help": "HelpScreen",
        "searchtui.tui.screens.history": "HistoryScreen",
        "searchtui.tui.screens.naming": "NameScreen",
        "searchtui.tui.screens.note": "NoteScreen",
        "searchtui.tui.screens.notes": "NotesScreen",
        "searchtui.tui.screens.pins": "PinsScreen",
        "searchtui.tui.screens.reader": "ReaderScreen",
        "searchtui.tui.screens.searches": "SearchesScreen",
        "searchtui.tui.screens.setup": "SetupScreen",
    },
)
