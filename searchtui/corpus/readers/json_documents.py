"""JSON: an object with a text is an article, and so is each object of a list, wherever in the document the list stands.

The members are known by their names (see `searchtui.corpus.readers.columns`), so that it reads what NewsAPI, GDELT, the
Guardian, the New York Times and WordPress answer, JSON-LD of schema.org, and exports of MongoDB and Elasticsearch.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from searchtui.article import Reason
from searchtui.corpus.complaints import capped
from searchtui.corpus.drafts import Contents
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.readers.columns import columns_of
from searchtui.corpus.readers.json_lines import read_json_lines
from searchtui.corpus.readers.records import drafts_of, pieces_of_parts, record_of, unwrapped
from searchtui.corpus.references import Reference, read_references
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.values import one_line

__all__ = ["read_json", "read_value"]

_LIST_OF_OBJECTS = re.compile(r"\[\s*(?=\{)")

_MOST_VALUES = 8_000_000
"""Values in one document: each may take a hundred bytes of memory. Articles of 64 MB have a million commas."""

_DEEPEST = 6
"""Objects and lists around a list of articles."""

_MOST_LOOKED_AT = 1000
"""Members of one value among which lists of articles are looked for."""

_NO_ARTICLES = (
    "It is JSON without an object that holds text; name the member with the text `text`, `body` or `content`."
)


class _Found(msgspec.Struct, frozen=True):
    """Objects that are articles.

    Args:
        objects: in order, with a name for each that has one apart from its members.
    """

    objects: list[tuple[str | None, object]]


def read_json(source: Source) -> Contents:
    """Read the articles of a document of JSON.

    An article is named by its `id` (or the like), or by its place in its list, from 1; one that is alone has no name.
    Of a list that breaks off, what stands before that is read.

    Raises:
        UnreadableError: it is no JSON, or no object in it holds text.
        NotTextError: it is no text.
    """
    text = source.text()
    if sum(map(text.count, ",[{")) > _MOST_VALUES:
        raise UnreadableError(Reason.TOO_LARGE, f"It is JSON of more than {_MOST_VALUES:,} values.")
    complaints: list[str] = []
    try:
        value = read_value(text)
    except json.JSONDecodeError as error:
        if _is_object(text.lstrip().partition("\n")[0]):
            return read_json_lines(source)
        value = list(_whole_ones(text))
        wrong = f"It is no JSON from line {error.lineno} on: {error.msg}"
        if _articles(value) is None:
            raise UnreadableError(Reason.BROKEN, f"{wrong}.") from None
        complaints.append(f"{wrong}; what stands above is read.")
    except ValueError as error:
        raise UnreadableError(Reason.BROKEN, f"{error}") from None
    references = read_references(value)
    if references is not None:
        return _described(references, complaints)
    found = _articles(value)
    if found is None:
        raise UnreadableError(Reason.NO_TEXT_COLUMN, _NO_ARTICLES)
    return _contents(found, complaints)


def _described(references: Sequence[Reference], complaints: Sequence[str]) -> Contents:
    """The works of a bibliography of which there is more than a title."""
    from searchtui.corpus.bibliographies import names_of  # it reads JSON with what is here

    drafts = []
    for name, reference in zip(names_of(references), references, strict=True):
        pieces = pieces_of_parts(reference.texts)
        if pieces:
            pieces = with_title(pieces, reference.metadata.title, None)
            drafts.append(msgspec.structs.replace(interpret(pieces, reference.metadata), item=name))
    return Contents(tuple(drafts), capped(complaints), describes=True)


def read_value(text: str) -> object:
    """The value that a text of JSON stands for.

    Raises:
        ValueError: it is none, or nested too deeply; a `json.JSONDecodeError` where its form is wrong.
    """
    try:
        return json.loads(text.lstrip("\ufeff"))
    except RecursionError:
        raise ValueError("It is JSON that is nested too deeply.") from None
    except json.JSONDecodeError:
        raise
    except ValueError:
        # A whole number of thousands of digits; nobody calculates with it here.
        return json.loads(text.lstrip("\ufeff"), parse_int=str)


def _is_object(line: str) -> bool:
    try:
        return isinstance(read_value(line), dict)
    except ValueError:
        return False


def _whole_ones(text: str) -> Iterator[object]:
    """The objects of a list that breaks off, as far as they are whole."""
    decoder = json.JSONDecoder()
    start = _LIST_OF_OBJECTS.search(text)
    place = start.end() if start else len(text)
    while place < len(text):
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


def _articles(value: object) -> _Found | None:
    """The articles of a value: itself, or those of the lists in it that have the fewest lists around them."""
    if isinstance(value, Mapping) and _is_article(value):
        return _Found([(None, value)])
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        objects = [pair for one in level for pair in _listed(one)]
        if objects:
            return _Found(objects)
        level = [inner for one in level for inner in _inside(one)][:_MOST_LOOKED_AT]
    return None


def _listed(value: object) -> Iterator[tuple[str | None, object]]:
    """The members of a list, or of an object that has them by their names, where they are articles."""
    if isinstance(value, list):
        members: Sequence[tuple[str | None, object]] = [(None, one) for one in value]
    elif isinstance(value, Mapping):
        members = list(value.items())
    else:
        return
    objects = [one for _, one in members if isinstance(one, Mapping)]
    if isinstance(value, Mapping) and (len(objects) < len(members) or len(objects) < 2):
        return
    if sum(map(_is_article, objects[:_MOST_LOOKED_AT])) * 2 > len(objects[:_MOST_LOOKED_AT]):
        yield from members


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, list):
        yield from (one for one in value[:_MOST_LOOKED_AT] if isinstance(one, list | Mapping))
    elif isinstance(value, Mapping):
        yield from (one for one in value.values() if isinstance(one, list | Mapping))


def _is_article(value: Mapping[str, object]) -> bool:
    """Whether an object says something and has a text, or a title with an address, a date or a summary beside it."""
    value = unwrapped(value)
    columns = columns_of(tuple(value))
    if any(_says(value[name]) for name in (*columns.texts, *columns.leads)):
        return True
    titles = [name for name, field in columns.fields.items() if field == "title"]
    beside = [name for name, field in columns.fields.items() if field in ("url", "date")]
    return any(_says(value[name]) for name in titles) and any(
        _says(value[name]) for name in (*columns.summaries, *beside)
    )


def _says(value: object) -> bool:
    """Whether a member may be a text: a list of objects that are articles themselves is none."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list):
        return bool(value) and all(isinstance(part, str) for part in value)
    return isinstance(value, Mapping) and any(isinstance(part, str) and part.strip() for part in value.values())


def _contents(found: _Found, complaints: list[str]) -> Contents:
    records = []
    alone = len(found.objects) == 1 and found.objects[0][0] is None
    for place, (name, value) in enumerate(found.objects, start=1):
        where = "It" if alone else f"Article {place}"
        if not isinstance(value, Mapping):
            complaints.append(f"{where} is no object of JSON.")
            continue
        record = record_of(value, place, line=None, where=where, detail="json", complaints=complaints)
        if record is not None:
            named = record.item or (one_line(name) if name else None)
            records.append(msgspec.structs.replace(record, item=named))
    drafts, doubled = drafts_of(records, "Article")
    if alone:
        drafts = tuple(msgspec.structs.replace(draft, item=None) for draft in drafts)
    return Contents(drafts, capped([*complaints, *doubled]))
