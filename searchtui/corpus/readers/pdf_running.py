"""Running heads and feet of a PDF: what stands at the same edge of page after page, and the numbers of the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from functools import cache

from searchtui.corpus.readers.pdf_lines import PdfLine
from searchtui.corpus.readers.pdf_printed import printed_rows

__all__ = ["without_running"]

_EDGE_LINES = 3
"""Rows from the top and from the bottom of a page among which running ones are."""
_SHARE = 0.4
"""Of the pages that have a running head: those with even numbers may have another one."""
_MOST_NEEDED = 4
"""Pages on which a line stands at the same edge and is no accident, however many pages there are."""
_MOST_AT_EDGES = 60
"""Parts of lines in these rows that are looked at; what has more is a map."""
_FAR = 1.7
"""Heights of an em between the base of a running line that few pages have and those of other lines."""
_HEIGHT = 8.0
"""Points by which a running line may stand higher or lower on another page, and up to twice as many."""
_NUMBER = re.compile(r"\d+")
_NOTE = re.compile(
    r"[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3})[.)\]]?\s*[^\W\d_]"
    r"|.*\b(?:ibid|idem|op\. ?cit|loc\. ?cit|a\. ?a\. ?o|ebd|ebenda|supra|infra)\b",
    re.IGNORECASE,
)
"""How a footnote may begin, or what refers to another one: `12 Ibid., 45.`"""
_LONE_NUMBER = re.compile(
    r"(?:(?:page|seite|p\.|стр\.|página|pagina)\s*)?[-–—|\[(]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]?"
    r"(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?",
    re.IGNORECASE,
)


def without_running(pages: Sequence[list[PdfLine]]) -> list[list[PdfLine]]:
    """The lines of each page without its running heads and feet.

    Args:
        pages: the lines of each page, in the order in which they are drawn.
    """
    edges = [_edges(page) for page in pages]
    seen: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    notes: dict[str, set[tuple[int, ...]]] = defaultdict(set)
    for number, edge in enumerate(edges):
        for side, line in edge:
            seen[_shape(line.text), side, _level(line)].add(number)
            if side == -1 and _NOTE.match(line.text):
                notes[_shape(line.text)].add((number, *_numbers(line.text)))
    kept_notes = {shape for shape, numbers in notes.items() if not _follow_pages(numbers)}

    @cache
    def pages_with(shape: str, side: int, level: int) -> int:
        """How many pages have such a line at about the same height."""
        return len(set().union(*(seen.get((shape, side, near), ()) for near in (level - 1, level, level + 1))))

    printed = sum(map(bool, pages))
    # The first page has none, so that those of every other page are on less than half of them.
    needed = max(2, min(_MOST_NEEDED, int(_SHARE * printed - 0.5)))
    kept = []
    for page, edge in zip(pages, edges, strict=True):
        running = set(map(id, printed_rows(page)))
        for side, line in edge:
            if _shape(line.text) in kept_notes:
                continue
            having = pages_with(_shape(line.text), side, _level(line))
            if having >= needed and (having >= _MOST_NEEDED or _is_apart(line, page)):
                running.add(id(line))
        for side in (1, -1):
            outermost = [line for at, line in edge if at == side]
            left = [line for line in outermost if id(line) not in running]
            outer = max(left, key=lambda line: side * line.bottom, default=None)
            if outer is not None and _LONE_NUMBER.fullmatch(outer.text) and _is_outermost(outer, outermost, side):
                running.add(id(outer))
        left = [line for line in page if id(line) not in running]
        # A page that says the same as another one is no head of it.
        kept.append(left or page)
    return kept


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, _NUMBER.findall(text)))


def _follow_pages(numbers: Collection[tuple[int, ...]]) -> bool:
    """Whether what differs from page to page in a line is the number of the page alone, as in no row of footnotes.

    Args:
        numbers: of each line, the place of its page and the numbers in it.
    """
    pages, *columns = zip(*numbers, strict=True)
    apart = ([one - page for one, page in zip(column, pages, strict=True)] for column in columns)
    # Half is enough, since the count of pages may begin anew.
    return all(
        2 * max(max(Counter(column).values()), max(Counter(distance).values())) >= len(pages)
        for column, distance in zip(columns, apart, strict=True)
    )


def _is_apart(line: PdfLine, page: Sequence[PdfLine]) -> bool:
    """Whether more than the space between two lines of a paragraph parts a line from all others."""
    steps = (abs(line.bottom - other.bottom) for other in page)
    return min((step for step in steps if step > 0.5 * line.size), default=_FAR * line.size) >= _FAR * line.size


def _is_outermost(line: PdfLine, edge: Sequence[PdfLine], side: int) -> bool:
    """Whether nothing but lines of its own row stands further out."""
    return all(side * other.bottom <= side * line.bottom + line.size for other in edge)


def _edges(page: Sequence[PdfLine]) -> list[tuple[int, PdfLine]]:
    """The lines in the outermost rows, each with its edge: 1 is the top, -1 the bottom."""
    found: list[tuple[int, PdfLine]] = []
    for side in (1, -1):
        rows = 0
        last: float | None = None
        for line in sorted(page, key=lambda one: -side * one.bottom):
            if last is None or abs(last - line.bottom) > 0.5 * line.size:
                rows += 1
                last = line.bottom
            if rows > _EDGE_LINES or len(found) > _MOST_AT_EDGES:
                break
            found.append((side, line))
    return found


def _level(line: PdfLine) -> int:
    return int(line.bottom // _HEIGHT)


def _shape(text: str) -> str:
    """A line without what changes from page to page."""
    return _NUMBER.sub("0", " ".join(text.casefold().split()))
