"""Exports of LexisNexis and Nexis Uni: labels in front of the facts (`BYLINE:`, `LENGTH:`, `Load-Date:`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchtui.article import Kind
from searchtui.corpus.drafts import Piece
from searchtui.corpus.readers.newsroom_document import RIGHTS, Document, stated_date

__all__ = ["COUNTED", "END_OF_NEXIS", "is_label_of_nexis", "is_length", "nexis_document"]

COUNTED = re.compile(r"(?:Document\s+)?(\d{1,6}) of \d{1,6}(?: DOCUMENTS?)?", re.IGNORECASE)
"""The first line of a document of LexisNexis."""
END_OF_NEXIS = re.compile(r"End of Document", re.IGNORECASE)
_LABELS = {
    "byline": "authors",
    "autor": "authors",
    "auteur": "authors",
    "author": "authors",
    "language": "language",
    "sprache": "language",
    "langue": "language",
    "url": "url",
}
_HEAD_LABELS = frozenset(
    [
        *("byline", "autor", "auteur", "author", "section", "rubrik", "rubrique", "length", "länge", "longueur"),
        *("dateline", "ort", "highlight", "series", "column", "titel", "copyright", "source", "edition", "date"),
    ]
)
_TAIL_LABELS = frozenset(
    [
        *("load-date", "update", "date-chargement", "language", "sprache", "langue", "publication-type", "graphic"),
        *("publikationstyp", "type-publication", "journal-code", "zeitungs-code", "code-revue", "grafik", "notes"),
        *("subject", "company", "organization", "ticker", "industry", "geographic", "city", "state", "country"),
        *("person", "document-type", "acc-no", "issn", "url", "correction-date", "pub-type", "classification"),
    ]
)
_LABEL = re.compile(r"([^\W\d_][\w-]{2,18})\s?:\s*(.*)")
_LINES_OF_HEAD = 4
"""Lines from the headline of Nexis Uni to the date: the headline, the publication, and perhaps an edition."""
_ABOVE_TEXT = ("Body", "Text")
_SHOWN_LABELS = frozenset(["highlight"])
_CAPTION_LABELS = frozenset(["graphic", "grafik"])
_EDITION = re.compile(r".*\b(?:edition|ausgabe|édition)\b.*|.{0,3}", re.IGNORECASE)


def is_length(piece: Piece) -> bool:
    """Whether a line says how long an article is, which every document of LexisNexis does."""
    return re.fullmatch(r"(?:length|länge|longueur)\s?:\s?\d.*", piece.text, re.IGNORECASE) is not None


def is_label_of_nexis(text: str) -> bool:
    """Whether a line begins with a label of a document, or is the one above its text."""
    return text in _ABOVE_TEXT or _label(text)[0] != ""


def nexis_document(pieces: Sequence[Piece]) -> Document:
    """Read one article, whose headline stands below the publication and the date, or above them."""
    document = Document([], {})
    first = COUNTED.fullmatch(pieces[0].text)
    document.name = first[1] if first is not None else None
    rest = list(pieces[1:] if first is not None else pieces)
    if first is not None:
        document.leave(pieces[0])
    if rest and END_OF_NEXIS.fullmatch(rest[-1].text):
        rest.pop()
    labels = [place for place, piece in enumerate(rest) if _label(piece.text)[0] in _HEAD_LABELS]
    bodies = [place for place, piece in enumerate(rest) if piece.text in _ABOVE_TEXT]
    head_end = bodies[0] if bodies else labels[0] if labels else min(3, len(rest))
    above = [piece for piece in rest[:head_end] if not _label(piece.text)[0]]
    _read_above(document, above, is_title_first=first is None)
    place = _read_labels(document, rest, (labels[0] if labels else head_end), bodies[0] if bodies else None)
    for piece in rest[place:]:
        label, _ = _label(piece.text)
        if label in _TAIL_LABELS or piece.text == "Classification":
            break
        if not RIGHTS.match(piece.text):
            document.pieces.append(piece)
        place += 1
    _read_tail(document, rest[place:])
    return document


def _read_above(document: Document, lines: Sequence[Piece], *, is_title_first: bool) -> None:
    """Read what stands above the labels: publication, date and headline, or the headline, publication and date."""
    dated = next((place for place, piece in enumerate(lines) if len(piece.text) < 90 and stated_date(piece.text)), None)
    if dated is not None:
        document.note("date", lines[dated].text)
    before = list(lines[:dated] if dated is not None else lines[:1])
    after = (
        [piece for piece in lines[dated + 1 :] if not RIGHTS.match(piece.text)]
        if dated is not None
        else list(lines[1:])
    )
    if is_title_first:
        start = _title_above(before)
        lines = lines[start:]
        document.note("title", before[start].text if before else "")
        document.note("source", before[-1].text if len(before) - start > 1 else "")
    else:
        document.note("source", before[0].text if before else "")
        titles = [piece for piece in after if not _EDITION.fullmatch(piece.text)]
        document.note("title", titles[0].text if titles else "")
    for piece in lines:
        if piece.text != document.facts.get("title"):
            document.leave(piece)


def _title_above(lines: Sequence[Piece]) -> int:
    """Which line is the headline: that marked as a heading, else the one above the publication.

    Above the first headline of a file the search is described that found the articles; that belongs to none of them.
    """
    marked = [place for place, piece in enumerate(lines) if piece.kind in (Kind.HEADING, Kind.TITLE)]
    if marked and marked[-1] >= len(lines) - _LINES_OF_HEAD:
        return marked[-1]
    return max(0, len(lines) - 2)


def _read_labels(document: Document, lines: Sequence[Piece], start: int, body: int | None) -> int:
    """Read the labelled lines of the head; the place of the first line of the text."""
    place = start
    end = body if body is not None else len(lines)
    while place < end and (body is not None or _label(lines[place].text)[0] in _HEAD_LABELS):
        label, text = _label(lines[place].text)
        document.note(_LABELS.get(label), text)
        if label in _SHOWN_LABELS and text:
            lines[place].text = text
            document.pieces.append(lines[place])
        elif label:
            document.leave(lines[place])
        place += 1
    return place + (body is not None)


def _read_tail(document: Document, lines: Sequence[Piece]) -> None:
    for piece in lines:
        label, text = _label(piece.text)
        document.note(_LABELS.get(label), text)
        if label in _CAPTION_LABELS and text:
            piece.text, piece.kind = text, Kind.CAPTION
            document.pieces.append(piece)
        else:
            document.leave(piece)


def _label(text: str) -> tuple[str, str]:
    """The label of a line in lower case, and what follows it; both empty where it has none that is known."""
    match = _LABEL.match(text)
    if match is None:
        return "", ""
    label = match[1].casefold()
    return (label, match[2].strip()) if label in _HEAD_LABELS or label in _TAIL_LABELS else ("", "")
