"""The article of a page: trafilatura says what belongs to it, the markup says what each part of it is."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.readers.html_blocks import pieces_of, without_back_link
from searchtui.corpus.readers.html_prepared import BREAK_MARK, CAPTION_MARK, FOOTNOTE_MARK, MARKS, prepare
from searchtui.corpus.readers.html_tokens import Token

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["article_pieces"]

_NAMES = {"item": "li", "list": "ul", "row": "tr", "cell": "td", "lb": "br", "quote": "blockquote"}
"""What trafilatura calls elements, and what HTML does."""
_LINE_BREAK = Token("br", "", 0)


def article_pieces(tree: HtmlElement, markup: str) -> list[Piece]:
    """The pieces of the article of a page; the tree is changed.

    Args:
        tree: of the whole page.
        markup: that the tree was made from.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    prepare(tree, markup)
    document = trafilatura.bare_extraction(tree, fast=True, include_comments=False, with_metadata=False)
    body = getattr(document, "body", None)
    if body is None:
        return []
    pieces = pieces_of(list(_tokens_of(body)))
    return list(_without_copies(piece for piece in map(_without_mark, pieces) if piece.text))


def _without_copies(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """All but the captions that repeat the one in front of them: a short one, and the same with all that it has."""
    last: Piece | None = None
    for piece in pieces:
        both = last is not None and last.kind is piece.kind is Kind.CAPTION
        if last is None or not both or piece.text not in last.text:
            yield piece
            last = piece


def _tokens_of(body: HtmlElement) -> Iterator[Token]:
    """The tags and texts of what trafilatura has found."""
    waiting: list[tuple[HtmlElement, bool]] = [(body, False)]
    while waiting:
        element, is_end = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        name = element.get("rend") or "h2" if element.tag == "head" else _NAMES.get(element.tag, element.tag)
        yield Token(name, "", 0, is_end)
        text = element.tail if is_end else element.text
        if not is_end:
            waiting.append((element, True))
            waiting.extend((child, False) for child in reversed(element))
        for number, part in enumerate((text or "").split(BREAK_MARK)):
            if number:
                yield from (_LINE_BREAK, _LINE_BREAK)
            if part:
                yield Token("", part, 0)


def _without_mark(piece: Piece) -> Piece:
    if piece.text.startswith(CAPTION_MARK):
        piece.kind = Kind.CAPTION
    elif piece.text.startswith(FOOTNOTE_MARK):
        piece.kind = Kind.FOOTNOTE
    text = piece.text.translate(MARKS).strip()
    piece.text = without_back_link(text) if piece.kind is Kind.FOOTNOTE else text
    piece.line = None
    return piece
