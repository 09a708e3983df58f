"""JSON Lines: one article a line, with its metadata as members of an object.

Members: `id`, `title`, `author` or `authors` (a text or a list), `source`, `date`, `url`, `language`, and `text` (blank
lines part its paragraphs) or a list of paragraphs. Others are ignored. Where there is no text, the
title is the article.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

import msgspec

from searchtui.article import Known
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Draft, Metadata, Piece
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.plain import plain_pieces
from searchtui.corpus.sources import Source
from searchtui.corpus.values import one_line, read_fields

__all__ = ["MOST_COMPLAINTS", "SomeLines", "capped", "name_lines", "read_json_lines", "read_some_lines"]

_NAMES = {
    "title": "title",
    "authors": "authors",
    "author": "authors",
    "source": "source",
    "date": "date",
    "url": "url",
    "language": "language",
}
MOST_COMPLAINTS = 100
"""Complaints of one file that are listed."""


class SomeLines(msgspec.Struct, frozen=True):
    """What some lines of a file hold.

    Args:
        drafts: the articles, in order.
        names: of each line that holds an article its number, the `id` in it, and what the article is named.
        complaints: of lines that could not be read.
    """

    drafts: tuple[Draft, ...]
    names: tuple[tuple[int, str | None, str], ...]
    complaints: tuple[str, ...]


class _Record(msgspec.Struct, frozen=True):
    line: int
    item: str | None
    pieces: list[Piece]
    metadata: Metadata


def read_json_lines(source: Source) -> Contents:
    """Read an article from each line.

    An article is named by its `id`. Of several lines with one `id` the first keeps it, so that names stay when lines
    are appended; the others, and lines without, are named by the number of their line. A line that cannot be read is
    complained of and the others are read.
    """
    lines = read_some_lines(source.text())
    _, complaints = name_lines((line, given) for line, given, _ in lines.names)
    return Contents(lines.drafts, capped([*lines.complaints, *complaints]))


def read_some_lines(text: str, first: int = 1, names: Mapping[int, str] | None = None) -> SomeLines:
    """Read an article from each of some lines of a file.

    Args:
        text: of these lines.
        first: number of the first of them in the file, from 1.
        names: what articles must be named, by line, where these lines alone do not tell.
    """
    complaints: list[str] = []
    records = list(_records(text, first, complaints))
    found, _ = name_lines((record.line, record.item) for record in records)
    found |= names or {}
    return SomeLines(
        drafts=tuple(
            msgspec.structs.replace(interpret(record.pieces, record.metadata), item=found[record.line])
            for record in records
        ),
        names=tuple((record.line, record.item, found[record.line]) for record in records),
        complaints=tuple(complaints),
    )


def name_lines(given: Iterable[tuple[int, str | None]]) -> tuple[dict[int, str], list[str]]:
    """What the articles of a file are named, by line, and what is to be said of names that are not those given.

    Args:
        given: the number of each line that holds an article, with the `id` in it.
    """
    pairs = list(given)
    taken = {item for _, item in pairs if item is not None}
    names: dict[int, str] = {}
    named: set[str] = set()
    complaints = []
    for line, item in pairs:
        name = item
        if name is None or name in named:
            name = _free_name(str(line), taken)
            if item is not None:
                complaints.append(
                    f"Line {line}: the id {item[:60]!r} stands in a line above too, so that this article "
                    f"is read as {name!r}."
                )
        named.add(name)
        taken.add(name)
        names[line] = name
    return names, complaints


def capped(complaints: Sequence[str], more: int = 0) -> tuple[str, ...]:
    """The first complaints of a file, and how many others there are.

    Args:
        complaints: of the file, in order.
        more: how many there are beside these.
    """
    more += max(0, len(complaints) - MOST_COMPLAINTS)
    said = (f"{more} more problems of this kind are not listed.",) if more else ()
    return (*complaints[:MOST_COMPLAINTS], *said)


def _free_name(name: str, taken: Collection[str]) -> str:
    """The name, with a suffix where it is taken."""
    return next(free for free in chain([name], (f"{name}-{n}" for n in count(2))) if free not in taken)


def _records(text: str, first: int, complaints: list[str]) -> Iterator[_Record]:
    for number, raw in enumerate(text.split("\n"), start=first):
        line = raw.strip().lstrip("\ufeff")
        if not line:
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
            complaints.append(f"Line {number} is no JSON: {what}.")
            continue
        except RecursionError:
            complaints.append(f"Line {number} is nested too deeply.")
            continue
        if not isinstance(value, dict):
            complaints.append(f"Line {number} is no JSON object.")
            continue
        values, wrong = read_fields(value, _NAMES)
        complaints.extend(f"Line {number}: {complaint}." for complaint in wrong)
        metadata = Metadata.of(values, Known.DECLARED, f"line {number}")
        pieces = _pieces(value.get("text"), number)
        if pieces is None or not (pieces or metadata.title):
            complaints.append(f"Line {number}: `text` is missing, empty or no text.")
            continue
        yield _Record(number, _item(value), with_title(pieces, metadata.title, number), metadata)


def _pieces(text: object, number: int) -> list[Piece] | None:
    """The pieces of a text, if there are any; None for what is no text."""
    if text is None:
        return []
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        lines = (one_line(part, longest=None) for part in text)
        return [Piece(line, number, place) for place, line in enumerate(lines) if line]
    if isinstance(text, str):
        return [msgspec.structs.replace(piece, line=number) for piece in plain_pieces(tidy(text))]
    return None


def _item(value: Mapping[str, object]) -> str | None:
    identity = value.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int | float):
        return None
    return one_line(str(identity)) or None
