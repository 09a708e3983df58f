"""JSON Lines: one article a line, with its metadata as members of an object.

The members are known by their names (see `searchtui.corpus.readers.columns`); others are ignored. A text has blank
lines between its paragraphs or is a list of them. Where there is no text, the title is the article.
"""

from __future__ import annotations

import codecs
import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import msgspec

from searchtui.article import Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.decoding import Utf8Check
from searchtui.corpus.drafts import Contents, Draft
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers import LARGEST_TEXT
from searchtui.corpus.readers.records import Record, draft_of, record_of
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["SomeLines", "read_json_lines", "read_some_lines"]

_STRETCH = 4 << 20
"""Bytes that are decoded at a time."""


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
    texts = _stretches(source)
    start = next(texts, "")
    first = start.lstrip()[:2]
    if (first.startswith("[") or first in ("{", "{\n", "{\r")) and len(source.data) <= LARGEST_TEXT:
        from searchtui.corpus.readers.json_documents import read_json  # it reads lines of JSON too

        with contextlib.suppress(UnreadableError):
            return read_json(source)
    lines = _read(chain([start], texts))
    _, complaints = item_names((line, given) for line, given, _ in lines.names)
    return Contents(lines.drafts, capped([*lines.complaints, *complaints]))


def read_some_lines(text: str, first: int = 1, names: Mapping[int, str] | None = None) -> SomeLines:
    """Read an article from each of some lines of a file.

    Args:
        text: of these lines.
        first: number of the first of them in the file, from 1.
        names: what articles must be named, by line, where these lines alone do not tell.
    """
    return _read([text], first, names)


def _stretches(source: Source) -> Iterator[str]:
    """The text, in pieces that end with a line: what is made of a line takes many times its memory for a moment."""
    data = source.data
    if len(data) > _STRETCH:
        check = Utf8Check()
        for start in range(0, len(data), _STRETCH):
            check.add(data[start : start + _STRETCH])
        if check.passed():
            data = data.removeprefix(codecs.BOM_UTF8)
            start = 0
            while start < len(data):
                end = data.find(b"\n", start + _STRETCH) + 1 or len(data)
                yield data[start:end].decode("utf-8")
                start = end
            return
        if len(data) > LARGEST_TEXT:
            raise UnreadableError(Reason.TOO_LARGE, "It is no UTF-8, and too large to be read as anything else.")
    yield source.text()


def _read(texts: Iterable[str], first: int = 1, names: Mapping[int, str] | None = None) -> SomeLines:
    complaints: list[str] = []
    drafts: list[Draft] = []
    given: list[tuple[int, str | None]] = []
    for text in texts:
        for record in _records(text, first, complaints):
            drafts.append(draft_of(record))
            given.append((record.place, record.item))
        first += text.count("\n")
    found, _ = item_names(given)
    found |= names or {}
    named = [found[line] for line, _ in given]
    return SomeLines(
        drafts=tuple(msgspec.structs.replace(draft, item=name) for draft, name in zip(drafts, named, strict=True)),
        names=tuple((line, item, name) for (line, item), name in zip(given, named, strict=True)),
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
