"""Exports of newspaper databases in HTML: Factiva and LexisNexis."""

from __future__ import annotations

from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.html_blocks import html_pieces
from searchtui.corpus.readers.newsroom import exported_articles

__all__ = ["exported_pages"]

_MARKS = (
    "DOC_ID_",
    "<DOCFULL>",
    " DOCUMENTS<",
    "articleParagraph",
    "enArticle",
    ">HD<",
    ">HD&nbsp;<",
    "End of Document<",
)
"""What is in each such export and in hardly any page; the rest is told by its lines."""


def exported_pages(text: str) -> tuple[Draft, ...]:
    """The articles of an export, or none where a page is not one.

    Args:
        text: of the page, decoded.
    """
    return exported_articles(html_pieces(text)) if any(mark in text for mark in _MARKS) else ()
