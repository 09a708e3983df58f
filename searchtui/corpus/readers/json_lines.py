"""JSON Lines: one article a line, with its metadata as members of an object.

Members: `id`, `title`, `author` or `authors` (a text or a list), `source`, `date`, `url`, `language`, and `text` (blank
lines part its paragraphs) or a list of paragraphs. Others are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, count

import msgspec

from searchtui.article import Known
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents, Draft, Metadata, Piece
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.plain import plain_pieces
from searchtui.corpus.values import one_line, read_fields

__all__ = ["read_json_lines"]

_NAMES = {
    "title": "title",
    "authors": "authors",
    "author": "authors",
    "source": "source",
    "date": "date",
    "url": "url",
    "language": "language",
}
_MOST_COMPLAINTS = 100


class _Record(msgspec.Struct, frozen=True):
    line: int
    item: str | None
    pieces: list[Piece]
    metadata: Metadata


def read_json_lines(text: str) -> Contents:
    """Read an article from each line.

    An article is named by its `id`. Of several lines with one `id` the first keeps it, so that names stay when lines
    are appended; the others, and lines without, are named by the number of their line. A line that cannot be read is
    complained of and the others are read.
    """
    complaints: list[str] = []
    records = list(_records(text, complaints))
    taken = {record.item for record in records if record.item is not None}
    named: set[str] = set()
    drafts: list[Draft] = []
    for record in records:
        item = record.item
        if item is None or item in named:
            item = _free_name(str(record.line), taken)
            if record.item is not None:
                complaints.append(
                    f"Line {record.line}: the id {record.item[:60]!r} stands in a line above too, so that this article "
                    f"is read as {item!r}."
                )
        named.add(item)
        taken.add(item)
        draft = interpret(record.pieces, record.metadata)
        drafts.append(msgspec.structs.replace(draft, item=item))
    if len(complaints) > _MOST_COMPLAINTS:
        more = len(complaints) - _MOST_COMPLAINTS
        complaints = [*complaints[:_MOST_COMPLAINTS], f"{more} more problems of this kind are not listed."]
    return Contents(tuple(drafts), tuple(complaints))


def _free_name(name: str, taken: Collection[str]) -> str:
    """The name, with a suffix where it is taken."""
    return next(free for free in chain([name], (f"{name}-{n}" for n in count(2))) if free not in taken)


def _records(text: str, complaints: list[str]) -> Iterator[_Record]:
    for number, raw in enumerate(text.split("\n"), start=1):
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
        pieces = _pieces(value, number)
        if pieces is None:
            complaints.append(f"Line {number}: `text` is missing, empty or no text.")
            continue
        metadata = Metadata.of(values, Known.DECLARED, f"line {number}")
        yield _Record(number, _item(value), with_title(pieces, metadata.title, number), metadata)


def _pieces(value: Mapping[str, object], number: int) -> list[Piece] | None:
    text = value.get("text")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        lines = (one_line(part, longest=None) for part in text)
        return [Piece(line, number, place) for place, line in enumerate(lines) if line] or None
    if isinstance(text, str):
        return [msgspec.structs.replace(piece, line=number) for piece in plain_pieces(tidy(text))] or None
    return None


def _item(value: Mapping[str, object]) -> str | None:
    identity = value.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int | float):
        return None
    return one_line(str(identity)) or None
