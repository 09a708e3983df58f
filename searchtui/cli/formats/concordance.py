"""A concordance for reading: one match a line, the keywords one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchtui.article import article_name
from searchtui.cells import cells, in_context
from searchtui.cleaning import clean_line

if TYPE_CHECKING:
    from searchtui.collection import ConcordanceLine

__all__ = ["concordance_as_lines"]


def concordance_as_lines(lines: Iterable[ConcordanceLine], width: int, *, marked: bool) -> Iterator[str]:
    """The keyword with what is around it, source and year, `path:paragraph`, and the page if any, with tabs between.

    Args:
        lines: the matches.
        width: cells of the first part.
        marked: whether the keyword is bold, by an escape sequence.
    """
    on, off = ("\x1b[1m", "\x1b[0m") if marked else ("", "")
    for line in lines:
        shown = in_context(line.text, line.start, line.end, width)
        left, keyword, right = (
            clean_line(line.text[begin:end])
            for begin, end in (
                (shown.begin, line.start),
                (line.start, shown.stop),
                (shown.stop, shown.end),
            )
        )
        rest = width - shown.indent - cells(left) - cells(keyword) - cells(right)
        year = f"{line.date.year:04}" if line.date else ""
        about = " ".join(part for part in (line.source or "", year) if part) or "unknown"
        page = "" if line.page is None else f"\tp. {line.page}"
        place = f"{article_name(line.path, line.item)}:{line.paragraph}"
        text = f"{' ' * shown.indent}{left}{on}{keyword}{off}{right}{' ' * rest}"
        yield f"{text}\t{clean_line(about)}\t{clean_line(place)}{page}"
