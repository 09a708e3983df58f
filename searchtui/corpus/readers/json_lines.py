"""JSON Lines: one article a line, with its metadata as members of an object.

The members are known by their names (see `searchtui.corpus.readers.columns`); others are ignored. A text has blank
lines between its paragraphs or is a list of them. Where there is no text, the title is the article.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping

import msgspec

from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers.records import Record, draft_of, record_of
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["SomeLines", "read_json_lines", "read_some_lines"]


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


def read_json_lines(source: Source) -> Contents:
    """Read an article from each line.

    An article is named by its `id`. Of several lines with one `id` the first keeps it, so that names stay when lines
    are appended; the others, and lines without, are named by the number of their line. A line that cannot be read is
    complained of and the others are read.
    """
    text = source.text()
    first = text.lstrip()[:2]
    if first.startswith("[") or first in ("{", "{\n", "{\r"):
        from searchtui.corpus.readers.json_documents import read_json  # it reads lines of JSON too

        with contextlib.suppress(UnreadableError):
            return read_json(source)
    lines = read_some_lines(text)
    _, complaints = item_names((line, given) for line, given, _ in lines.names)
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
    found, _ = item_names((record.place, record.item) for record in records)
    found |= names or {}
    return SomeLines(
        drafts=tuple(draft_of(record, found[record.place]) for record in records),
        names=tuple((record.place, record.item, found[record.place]) for record in records),
        complaints=tuple(complaints),
    )


def _records(text: str, first: int, complaints: list[str]) -> Iterator[Record]:
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
        at = f"line {number}"
        record = record_of(value, number, line=number, where=at.capitalize(), detail=at, complaints=complaints)
        if record is not None:
            yield record
