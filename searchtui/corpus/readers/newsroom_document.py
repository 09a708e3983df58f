"""One article of an export of a newspaper database, while its lines are told apart."""

from __future__ import annotations

import re

import msgspec

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.rules.date import parse_date
from searchtui.dates import PartialDate

__all__ = ["RIGHTS", "Document", "language_of", "stated_date"]

RIGHTS = re.compile(r"(?:©|\(c\)|copyright|all rights)", re.IGNORECASE)
"""How a line of rights begins."""
_UP_TO_YEAR = re.compile(r".{0,40}?\b(?:1[6-9]|20)\d{2}\b(?:\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)?")
_LANGUAGES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "português": "pt",
    "dutch": "nl",
    "nederlands": "nl",
    "russian": "ru",
    "русский": "ru",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "polish": "pl",
    "swedish": "sv",
    "danish": "da",
    "norwegian": "no",
    "turkish": "tr",
    "arabic": "ar",
    "englisch": "en",
    "anglais": "en",
    "inglés": "en",
    "inglese": "en",
}


class Document(msgspec.Struct):
    """One article of an export.

    Args:
        pieces: its text; what says something of it is furniture.
        facts: by field name, as they are written.
        name: its number or its id in the database.
    """

    pieces: list[Piece] = []
    facts: dict[str, str] = {}
    name: str | None = None

    def note(self, field: str | None, text: str) -> None:
        """Keep a fact; the first one counts."""
        if field and text and field not in self.facts:
            self.facts[field] = text

    def leave(self, piece: Piece) -> None:
        """Keep a line that is no text of the article."""
        piece.kind = Kind.FURNITURE
        self.pieces.append(piece)


def stated_date(text: str) -> PartialDate | None:
    """The day of a line such as `27. Februar 2012 Montag 9:50 PM GMT+1`."""
    match = _UP_TO_YEAR.match(text)
    bare = re.sub(r"^[^\W\d_]{4,12},?\s+(?=\d|[^\W\d_]+\.?\s\d)", "", match[0]) if match is not None else ""
    return (parse_date(match[0]) or parse_date(bare)) if match is not None else None


def language_of(text: str) -> str | None:
    """The code of the language that a line such as `GERMAN; DEUTSCH` names."""
    return next((_LANGUAGES[word] for word in re.findall(r"[^\W\d_]+", text.casefold()) if word in _LANGUAGES), None)
