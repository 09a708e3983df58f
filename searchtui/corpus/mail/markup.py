"""The text of a message in HTML: as in one of plain text, what it quotes and signs with is furniture."""

from __future__ import annotations

import re

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.readers.html_blocks import pieces_of
from searchtui.corpus.readers.html_left_out import left_out
from searchtui.corpus.readers.html_tokens import Token, attributes_of, closings, tokens

__all__ = ["is_markup", "markup_pieces", "without_commands"]

_QUOTES = frozenset(["blockquote", "div", "span", "p", "table"])
_QUOTED = re.compile(
    r"(?i)\b(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|tutanota_quote|"
    r"gmail_signature|moz-signature|OLK_SRC_BODY_SECTION|divRplyFwdMsg)\b"
)
_BLOCK_TAG = re.compile(r"(?i)</(?:p|td|tr|div|table|html|font|center|h[1-6])>|<br ?/?>|<html|<!doctype html")
_ENOUGH_TAGS = 5
_COMMAND = re.compile(r"<<|(?i:<param>[^<\n]{0,1000}</param>)|</?[A-Za-z0-9-]{1,60}>")
_COMMANDS = {"<<": "<", "<lt>": "<", "<nl>": "\n"}


def is_markup(text: str) -> bool:
    """Whether a text that calls itself plain is HTML all the same."""
    return len(_BLOCK_TAG.findall(text[:20_000])) >= _ENOUGH_TAGS


def without_commands(text: str) -> str:
    """A text in enriched text (RFC 1896), or in the richtext that came before it (RFC 1341), without its commands."""
    return _COMMAND.sub(lambda match: _COMMANDS.get(match[0].lower(), ""), text)


def markup_pieces(text: str, *, forwards: bool = False) -> list[Piece]:
    """Part a message in HTML into pieces.

    Args:
        text: decoded.
        forwards: it passes another message on, so that what it quotes is what it says.
    """
    found = list(tokens(text))
    closed = closings(found)
    skipped = left_out(found, closed, page=False)
    quoted = {} if forwards else _quotations(found, closed, skipped)
    pieces = pieces_of(found, text, closed=closed, skipped={**skipped, **quoted})
    if not any(piece.kind is not Kind.FURNITURE for piece in pieces):
        return pieces_of(found, text, closed=closed, skipped=skipped)
    for start, end in quoted.items():
        inside = found[start : end + 1]
        for piece in pieces_of(inside, text, skipped=left_out(inside, closings(inside), page=False)):
            piece.kind = Kind.FURNITURE
            piece.block += len(found)
            pieces.append(piece)
    pieces.sort(key=lambda piece: piece.line or 0)
    return pieces


def _quotations(found: list[Token], closed: dict[int, int], skipped: dict[int, int]) -> dict[int, int]:
    """The outermost elements that hold what is quoted: their first tokens, with their last."""
    quoted: dict[int, int] = {}
    reach = -1
    for start, token in enumerate(found):
        if start <= reach or token.is_end or token.name not in _QUOTES or start not in closed:
            continue
        if start in skipped:
            reach = skipped[start]
            continue
        attributes = attributes_of(token.text) if "=" in token.text else {}
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if attributes.get("type", "").casefold() == "cite" or _QUOTED.search(names):
            quoted[start] = reach = closed[start]
    return quoted
