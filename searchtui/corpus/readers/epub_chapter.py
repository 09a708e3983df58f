"""A chapter of an EPUB becomes pieces: all of it is text but what says where in the book one is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchtui.article import Kind
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Piece
from searchtui.corpus.readers.html_blocks import pieces_of
from searchtui.corpus.readers.html_left_out import left_out
from searchtui.corpus.readers.html_tokens import Token, attributes_of, closings, tokens
from searchtui.corpus.sources import Source

__all__ = ["chapter_pieces"]

_LEFT_OUT = frozenset(
    [
        *("backlink", "cover", "landmarks", "loa", "loi", "lot", "lov", "noteref", "page-list", "pagebreak", "toc"),
        *("doc-backlink", "doc-noteref", "doc-pagebreak", "doc-pagelist", "doc-toc"),
    ]
)
"""What elements are called that lead through a book (EPUB 3 Structural Semantics Vocabulary 1.1, DPUB-ARIA 1.1)."""
_FURNITURE = frozenset(["colophon", "copyright-page", "halftitlepage", "imprint", "other-credits", "doc-colophon"])
_PAGE_BREAKS = frozenset(["pagebreak", "doc-pagebreak"])
_ALTERNATIVES = frozenset(["case"])
"""Elements for programs that know more than HTML; what all others show stands beside them (EPUB 3.0, `epub:switch`)."""
_ENTITIES = re.compile(r"\s*+(?:<\?[^>]*+>\s*+)?<!DOCTYPE[^>\[]*+\[[^\]]*+\]\s*+>", re.IGNORECASE)
"""A document type that declares entities of its own, none of which is unfolded."""
_LISTS_LINKS = 0.8
"""Share of the text in links from which on a part is a table of contents."""
_FEWEST_LINKS = 5
_LAST_PAGE = 99_999


def chapter_pieces(data: bytes, name: str) -> list[Piece]:
    """The paragraphs of a chapter, with the pages of the printed book where it marks them.

    Args:
        data: XHTML, which may be broken.
        name: of the part.

    Raises:
        NotTextError: it is no text.
    """
    text = tidy(Source(name, data).text())
    declared = _ENTITIES.match(text)
    text = text[declared.end() :] if declared is not None else text
    found = list(tokens(text))
    closed = closings(found)
    skipped = left_out(found, closed, page=False)
    pages: list[tuple[int, int | None]] = []
    reach = -1
    for index, token in enumerate(found):
        if not token.name or token.is_end:
            continue
        types = _types(token)
        if not types.isdisjoint(_PAGE_BREAKS):
            pages.append((token.place, _page(found, index, closed.get(index, index))))
        if index > reach and (token.name in _ALTERNATIVES or token.name == "nav" or not types.isdisjoint(_LEFT_OUT)):
            reach = closed.get(index, index)
            skipped[index] = reach
    pieces = pieces_of(found, _lines_of_pages(pages, len(text)), closed=closed, skipped=skipped)
    is_furniture = _is_furniture(found)
    for piece in pieces:
        piece.page = pages[(piece.line or 1) - 2][1] if (piece.line or 1) > 1 else None
        piece.line = None
        if is_furniture:
            piece.kind = Kind.FURNITURE
    return pieces


def _types(token: Token) -> frozenset[str]:
    """What an element is in the book, as its attributes say."""
    if "epub:type" not in token.text and "role" not in token.text:
        return frozenset()
    attributes = attributes_of(token.text)
    return frozenset(f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".casefold().split())


def _page(found: Sequence[Token], start: int, end: int) -> int | None:
    """The number of a page that begins; None where it is none that can be counted, such as `xii`."""
    attributes = attributes_of(found[start].text)
    inside = "".join(token.text for token in found[start + 1 : end] if not token.name)
    for said in (attributes.get("title"), attributes.get("aria-label"), inside):
        number = (said or "").strip().rpartition(" ")[2].strip(".")
        if number.isascii() and number.isdecimal() and 0 < len(number) <= len(str(_LAST_PAGE)):
            return int(number) or None
    return None


def _lines_of_pages(pages: Sequence[tuple[int, int | None]], length: int) -> str:
    """A text in which a line ends where a page does, so that a piece on line 3 stands on the second page."""
    lines: list[str] = []
    begin = 0
    for place, _ in pages:
        lines.append(" " * (place - begin))
        begin = place + 1
    return "\n".join([*lines, " " * (length - begin)])


def _is_furniture(found: Sequence[Token]) -> bool:
    """Whether the chapter as a whole is one of those that speak of the book, or hardly more than a list of links."""
    letters = linked = links = depth = 0
    before_text = True
    for token in found:
        if not token.name:
            size = len(token.text.strip())
            letters += size
            linked += size if depth else 0
            before_text = before_text and not size
        elif token.name == "a":
            depth = max(0, depth + (-1 if token.is_end else 1))
            links += not token.is_end
        elif before_text and not token.is_end and not _types(token).isdisjoint(_FURNITURE):
            return True
    return links >= _FEWEST_LINKS and linked > _LISTS_LINKS * letters
