"""A page of very many elements without its tags: what can be read of it in seconds."""

from __future__ import annotations

import html
import re

from searchtui.corpus.drafts import Piece
from searchtui.corpus.readers.html_tokens import shown
from searchtui.corpus.values import one_line

__all__ = ["stripped_pieces"]

_HEAD = re.compile(r"<(?i:head)[\s>].*?</(?i:head)\s*>", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?i:address|article|blockquote|br|dd|div|dt|figcaption|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)\b[^<>]*>"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_PARTING = "\x1f"


def stripped_pieces(text: str) -> list[Piece]:
    """The text of a page, parted where its blocks are; nothing is known of any of them.

    Args:
        text: of the page, decoded.
    """
    bare = _TAG.sub("", _BLOCK.sub(_PARTING, _HEAD.sub("", shown(text), count=1)))
    parts = (one_line(part, longest=None) for part in html.unescape(bare).split(_PARTING) if not part.isspace())
    return [Piece(part, None, number) for number, part in enumerate(parts) if part]
