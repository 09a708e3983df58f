"""What F1 explains of each pane, besides its keys."""

from __future__ import annotations

from searchtui.tui.actions import Where

__all__ = ["GUIDES", "Guide"]

Guide = tuple[str, str]
"""A title and a text whose paragraphs are parted by empty lines."""

GUIDES: dict[Where, Guide] = {
    Where.QUERY: (
        "The query line",
        """
Type: hits, counts and columns follow at every key. Until a space or Enter ends it, the last word stands for all words
that begin with it. Any text is a valid query. The line below says how it was understood.

Left, Right, Home, End, Backspace, Delete, Ctrl+A, Ctrl+E, Ctrl+U, Ctrl+K and Ctrl+W edit the line.
""",
    ),
    Where.HITS: (
        "Hits",
        """
Articles with the best first, below each its paragraphs that were found, ¶ with their number. g lists the paragraphs
alone, the best first, or the articles by date; the head of the list says how. Less full copies of the same text are
folded under the fullest: +1 copy. u shows them below it as articles of their own, to read and to compare, and hides
them again. All of them are counted.

The columns show the articles side by side. The marked one has the selected hit; it is marked further to the right as
you go down the list, and only past the last column do the articles move along.
""",
    ),
    Where.COLUMN: (
        "Columns",
        """
Articles side by side, each at its best paragraph: how do they tell it? The head says where in the article you are and
which of its hits this is. A dot in the margin marks paragraphs that were found, and the signs at the right edge say
where in the whole article these stand. The list of hits follows the column that you are in.

Pinned articles stay in the first columns while you type another query. = lets the other columns go to their paragraphs
most like the one that you are at: the words of both are underlined, or, in near copies, those that differ are marked.
""",
    ),
    Where.FACET: (
        "Facets",
        """
How many of the paragraphs found have each source and author; t counts articles, or stories, instead. Picked values
limit the search: within one facet any of them, between facets all. Counts of a facet leave its own picks aside, so that
you see what else there is. What is picked is written into the query, where it can be edited like everything else.
""",
    ),
    Where.DATES: (
        "Dates",
        """
When what was found was published: bars for years, in a year for months, in a month for days. Enter or a click narrows
the search to a bar and shows its parts; Backspace, or a click on the first row, widens it again. Space picks several.
What is picked is written into the query: date:2020-03. Typing that there narrows the bars, too.

Articles of which only the year is known are counted in a row of their own, those without a date as unknown. A month
that is typed also finds articles of which only the year is known, since they may be of that month; a bar counts and
finds only what is known to be of it, and is written date:="2020-03" where that is less.
""",
    ),
    Where.READER: (
        "The reader",
        """
The whole article. Numbers of paragraphs stand in the margin, a dot marks those that were found. Beside the number, §
marks a heading, ▫ a caption and † a footnote. Grey paragraphs with a dotted line beside them are page furniture, which
is shown but not searched. Above the text stands what is known of the article and, in brackets, how it is known where
the file itself does not declare it.

At the right edge ╸ shows where in the whole article its hits are, ◂ where you are and │ what is in sight; a click goes
there.
""",
    ),
    Where.FIND: (
        "Finding in an article",
        """
Type: every place is marked at every key, without regard to case and accents, and the article moves to the next one.
Hits of the query stay marked in their own way. Enter leads back to the article, where n and N go through the places
until Esc ends that, and k shows every place of it in all articles.
""",
    ),
    Where.CONCORDANCE: (
        "The concordance",
        """
Every place of the words, phrases and patterns of the query, one a line, the keyword in the middle, source and year at
the left. What NEAR finds is one keyword from its first word to its last. The head counts lines, the paragraphs that
they stand in and the articles of these; all are exact.

Lines are sorted by the word that is marked beside the keyword: the first, second or third to its left or right; or by
the keyword itself, by date, or as the files stand. While lines are still being gathered, those at hand are shown.
""",
    ),
    Where.HISTORY: (
        "The query history",
        """
What you have asked before in this collection, the newest first, each query once. A query is remembered as soon as you
do something with its answer: go to the hits, read an article, save the search.

Type a few letters of it in the line above; words may stand in any order, be cut short or misspelt.
""",
    ),
    Where.SEARCHES: (
        "Saved searches",
        """
Queries that you ask again and again. +3 says that three paragraphs are found now that were not found when you last
looked: running the search is looking. Rebuilding the index makes nothing new. They are counted when the program
starts and after each reindex.
""",
    ),
    Where.PINS: (
        "Pins",
        """
Articles that stay beside the hits while the query changes, of this session and of earlier ones. An article whose file
was moved or corrected is found again by its text; one that is no longer in the collection is still listed.
""",
    ),
    Where.NOTES: (
        "Notes",
        """
What you have written about paragraphs, the newest first. A note is tied to the text of its paragraph, so that it stays
with it when files are moved, corrected or indexed anew; where that text is gone, the note and the text are still here.
""",
    ),
    Where.FILTER: (
        "The line above a list",
        """
Type a few letters: the list keeps the entries that have every word, or something much like it. What has it just as
typed stands first, and among equals the order of the list stays.
""",
    ),
    Where.EXPORT: (
        "Export",
        """
All hits are written, not only those in sight: as quotations in Markdown, as a table in CSV or JSON Lines, or each of
their articles once in BibTeX or CSL-JSON. You can go on searching meanwhile. The file is there when it is whole, and
replaces none unless you say so.

The name is relative to the folder that searchtui was started in; ~ is your home folder.
""",
    ),
    Where.NAME: (
        "A name",
        """
Any name of up to 80 characters; no two searches have the same.
""",
    ),
    Where.NOTE: (
        "A note",
        """
Write what you like, on as many lines as you need; Markdown is kept as you type it. The mark ✎ then stands beside the
paragraph in every view, and F8 lists all notes.
""",
    ),
    Where.STORY: (
        "The story",
        """
The copies of one text, that with the most words first. Below stands the chosen copy, measured against the fullest or,
after =, against any other: [-what it left out-] and {+what only it has+}. A paragraph with − beside it is not in the
copy, one with + is in the copy alone, one with ~ differs in some words.

Where words stand in place of others, the more of both are counted as changed; −23 +18 says how many are gone and how
many are new, in the paragraphs that both have. Case, accents and punctuation make no difference; signs like % and $
count as words. Page furniture is not compared.
""",
    ),
    Where.SETUP: (
        "The first index",
        """
The articles are read once and made searchable. Nothing leaves your machine and no article is changed.
""",
    ),
}
"""The explanation of each pane."""
