"""Pages of the web as browsers save them (HTML, XHTML): one article a page, without what surrounds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from searchtui.article import Kind, Known
from searchtui.corpus.drafts import NOTHING, Contents, Draft, Metadata, Piece
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.html_blocks import html_pieces
from searchtui.corpus.readers.html_body import article_pieces
from searchtui.corpus.readers.html_encoding import declared_encoding
from searchtui.corpus.readers.html_metadata import page_metadata
from searchtui.corpus.readers.html_prepared import MARKS
from searchtui.corpus.readers.html_site import dated_by_address
from searchtui.corpus.readers.html_stripped import stripped_pieces
from searchtui.corpus.readers.html_title import same_letters
from searchtui.corpus.readers.html_tokens import shown
from searchtui.corpus.readers.newsroom_html import exported_pages
from searchtui.corpus.sources import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_html", "read_page"]

_LONGEST_PAGE = 5 * 1024 * 1024
"""Characters of markup from which on no tree is built."""
_MOST_TAGS = 100_000
"""Tags from which on the search for the article would take many seconds."""
_MOST_ELEMENTS = 200_000
"""Tags from which on even to look at each of them takes too long."""
_LONGEST_TAG = re.compile(r"<[^<>]{65536}")
"""A hundred thousand attributes of one element take a parser minutes."""
_SHORTEST_ARTICLE = 200
"""Characters below which all text of the page is looked at: an article has not been found, or it is a short one."""
_SHORT_ARTICLE = 1500
"""Characters below which it is asked whether the article is all that stands on the page."""
_HARDLY_MORE = 1.3
"""Times as much text as the article has, of a page that holds nothing else but what stands around a headline."""
_LONG_LINE = 60
"""Characters of a paragraph that is no line of a menu and no name of another article."""
_LONGEST_HEAD = 1024 * 1024
_END_OF_HEAD = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,80}(?:;[\w=-]{1,40}){0,3},[\w+/=%.~-]{100,}", re.ASCII)
_TOO_DEEP = f"boolean({'/*' * 250})"
"""Whether elements stand in one another so deeply that the parser, which goes 256 deep, may have left some out."""
_UNSEEN = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f{''.join(map(chr, MARKS))}]")
"""Characters that no tree can hold, and those that mark captions and footnotes."""


def read_html(source: Source) -> Contents:
    """Read the article of a page."""
    return read_page(source.text(declared_encoding(source.data)))


def read_page(text: str) -> Contents:
    """Read the article of a page, or the articles of an export of a newspaper database.

    Args:
        text: of the page, decoded.
    """
    text = _EMBEDDED.sub("data:,", text)
    exported = exported_pages(text)
    if exported:
        return Contents(exported)
    markup = _UNSEEN.sub("", shown(text))
    tree = _tree(markup)
    metadata = page_metadata(tree, text) if tree is not None else _metadata_of_head(text)
    pieces = article_pieces(tree, markup) if tree is not None else []
    found = sum(len(piece.text) for piece in pieces if piece.kind is not Kind.CAPTION)
    if found < _SHORT_ARTICLE:
        bare = _UNSEEN.sub("", text)
        every = stripped_pieces(bare) if markup.count("<") > _MOST_ELEMENTS else html_pieces(bare, page=True)
        prose = sum(len(piece.text) for piece in every if len(piece.text) >= _LONG_LINE)
        is_missed = not found or (found < _SHORTEST_ARTICLE and prose > 2 * found)
        is_all = sum(len(piece.text) for piece in every) <= _HARDLY_MORE * found
        pieces = every if is_missed or (is_all and _is_glued(pieces, every)) else pieces
    draft = interpret(_titled(pieces, metadata.title), metadata, headings_are_marked=_has_headings(pieces))
    return Contents((_with_date_of_address(draft),) if draft.paragraphs else ())


def _with_date_of_address(draft: Draft) -> Draft:
    """The article with the date in its address, where nothing else says when it was published."""
    date = None if draft.metadata.date else dated_by_address(draft.metadata.url)
    if date is None:
        return draft
    return msgspec.structs.replace(
        draft, metadata=draft.metadata.or_else(Metadata.of({"date": date}, Known.FOUND, "address"))
    )


def _is_glued(pieces: Sequence[Piece], every: Sequence[Piece]) -> bool:
    """Whether a text has lost its form, as trafilatura leaves short ones: without headings, its paragraphs in one."""
    return 2 * len(pieces) <= len(every) or (_has_headings(every) and not _has_headings(pieces))


def _has_headings(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind is Kind.HEADING for piece in pieces)


def _titled(pieces: list[Piece], title: str | None) -> list[Piece]:
    """The pieces with the title above them, once: pages have it as a headline too, some above each of their parts."""
    if title is not None:
        pieces = [piece for piece in pieces if piece.kind is not Kind.HEADING or not same_letters(piece.text, title)]
    return with_title(pieces, title, None)


def _tree(markup: str) -> HtmlElement | None:
    """The tree of a page, None for one that must not or cannot be parsed."""
    if len(markup) > _LONGEST_PAGE or markup.count("<") > _MOST_TAGS or _LONGEST_TAG.search(markup):
        return None
    return _parsed(markup)


def _metadata_of_head(text: str) -> Metadata:
    """What the head of a page declares whose body must not be parsed."""
    end = _END_OF_HEAD.search(text, 0, _LONGEST_HEAD)
    head = _UNSEEN.sub("", shown(text[: end.end()])) if end is not None else ""
    tree = None if _LONGEST_TAG.search(head) or head.count("<") > _MOST_TAGS else _parsed(head)
    return page_metadata(tree, text[: end.end()]) if tree is not None and end is not None else NOTHING


def _parsed(markup: str) -> HtmlElement | None:
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True
    )
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    # Elements deeper than the parser goes are lost in silence.
    return None if tree.xpath(_TOO_DEEP) else tree
