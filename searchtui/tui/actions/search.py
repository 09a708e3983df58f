"""What can be done on the search screen."""

from __future__ import annotations

from searchtui.tui.actions.action import Action, Where

__all__ = ["SEARCH_ACTIONS"]

SEARCH_ACTIONS: tuple[Action, ...] = (
    # Query line
    Action("query.next", ("down",), "Next hit", "Moves to the next hit; the columns follow.",
           (Where.QUERY,), "screen.move_hit(1)", "hits", "↑↓"),
    Action("query.previous", ("up",), "Previous hit", "Moves to the hit before.",
           (Where.QUERY,), "screen.move_hit(-1)"),
    Action("query.next-page", ("pagedown",), "Hits: one page down", "Moves a screenful of hits down.",
           (Where.QUERY,), "screen.page_hits(1)"),
    Action("query.previous-page", ("pageup",), "Hits: one page up", "Moves a screenful of hits up.",
           (Where.QUERY,), "screen.page_hits(-1)"),
    Action("query.read", ("enter",), "Read the article of the hit",
           "Ends the last word, which until then stands for all words that begin with it, and opens the article.",
           (Where.QUERY,), "screen.finish", "read"),
    Action("query.leave", ("escape",), "Leave the query line", "Goes to the hits, where letters are commands.",
           (Where.QUERY,), "screen.leave_query", "to the hits"),
    # Facets
    Action("facet.pick", ("space", "enter"), "Pick or drop the value",
           "Only articles with one of the picked values are searched; the counts of the others stay.",
           (Where.FACET,), "pick", "pick"),
    Action("facet.exclude", ("minus",), "Exclude the value", "Articles that have it are left out; again, no longer.",
           (Where.FACET,), "exclude", "exclude"),
    Action("facet.filter", ("slash",), "Filter the values", "Type a part of a name; Enter ends it, Esc shows all.",
           (Where.FACET,), "filter", "filter"),
    Action("facet.unit", ("t",), "Count paragraphs, articles or stories",
           "What the numbers of all facets count; copies of one text are one story.",
           (Where.FACET,), "screen.next_unit", "count"),
    Action("facet.drop", ("backspace",), "Drop all picked values of this facet", "Searches all of them again.",
           (Where.FACET,), "drop"),
    Action("facet.leave", ("escape",), "Leave the facet", "Shows all values again, then goes to the query line.",
           (Where.FACET,), "leave", "query"),
    # Hits
    Action("hits.read", ("enter",), "Read the article", "Opens the whole article at this paragraph.",
           (Where.HITS, Where.COLUMN), "screen.read", "read"),
    Action("hits.leave", ("escape",), "Back to the query line", "Letters are typed again.",
           (Where.HITS,), "screen.edit_query", "query"),
    Action("hits.order", ("g",), "Other order of the hits",
           "By article, the best first; paragraph by paragraph; by article, the newest first; and the oldest first.",
           (Where.HITS, Where.COLUMN), "screen.next_order", "order", rank=3),
    Action("hits.unfold", ("u",), "Show or hide the copies",
           "Less full copies of the same text that were found too stand below it as articles of their own.",
           (Where.HITS,), "unfold", "copies", rank=3),
    Action("columns.enter", ("right",), "Into the column of the hit", "Up and down then scroll the article.",
           (Where.HITS,), "screen.enter_column", "columns", "←→"),
    Action("columns.enter-last", ("left",), "Into the last column", "Up and down then scroll the article.",
           (Where.HITS,), "screen.enter_last_column"),
    # Columns
    Action("column.next", ("right",), "Column to the right", "Moves to the next article.",
           (Where.COLUMN,), "screen.move_column(1)", "columns", "←→"),
    Action("column.previous", ("left",), "Column to the left", "Moves to the article before.",
           (Where.COLUMN,), "screen.move_column(-1)"),
    Action("columns.next-hit", ("right_square_bracket",), "Next hit in all columns",
           "Every column moves to the next paragraph of its article that was found.",
           (Where.HITS, Where.COLUMN), "screen.move_all(1)", "hits in all", "[ ]", rank=3),
    Action("columns.previous-hit", ("left_square_bracket",), "Previous hit in all columns",
           "Every column moves to the one before.", (Where.HITS, Where.COLUMN), "screen.move_all(-1)"),
    Action("column.leave", ("escape",), "Back to the hits", "Leaves the columns as they are.",
           (Where.COLUMN,), "screen.leave_column", "back"),
    # In every pane
    Action("pane.next", ("tab",), "Next pane", "Query line, hits, columns, facets, and round again.",
           (Where.SEARCH,), "screen.move_pane(1)", "pane"),
    Action("pane.previous", ("shift+tab",), "Previous pane", "The other way round.",
           (Where.SEARCH,), "screen.move_pane(-1)"),
    Action("query.edit", ("slash",), "To the query line", "Letters are typed again.",
           (Where.SEARCH,), "screen.edit_query"),
    Action("facets.show", ("f", "f3"), "Show or hide the facets", "Sources, authors and dates, with counts.",
           (Where.SEARCH,), "screen.toggle_facets", "facets"),
    Action("query.explain", ("f4",), "Explain the query and the hit",
           "Shows what each word stands for, with counts, and what the score of the hit is made of.",
           (Where.SEARCH,), "screen.explain_hit"),
    Action("mode.exactly", ("f2",), "Exactly what was typed",
           "Finds words in just the forms that were typed and corrects nothing; again finds all forms.",
           (Where.SEARCH,), "screen.toggle_exactly"),
    Action("index.refresh", ("f5",), "Read changed files", "Brings the index up to date while searching goes on.",
           (Where.SEARCH,), "screen.reindex"),
    # First index
    Action("index.build", ("enter", "f5"), "Build the index", "Reads the articles and makes them searchable.",
           (Where.SETUP,), "screen.build", "build the index"),
)  # fmt: skip
"""Query line, facets, hits, columns, and what works in all of them."""
