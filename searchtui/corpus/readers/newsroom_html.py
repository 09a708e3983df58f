"""Exports of newspaper databases in HTML: Factiva and LexisNexis."""

from __future__ import annotations

import re

from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.html_blocks import html_pieces
from searchtui.corpus.readers.newsroom import exported_articles

__all__ = ["exported_pages"]

_MARKS = re.compile(
    r"<a name=\"?DOC_ID_\d|<DOCFULL>|\b\d{1,6} of \d{1,6} DOCUMENTS\b|"
    r"class=[\"']?article (?:[a-z]{2})Article\b|\barticleParagraph (?:[a-z]{2})articleParagraph\b|"
    r">\s*(?:<b>\s*)?HD\s*(?:</b>)?(?:&nbsp;|\s)*</td>",
    re.IGNORECASE,
)
"""What no page has that is not such an export; the rest is told by its lines."""


def exported_pages(text: str) -> tuple[Draft, ...]:
    """The articles of an export, or none where a page is not one.

    Args:
        text: of the page, decoded.
    """
    return exported_articles(html_pieces(text)) if _MARKS.search(text) else ()
