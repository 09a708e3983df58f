"""Markdown, ready to be quoted: each paragraph as a block quote with where it comes from (CommonMark 0.31)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from searchtui.article import paragraph_name
from searchtui.citing.cited import Cited, Found, Line, Passage
from searchtui.citing.quotation import origin_of
from searchtui.cleaning import clean_line

__all__ = ["escape", "escape_inline", "lines_as_list", "quote", "rows_as_quotes"]

# "$" begins a formula and "~" a deletion in the Markdown of many programs.
_INLINE = re.compile(r"[\\`*_\[\]<>&~|$#]")
_LIST_OR_RULE = re.compile(r"^(?:\d{1,9}(?=[.)])|(?=[-+=]))")


def escape(text: str) -> str:
    """Text that Markdown shows as it is: nothing in it is emphasis, a link, HTML, a heading or a list."""
    return _LIST_OR_RULE.sub(r"\g<0>\\", escape_inline(text).strip())


def escape_inline(text: str) -> str:
    """Escape what has a meaning within a line."""
    return _INLINE.sub(r"\\\g<0>", clean_line(text))


def quote(cited: Cited, text: str, paragraph: int, page: int | None = None) -> Iterator[str]:
    """The lines of one paragraph as a block quote."""
    yield f"> {escape(text)}"
    yield ">"
    yield f"> — {origin_of(cited, escape)}, {paragraph_name(paragraph, page)}"


def rows_as_quotes(rows: Iterable[Found | Passage]) -> Iterator[str]:
    """One block quote a row, and below it the note that belongs to it."""
    for position, row in enumerate(rows):
        if position:
            yield ""
        yield from quote(row, row.text or row.title, row.paragraph, row.page)
        note = row.note if isinstance(row, Passage) else ""
        if note:
            yield ""
            yield from (escape(line) for line in note.splitlines())


def lines_as_list(lines: Iterable[Line]) -> Iterator[str]:
    """A concordance: one list item a line, its keyword bold."""
    for line in lines:
        words = f"…{escape_inline(line.left)}**{escape_inline(line.keyword)}**{escape_inline(line.right)}…"
        yield f"- {words} — {origin_of(line, escape)}, {paragraph_name(line.paragraph, line.page)}"
