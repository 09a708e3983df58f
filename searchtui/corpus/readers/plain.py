"""Plain text: one article a file, known by its wording alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Piece
from searchtui.corpus.interpretation import interpret, stands_alone
from searchtui.corpus.paragraphs import one_blank_between, split_pieces
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
    return split_pieces(text, _OwnLines(text).__getitem__)


class _OwnLines(dict[str, bool]):
    """Tells of each line of a text that it is asked for whether it stands for itself.

    Nobody asks for a line that has a blank one above and below, and many texts have no others.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, line: str) -> bool:
        self[line] = own = line in self._known or (line in self._edges and stands_alone(line))
        return own

    @cached_property
    def _lines(self) -> list[str]:
        """All of them, the blank ones too."""
        return [one_blank_between(raw) for raw in self._text.split("\n")]

    @cached_property
    def _edges(self) -> frozenset[str]:
        lines = list(filter(None, self._lines))
        return frozenset(lines[:_EDGE_LINES] + lines[-_EDGE_LINES:])

    @cached_property
    def _known(self) -> frozenset[str]:
        """Those that stand for themselves by what is around them, wherever their words are repeated."""
        first = list(islice(filter(None, self._lines), _EDGE_LINES))
        return frozenset([*first[: len(mail_header(first))], *_credits_below_text(self._lines)])


def _credits_below_text(lines: Iterable[str]) -> Iterator[str]:
    """The lines that are credits of pictures and stand right below more text than a caption has."""
    above = 0
    for line in lines:
        words = line.count(" ") + 1
        if above > _MOST_WORDS_OF_CAPTION and words <= _MOST_WORDS_OF_CREDIT and is_credit(line):
            yield line
        above = above + words if line else 0
