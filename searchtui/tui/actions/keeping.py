"""What can be done with what is kept: history, saved searches, pins, notes."""

from __future__ import annotations

from searchtui.tui.actions.action import ENTRIES, PARAGRAPHS, Action, Where

__all__ = ["KEEPING_ACTIONS"]

KEEPING_ACTIONS: tuple[Action, ...] = (
    # Everywhere
    Action("history.show", ("ctrl+r",), "Query history", "Lists what you have asked before; type a few letters of it.",
           (Where.APP,), "app.show_history", "history", rank=4),
    Action("search.save", ("ctrl+s",), "Save this search",
           "Keeps the query under a name, and counts from now on how many new paragraphs it finds.",
           (Where.APP,), "app.save_search"),
    Action("searches.show", ("f6",), "Saved searches",
           "Lists them with the number of paragraphs that are new since you last looked.",
           (Where.APP,), "app.show_searches", "saved", rank=5),
    Action("pins.show", ("f7",), "Pins", "Lists the pinned articles of this and earlier sessions.",
           (Where.APP,), "app.show_pins"),
    Action("notes.show", ("f8",), "Notes", "Lists all notes on paragraphs; type / to search them.",
           (Where.APP,), "app.show_notes"),
    Action("visit.back", ("alt+left",), "Back", "To the view and the query before, as you left them.",
           (Where.APP,), "app.go_back"),
    Action("visit.forward", ("alt+right",), "Forward", "The other way.",
           (Where.APP,), "app.go_forward"),
    # At a paragraph
    Action("note.write", ("a",), "Write a note on the paragraph",
           "Opens a small editor; a note that is there is edited.", PARAGRAPHS, "app.write_note"),
    # Query history
    Action("history.ask", ("enter",), "Ask it again", "Puts the query into the query line.",
           (Where.HISTORY,), "screen.choose", "ask again"),
    Action("history.delete", ("d", "delete", "shift+delete"), "Forget the query", "Deletes it from the history.",
           (Where.HISTORY,), "screen.delete", "forget"),
    # Saved searches
    Action("searches.run", ("enter",), "Run the search", "Shows what it finds now; from now on nothing of it is new.",
           (Where.SEARCHES,), "screen.choose", "run"),
    Action("searches.rename", ("r",), "Rename the search", "Asks for another name.",
           (Where.SEARCHES,), "screen.rename", "rename"),
    Action("searches.delete", ("d", "delete", "shift+delete"), "Delete the search", "It is no longer kept.",
           (Where.SEARCHES,), "screen.delete", "delete"),
    # Pins
    Action("pins.read", ("enter",), "Read the article", "Opens it at the pinned paragraph.",
           (Where.PINS,), "screen.choose", "read"),
    Action("pins.compare", ("c",), "Compare the pinned articles", "Shows them side by side on the whole screen.",
           (Where.PINS,), "screen.compare", "compare"),
    Action("pins.unpin", ("p", "d", "delete", "shift+delete"), "Unpin the article", "Takes its pin out.",
           (Where.PINS,), "screen.delete", "unpin"),
    # Notes
    Action("notes.read", ("enter",), "Read the article", "Opens it at the paragraph that the note is on.",
           (Where.NOTES,), "screen.choose", "read"),
    Action("notes.edit", ("a",), "Edit the note", "Opens it in the small editor.",
           (Where.NOTES,), "screen.edit", "edit"),
    Action("notes.delete", ("d", "delete", "shift+delete"), "Delete the note", "It is no longer kept.",
           (Where.NOTES,), "screen.delete", "delete"),
    # In all four lists
    Action("entries.filter", ("slash",), "Search the list", "Type a few letters; every word must be there, or nearly.",
           ENTRIES, "screen.filter", "search"),
    Action("entries.leave", ("escape", "q"), "Close the list", "Back to where you were.",
           ENTRIES, "screen.leave", "close"),
    # Filter line
    Action("filter.choose", ("enter",), "Choose the entry", "The one under the cursor.",
           (Where.FILTER,), "screen.choose", "choose"),
    Action("filter.next", ("down",), "Next entry", "Moves down in the list.",
           (Where.FILTER,), "screen.move(1)", "entries", "↑↓"),
    Action("filter.previous", ("up",), "Previous entry", "Moves up in the list.",
           (Where.FILTER,), "screen.move(-1)"),
    Action("filter.next-page", ("pagedown",), "Entries: one page down", "A screenful down in the list.",
           (Where.FILTER,), "screen.page(1)"),
    Action("filter.previous-page", ("pageup",), "Entries: one page up", "A screenful up in the list.",
           (Where.FILTER,), "screen.page(-1)"),
    Action("filter.to-list", ("tab", "shift+tab"), "To the list", "Letters are commands there.",
           (Where.FILTER,), "screen.to_list", "to the list"),
    Action("filter.delete", ("shift+delete",), "Delete the entry", "The one under the cursor.",
           (Where.FILTER,), "screen.delete", "delete"),
    Action("filter.leave", ("escape",), "Leave the filter line", "Empties it; where it is empty, closes the list.",
           (Where.FILTER,), "screen.leave_filter", "back"),
    # A name
    Action("name.accept", ("enter",), "Take this name", "Saves under the name that was typed.",
           (Where.NAME,), "screen.accept", "save"),
    Action("name.leave", ("escape",), "Leave it", "Nothing is saved.", (Where.NAME,), "screen.leave", "leave it"),
    # A note
    Action("note.keep", ("escape", "ctrl+s"), "Keep the note and close", "A note without text is deleted.",
           (Where.NOTE,), "screen.keep", "keep and close", priority=True),
)  # fmt: skip
"""Lists of what is kept, and the keys that lead there."""
