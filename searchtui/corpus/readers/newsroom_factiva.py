"""Exports of Factiva, with two-letter codes in front of each line (`HD`, `BY`, `PD`, `SN`, `TD`) and without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.readers.newsroom_document import RIGHTS, Document, language_of, stated_date
from searchtui.corpus.rules.byline import read_byline
from searchtui.corpus.rules.names import people

__all__ = [
    "END_OF_FACTIVA",
    "are_coded",
    "coded_document",
    "coded_parts",
    "counts_words",
    "factiva_document",
    "is_line_of_factiva",
    "is_plain_factiva",
]

END_OF_FACTIVA = re.compile(r"(?:Do[ck]ument[oe]?|Документ|文件|文書|문서)\s+([A-Z][A-Za-z0-9]{8,40})")
_WORDS = re.compile(
    r"\d[\d,. ]{0,9}\s?(?:words?|Wörter|mots|palabras|parole|palavras|woorden|ord|слов|字|語|文字|단어)"
)
_CODES = frozenset(
    [
        *("SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "CX", "LP", "TD", "CT", "RF"),
        *("ART", "CLM", "VOL", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN"),
    ]
)
_CODED = re.compile(r"([A-Z]{2,3})(?:\s*\|\s*(.*))?")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]m)?", re.IGNORECASE)
_CODE_OF_SOURCE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_MOST_FACTS = 14


def is_plain_factiva(pieces: Sequence[Piece]) -> bool:
    """Whether the lines are those of articles without codes: each with a number of words, and its own at its end."""
    return any(map(_ends, pieces)) and any(map(counts_words, pieces))


def counts_words(piece: Piece) -> bool:
    """Whether a line says how many words an article has."""
    return _WORDS.fullmatch(piece.text) is not None


def _ends(piece: Piece) -> bool:
    match = END_OF_FACTIVA.fullmatch(piece.text)
    return match is not None and any(map(str.isdigit, match[1]))


def are_coded(pieces: Sequence[Piece]) -> bool:
    """Whether lines begin with the codes of a headline, a publication and a text."""
    codes = {code for piece in pieces if (code := _code(piece)[0])}
    return {"HD", "SN"} <= codes and bool(codes & {"TD", "LP"})


def _code(piece: Piece) -> tuple[str, str]:
    """The code that a line begins with, and what follows it; both empty where there is none."""
    match = _CODED.fullmatch(piece.text)
    return (match[1], match[2] or "") if match is not None and match[1] in _CODES else ("", "")


def is_line_of_factiva(text: str) -> bool:
    """Whether a line is a code, or counts the words of an article."""
    match = _CODED.fullmatch(text)
    return (match is not None and match[1] in _CODES) or _WORDS.fullmatch(text) is not None


def coded_parts(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The documents of an export with codes: each has one headline, and ends with its number."""
    part: list[Piece] = []
    ended = False
    for piece in pieces:
        code, _ = _code(piece)
        if ended and code in ("SE", "HD", "CLM"):
            yield part
            part, ended = [], False
        if code or part:
            part.append(piece)
        ended = ended or code == "AN"
    if part:
        yield part


def coded_document(pieces: Sequence[Piece]) -> Document:
    """Read one article whose lines have codes."""
    fields = {"HD": "title", "BY": "authors", "SN": "source", "PD": "date", "LA": "language"}
    document = Document([], {})
    open_code = ""
    for piece in pieces:
        code, text = _code(piece)
        open_code = code or open_code
        text = text if code else piece.text
        if open_code == "AN" and document.name is None and text:
            document.name = text.split()[-1]
        elif open_code in fields:
            document.note(fields[open_code], text)
        elif open_code in ("LP", "TD", "CT", "RF", "ART") and text:
            piece.text = text
            piece.kind = None if piece.kind is Kind.BODY else piece.kind
            document.pieces.append(piece)
            continue
        if text and open_code != "HD":
            document.leave(piece)
    return document


def factiva_document(pieces: Sequence[Piece]) -> Document:
    """Read one article whose lines have no codes: the number of words tells where its facts begin."""
    document = Document([], {})
    end = END_OF_FACTIVA.fullmatch(pieces[-1].text)
    if end is not None:
        document.name = end[1]
    pieces, ended = (pieces[:-1], pieces[-1:]) if end is not None else (pieces, [])
    count = next((place for place, piece in enumerate(pieces) if counts_words(piece)), None)
    if count is None:
        document.pieces = list(pieces)
        return document
    head = list(pieces[:count])
    if len(head) > 1 and (read_byline(head[-1].text) is not None or people(head[-1].text)):
        document.note("authors", head[-1].text)
        document.leave(head.pop())
    if head:
        document.note("title", head.pop().text)
    for piece in head:
        document.leave(piece)
    start = _read_facts(document, pieces, count)
    document.pieces.extend(pieces[start:])
    for piece in ended:
        document.leave(piece)
    return document


def _read_facts(document: Document, pieces: Sequence[Piece], count: int) -> int:
    """Read the lines between the number of words and the text: date, time, source, code, page, language, rights."""
    last = count
    for place in range(count, min(count + _MOST_FACTS, len(pieces))):
        text = pieces[place].text
        if RIGHTS.match(text) or (language_of(text) is not None and len(text) < 30):
            last = place
    for place in range(count, last + 1):
        piece = pieces[place]
        text = piece.text
        if "date" not in document.facts and stated_date(text):
            document.note("date", text)
        elif len(text) < 30 and language_of(text):
            document.note("language", text)
        elif "date" in document.facts and not (
            _CLOCK.match(text) or _CODE_OF_SOURCE.fullmatch(text) or RIGHTS.match(text) or text.isdigit()
        ):
            document.note("source", text)
        document.leave(piece)
    return last + 1
