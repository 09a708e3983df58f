"""reStructuredText: underlined headings, fields above the text as metadata; its marks are not shown.

Each item of a list, each row of a table and each block of code is a paragraph; the captions of pictures stay,
comments and the options of directives go. No file that a text includes is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchtui.article import Kind, Known
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Metadata, Piece
from searchtui.corpus.interpretation import interpret, stands_alone, with_title
from searchtui.corpus.readers.columns import columns_of
from searchtui.corpus.readers.rst_blocks import FIELD, blocks_of
from searchtui.corpus.readers.rst_inline import shown
from searchtui.corpus.readers.rst_lines import Block, Line
from searchtui.corpus.readers.rst_substitutions import with_substitutions
from searchtui.corpus.rules.furniture import is_furniture
from searchtui.corpus.rules.title import labelled_title
from searchtui.corpus.sources import Source
from searchtui.corpus.values import one_line, read_fields

__all__ = ["read_rst"]

_EDGE = 6
_HEADER = re.compile(r"(?P<name>[A-Z][\w-]{1,40}):(?:\s+(?P<value>.*))?$")
_NOTE = re.compile(r"\.\.\s+(?P<name>[A-Za-z_-]+):\s+(?P<value>\S.*)$")
"""A comment that says something of the article, as Nikola writes them."""


def read_rst(source: Source) -> Contents:
    """Read the text of a file as one article."""
    text = tidy(source.text()).expandtabs(8)
    lines = [Line(number, raw.rstrip()) for number, raw in enumerate(text.split("\n"), start=1)]
    lines, declared = _without_fields(with_substitutions(lines))
    blocks = list(blocks_of(lines))
    declared = {name: shown(value) for name, value in declared.items() if value}
    values, wrong = read_fields(declared, columns_of(tuple(declared)).fields)
    metadata = Metadata.of(values, Known.DECLARED, "fields")
    pieces = list(_pieces(blocks))
    if metadata.title is None:
        _mark_title(blocks, pieces)
    pieces = with_title(pieces, metadata.title, 1)
    marked = any(block.kind is Kind.HEADING for block in blocks)
    draft = interpret(pieces, metadata, headings_are_marked=marked)
    return Contents((draft,) if draft.paragraphs else (), tuple(f"Fields: {complaint}." for complaint in wrong))


def _without_fields(lines: Sequence[Line]) -> tuple[list[Line], dict[str, str]]:
    """The lines without the fields that stand above the text or right below its title, and these fields."""
    declared: dict[str, str] = {}
    kept: list[Line] = []
    place = headings = 0
    header = _header(lines)
    while place < len(lines):
        line = lines[place]
        note = _NOTE.match(line.text)
        found = (_HEADER.match(line.text) if place < header else None) or FIELD.match(line.text)
        if found is not None or (note and columns_of((note["name"],)).fields):
            name, value = (found or note)["name"], [(found or note)["value"] or ""]  # type: ignore[index]
            place += 1
            while place < len(lines) and lines[place].text and lines[place].indent:
                value.append(lines[place].text.strip().removeprefix("- "))
                place += 1
            is_list = name.casefold() == "authors"
            declared.setdefault(name, ("; " if is_list else " ").join(part for part in value if part))
        elif not line.text:
            kept.append(line)
            place += 1
        elif line.text.startswith("..") and not line.text.endswith("::"):
            # A comment goes on as long as it is indented.
            kept.append(line)
            place += 1
            while place < len(lines) and lines[place].text and lines[place].indent:
                kept.append(lines[place])
                place += 1
        else:
            # A title, and a subtitle, may stand above the fields.
            end = next((end for end in (place + 2, place + 3) if _is_heading(lines[place:end])), 0)
            if headings == 2 or not end or declared:
                break
            headings += 1
            kept.extend(lines[place:end])
            place = end
    return [*kept, *lines[place:]], declared


def _header(lines: Sequence[Line]) -> int:
    """How many lines at the very top are fields like those of a mail, with a title among them, as PEPs have."""
    end = next((place for place, line in enumerate(lines) if not line.text), len(lines))
    head = lines[:end]
    named = all(_HEADER.match(line.text) or line.indent for line in head)
    return end if named and any(line.text.startswith("Title: ") for line in head) else 0


def _is_heading(lines: Sequence[Line]) -> bool:
    if len(lines) < 2 or not all(line.text for line in lines):
        return False
    found = list(blocks_of(lines))
    return len(found) == 1 and found[0].kind is Kind.HEADING


def _mark_title(blocks: Sequence[Block], pieces: Sequence[Piece]) -> None:
    """A heading above everything else is the title, if no other heading has its style."""
    if not blocks or not pieces or blocks[0].kind is not Kind.HEADING:
        return
    if all(block.style != blocks[0].style for block in blocks[1:]):
        pieces[0].text = labelled_title(pieces[0].text) or pieces[0].text
        pieces[0].kind = Kind.TITLE


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    for place, block in enumerate(blocks):
        text = block.text if block.literal else shown(block.text)
        lines = [words for line in text.split("\n") if (words := one_line(line, longest=None))]
        at_edge = place < _EDGE or place >= len(blocks) - _EDGE
        apart = block.kind is None and at_edge and len(lines) > 1 and any(map(stands_alone, lines))
        kind = None if block.kind is Kind.BODY and is_furniture(" ".join(lines)) else block.kind
        for offset, words in enumerate(lines if apart else [" ".join(lines)]):
            if words:
                yield Piece(words, block.line + (offset if apart else 0), place, kind=kind)
