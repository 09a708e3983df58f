"""Exports of the newspaper databases Factiva and LexisNexis: several articles a file, each with its facts in lines.

The lines are the same in HTML, RTF and Word, so that a reader hands over pieces of any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from searchtui.article import Known
from searchtui.corpus.drafts import Draft, Metadata, Piece
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers.newsroom_document import Document, language_of, stated_date
from searchtui.corpus.readers.newsroom_factiva import (
    END_OF_FACTIVA,
    are_coded,
    coded_document,
    coded_parts,
    counts_words,
    factiva_document,
    is_plain_factiva,
)
from searchtui.corpus.readers.newsroom_nexis import COUNTED, END_OF_NEXIS, is_length, nexis_document
from searchtui.corpus.rules.authors import declared_people

__all__ = ["exported_articles"]

_EDITION_OF = re.compile(r"\s+(?:-|–|\()\s*[\w .]{0,30}\bedition\)?$", re.IGNORECASE)


def exported_articles(pieces: Sequence[Piece]) -> tuple[Draft, ...]:
    """The articles of an export, or none where the pieces are not those of one.

    Args:
        pieces: of a whole file, in order; they are changed.
    """
    if any(COUNTED.fullmatch(piece.text) and "DOCUMENT" in piece.text.upper() for piece in pieces):
        documents = [nexis_document(part) for part in _from(pieces, COUNTED)]
    elif are_coded(pieces):
        documents = [coded_document(part) for part in coded_parts(pieces)]
    elif is_plain_factiva(pieces):
        documents = [factiva_document(part) for part in _up_to(pieces, END_OF_FACTIVA, counts_words)]
    elif any(END_OF_NEXIS.fullmatch(piece.text) for piece in pieces) and any(map(is_length, pieces)):
        documents = [nexis_document(part) for part in _up_to(pieces, END_OF_NEXIS, is_length)]
    else:
        return ()
    documents = [document for document in documents if document.pieces or "title" in document.facts]
    names, _ = item_names((number, document.name) for number, document in enumerate(documents, start=1))
    return tuple(
        msgspec.structs.replace(_draft(document), item=names[number])
        for number, document in enumerate(documents, start=1)
    )


def _from(pieces: Sequence[Piece], first: re.Pattern[str]) -> Iterator[list[Piece]]:
    """The parts that begin with a line of a form."""
    part: list[Piece] | None = None
    for piece in pieces:
        if first.fullmatch(piece.text):
            if part:
                yield part
            part = [piece]
        elif part is not None:
            part.append(piece)
    if part:
        yield part


def _up_to(
    pieces: Sequence[Piece], last: re.Pattern[str], says_length: Callable[[Piece], bool]
) -> Iterator[list[Piece]]:
    """The parts that end with a line of a form.

    What comes after the last one is about the search and no article, unless the file breaks off in one.

    Args:
        pieces: of the whole file.
        last: the form.
        says_length: whether a line says how long an article is.
    """
    part: list[Piece] = []
    for piece in pieces:
        part.append(piece)
        if last.fullmatch(piece.text):
            yield part
            part = []
    if any(map(says_length, part)):
        yield part


def _draft(document: Document) -> Draft:
    facts = document.facts
    values: dict[str, object] = {name: facts[name] for name in ("title", "url") if name in facts}
    if "source" in facts:
        values["source"] = _EDITION_OF.sub("", facts["source"])
    authors = declared_people([facts["authors"]], facts.get("source")) if "authors" in facts else ()
    date = stated_date(facts.get("date", ""))
    language = language_of(facts.get("language", ""))
    values |= {"authors": authors, "date": date, "language": language}
    metadata = Metadata.of({name: value for name, value in values.items() if value}, Known.DECLARED, "export")
    title = facts.get("title")
    line = document.pieces[0].line if document.pieces else None
    return interpret(with_title(document.pieces, title, line), metadata)
