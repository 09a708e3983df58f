"""Plain text: one article a file, known by its wording alone."""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Piece
from searchtui.corpus.interpretation import interpret, stands_alone
from searchtui.corpus.paragraphs import split_pieces
from searchtui.corpus.rules.caption import is_credit
from searchtui.corpus.rules.header import mail_header
from searchtui.corpus.sources import Source

__all__ = ["plain_pieces", "read_plain"]

_MARKS_OF_EXPORT = ("DOCUMENTS", "End of Document", "\nDocument ", "\nHD")
"""What every export of a newspaper database has as plain text, and few other texts."""

_EDGE_LINES = 15
_MOST_WORDS_OF_CAPTION = 45
_MOST_WORDS_OF_CREDIT = 15


def read_plain(source: Source) -> Contents:
    """Read the text of a file as one article, or the articles of an export of a newspaper database."""
    text = tidy(source.text())
    if any(mark in text for mark in _MARKS_OF_EXPORT):
        from searchtui.corpus.readers.newsroom_plain import exported_texts  # few folders hold such a file

        if exported := exported_texts(text):
            return Contents(exported)
    draft = interpret(plain_pieces(text))
    return Contents((draft,) if draft.paragraphs else ())


def plain_pieces(text: str) -> list[Piece]:
    """Part tidy plain text into pieces.

    Lines at either end of the text that say something of the article are told apart; inside it none is.
    """
    lines = [line for raw in text.split("\n") if (line := " ".join(raw.split()))]
    edges = lines[:_EDGE_LINES] + lines[-_EDGE_LINES:] if len(lines) > 2 * _EDGE_LINES else lines
    own = {line for line in edges if stands_alone(line)}
    own.update(lines[: len(mail_header(lines[:_EDGE_LINES]))])
    own.update(_credits_below_text(text))
    return split_pieces(text, own.__contains__)


def _credits_below_text(text: str) -> Iterator[str]:
    """The lines that are credits of pictures and stand right below more text than a caption has."""
    above = 0
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        words = line.count(" ") + 1
        if above > _MOST_WORDS_OF_CAPTION and words <= _MOST_WORDS_OF_CREDIT and is_credit(line):
            yield line
        above = above + words if line else 0
