"""Plain text: one article a file, known by its wording alone."""

from __future__ import annotations

from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Piece
from searchtui.corpus.interpretation import interpret, stands_alone
from searchtui.corpus.paragraphs import split_pieces

__all__ = ["plain_pieces", "read_plain"]

_EDGE_LINES = 15


def read_plain(text: str) -> Contents:
    """Read the text of a file as one article."""
    draft = interpret(plain_pieces(tidy(text)))
    return Contents((draft,) if draft.paragraphs else ())


def plain_pieces(text: str) -> list[Piece]:
    """Part tidy plain text into pieces.

    Lines at either end of the text that say something of the article are told apart; inside it none is.
    """
    lines = [line for raw in text.split("\n") if (line := " ".join(raw.split()))]
    edges = lines[:_EDGE_LINES] + lines[-_EDGE_LINES:] if len(lines) > 2 * _EDGE_LINES else lines
    own = frozenset(line for line in edges if stands_alone(line))
    return split_pieces(text, own.__contains__)
