"""The blocks of an article in XML, and what is declared beside them, become a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from searchtui.article import Kind, Known
from searchtui.corpus.drafts import Draft, Metadata
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers.blocks import Block, mark_title, pieces_of
from searchtui.corpus.rules.authors import declared_people
from searchtui.corpus.values import FIELD_READERS, read_fields

__all__ = ["day_of", "first_read", "marked_draft", "named"]

_FIELDS = {name: name for name in FIELD_READERS}


def marked_draft(blocks: Sequence[Block], values: Mapping[str, object], detail: str, complaints: list[str]) -> Draft:
    """The draft of an article whose headings are marked.

    Args:
        blocks: of its text.
        values: by the names of fields; those that are empty say nothing. `authors` is a list of texts.
        detail: what declares them.
        complaints: to which those about values are added.
    """
    given = {name: value for name, value in values.items() if value}
    authors = given.get("authors")
    if isinstance(authors, list):
        # An agency or the newspaper itself is written where an author could be.
        given["authors"] = declared_people(authors, str(given.get("source", "")))
    read, wrong = read_fields(given, _FIELDS)
    complaints.extend(f"{complaint}." for complaint in wrong)
    metadata = Metadata.of(read, Known.DECLARED, detail)
    pieces = pieces_of(blocks)
    titles = [piece for piece in pieces if piece.kind is Kind.TITLE]
    for other in titles[1:]:
        other.kind = Kind.HEADING
    if metadata.title is None and not titles:
        mark_title(blocks, pieces)
    elif not titles:
        line = next((block.line for block in blocks), None)
        pieces = with_title(pieces, metadata.title, line) if pieces else []
    return interpret(pieces, metadata, headings_are_marked=True)


def named(drafts: Sequence[Draft], items: Sequence[str | None], unit: str, complaints: list[str]) -> tuple[Draft, ...]:
    """The drafts of a file, each with a name of its own where there are several.

    Args:
        drafts: in order.
        items: the name that each has in the file.
        unit: what the file calls one of them.
        complaints: to which those about names are added.
    """
    if len(drafts) < 2:
        return tuple(drafts)
    names, wrong = item_names(enumerate(items, start=1), unit)
    complaints += wrong
    return tuple(Draft(draft.paragraphs, draft.metadata, names[number]) for number, draft in enumerate(drafts, start=1))


def day_of(written: str) -> str | None:
    """The day of a time in the basic form of ISO 8601, such as 19870101T000000, in the form with hyphens."""
    return f"{written[:4]}-{written[4:6]}-{written[6:8]}" if written[:8].isdecimal() and len(written) >= 8 else None


def first_read(field: str, values: Iterable[str]) -> str | None:
    """The first of several values that can be read as one of a field; None where none can."""
    for value in values:
        try:
            if value and FIELD_READERS[field](value):
                return value
        except (ValueError, OverflowError):
            continue
    return None
