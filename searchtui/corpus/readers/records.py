"""A record becomes an article: an object of JSON, or a row of a table with the names of its columns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from searchtui.article import Known
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Draft, Metadata, Piece
from searchtui.corpus.interpretation import interpret, with_title
from searchtui.corpus.letters import letters_of
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers.columns import Columns, columns_of
from searchtui.corpus.readers.plain import plain_pieces
from searchtui.corpus.rules.byline import without_nobody
from searchtui.corpus.values import one_line, read_fields

__all__ = ["Record", "draft_of", "drafts_of", "pieces_of_parts", "read_declared", "record_of", "unwrapped"]

_WRAPPERS = ("fields", "_source", "attributes", "properties", "article", "data", "document", "node")
"""Members in which some archives put what others put beside them: the Guardian, Elasticsearch, JSON:API, GeoJSON."""

_INSIDE = ("rendered", "main", "original", "name", "text", "value", "#text", "_text", "html", "href", "url", "title")
_IDENTITIES = ("$oid", "#text", "value", "id")
_DATES = ("$date", "$numberLong", "datetime", "date", "iso", "value", "#text")
"""Members that hold the value itself where it is an object: of WordPress, the New York Times, MongoDB, feeds."""

_TAGS = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|figure|blockquote|td|tr|table|section|article|body)\s*>"
    r"|<(?:br|p|img|hr)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\s*(?:\+\s*\d+ chars|…|\.\.\.|&hellip;)\s*\]\s*$")
"""What some services put where they have cut a text."""

_NOTHING_SAID = frozenset(["", "-", "n/a", "nan", "nil", "none", "null", "undefined", "\\n"])
"""What programs write for a cell that has no value; a database writes `\\N`."""

_WRITTEN_BREAK = re.compile(r"(?:\\r)?\\n")
_LISTED_NAMES = re.compile(r"\s*\[\s*(?P<names>(?:'[^']*'|\"[^\"]*\")(?:\s*,\s*(?:'[^']*'|\"[^\"]*\"))*)?\s*\]\s*")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_OF_A_PAGE = re.compile(r"(?i)https?://[^\s/]+/[^\s]*[^\s/?#][^\s]*")
"""An address of the web that is not that of a whole site."""
_WHOLE_NUMBER = re.compile(r"(\d{4,14})\.0+")
_MOST_PARTS = 100_000
"""Parts of one text that are read; each may be an object of its own."""


class Record(msgspec.Struct, frozen=True):
    """An article as a record holds it.

    Args:
        place: number of its line, its row or its place in the list, from 1.
        item: its own name, if it has one.
        pieces: of its text, the title among them.
        metadata: what it declares.
        marked: its text says itself what its headings are.
    """

    place: int
    item: str | None
    pieces: list[Piece]
    metadata: Metadata
    marked: bool = False


def draft_of(record: Record) -> Draft:
    """The draft of an article, which has no name yet."""
    return interpret(record.pieces, record.metadata, headings_are_marked=record.marked)


def drafts_of(records: Iterable[Record], unit: str) -> tuple[tuple[Draft, ...], list[str]]:
    """The drafts of the articles of a file, each under a name of its own, and what is to be said of these names.

    Args:
        records: of the file; none is kept, since it takes more memory than the draft.
        unit: as in `item_names`.
    """
    drafts: list[Draft] = []
    given: list[tuple[int, str | None]] = []
    for record in records:
        drafts.append(draft_of(record))
        given.append((record.place, record.item))
    names, complaints = item_names(given, unit)
    named = zip(drafts, given, strict=True)
    return tuple(msgspec.structs.replace(draft, item=names[place]) for draft, (place, _) in named), complaints


def record_of(
    given: Mapping[str, object], place: int, *, line: int | None, where: str, detail: str, complaints: list[str]
) -> Record | None:
    """Read a record; None, with a complaint, where it holds neither text nor title.

    Args:
        given: names and values of any type.
        place: number of its line, its row or its place in the list, from 1.
        line: of the file, where it begins.
        where: the same for people, as a complaint begins.
        detail: through what the metadata are known.
        complaints: where complaints go.
    """
    value = unwrapped(given)
    columns = columns_of(tuple(value))
    values, wrong = read_declared(value, columns)
    complaints.extend(f"{where}: {complaint}." for complaint in wrong)
    metadata = Metadata.of(values, Known.DECLARED, detail)
    read = _text(value, columns)
    if read is None or not (read[0] or metadata.title):
        complaints.append(f"{where}: `text` is missing, empty or no text.")
        return None
    pieces, marked = read
    for piece in pieces:
        piece.line = line
    return Record(place, _item(value, columns), with_title(pieces, metadata.title, line), metadata, marked)


def unwrapped(given: Mapping[str, object]) -> Mapping[str, object]:
    """The members of a record together with those that it has put into another."""
    inner = [members for name in _WRAPPERS if isinstance(members := given.get(name), Mapping)]
    if not inner:
        return given
    value = dict(given)
    for members in inner:
        for name, member in members.items():
            value.setdefault(name, member)
    return value


def read_declared(value: Mapping[str, object], columns: Columns) -> tuple[dict[str, object], list[str]]:
    """The values of metadata that say something, by field, and complaints about those that could not be read.

    Args:
        value: names and values of any type.
        columns: what is known of the names.
    """
    named: dict[str, object] = {}
    fields: dict[str, str] = {}
    for name, field in columns.fields.items():
        plain = _plain(value[name], field)
        if plain is not None and plain != "":
            named[name] = plain
            fields[name] = field
    values, wrong = read_fields(named, fields)
    authors = values.get("authors")
    if isinstance(authors, tuple):
        values["authors"] = without_nobody(authors)
    if "url" not in values:
        # Programs that save pages call their address the source.
        sources = (value[name] for name, field in fields.items() if field == "source")
        address = next((one for one in sources if isinstance(one, str) and _OF_A_PAGE.fullmatch(one.strip())), None)
        if address is not None:
            values["url"] = one_line(address)
    return values, wrong


def _plain(value: object, field: str) -> object:
    """A value of metadata, taken out of what is around it."""
    if isinstance(value, bool):
        return None
    if field == "authors":
        return _names(value)
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        value = _inside(value, _DATES if field == "date" else _INSIDE)
    if isinstance(value, str):
        text = _unescaped(value)
        if text.strip().casefold() in _NOTHING_SAID:
            return None
        if field == "date" and (whole := _WHOLE_NUMBER.fullmatch(text.strip())):
            return whole[1]
        if field == "source" and re.match(r"https?://", text):
            return _host(text)
        if field == "source":
            return text.removeprefix("www.")
        if field == "url" and not re.match(r"\s*(?:https?:|/)", text, re.IGNORECASE):
            return None
        return text
    return value


def _inside(value: Mapping[str, object], names: Iterable[str]) -> object:
    """What an object stands for; a value that is no text and no number where nobody can say."""
    for name in names:
        inner = value.get(name)
        if isinstance(inner, list) and len(inner) == 1:
            inner = inner[0]
        if isinstance(inner, str | int | float) and not isinstance(inner, bool):
            return inner
    return None if not any(value.values()) else value


def _names(value: object) -> object:
    if isinstance(value, str):
        text = _unescaped(value)
        if text.strip().casefold() in _NOTHING_SAID:
            return None
        listed = _LISTED_NAMES.fullmatch(text)
        return [one or other for one, other in _QUOTED.findall(listed["names"] or "")] if listed else text
    if isinstance(value, int | float):
        return None  # of somebody in a database
    if isinstance(value, Mapping):
        return _person(value) or value
    if isinstance(value, list | tuple):
        names = [_person(one) or one if isinstance(one, Mapping) else one for one in value]
        return [_unescaped(one) if isinstance(one, str) else one for one in names]
    return value


def _person(value: Mapping[str, object]) -> str | None:
    """The name of a person who is an object."""
    whole = _inside(value, ("original", "name", "literal", "full", "fullName", "displayName", "rendered", "title"))
    if isinstance(whole, str):
        return _unescaped(whole)
    lowered = {name.casefold().replace("_", ""): part for name, part in value.items() if isinstance(part, str)}
    first = next((lowered[name] for name in ("given", "firstname", "first", "givenname") if name in lowered), "")
    last = next((lowered[name] for name in ("family", "lastname", "last", "familyname") if name in lowered), "")
    return " ".join(f"{first} {last}".split()) or None


def _host(address: str) -> str | None:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&" in text and _ENTITY.search(text) else text


def _item(value: Mapping[str, object], columns: Columns) -> str | None:
    for name in columns.items:
        identity = value[name]
        if isinstance(identity, Mapping):
            identity = _inside(identity, _IDENTITIES)
        if isinstance(identity, str | int | float) and not isinstance(identity, bool):
            item = one_line(str(identity))
            if item:
                return item
    return None


def _text(value: Mapping[str, object], columns: Columns) -> tuple[list[Piece], bool] | None:
    """The pieces of the text of a record, and whether they say what headings are; None where it is no text.

    Of several names for the text the first that has any counts. Its lead comes above it; what sums it up stands for
    it where there is none or only its beginning.
    """
    main: list[Piece] = []
    marked = cut = wrong = False
    for name in columns.texts:
        parts = _parts(value[name])
        if parts is None:
            wrong = True
            continue
        main, marked, cut = _pieces(parts)
        if main:
            break
    else:
        if wrong:
            return None
    pieces: list[Piece] = []
    for name in (*(columns.summaries if cut or not main else ()), *columns.leads):
        more, _, _ = _pieces(_parts(value[name]) or [])
        pieces = _joined(pieces, more)
    return _joined(pieces, main), marked


def _joined(above: list[Piece], below: list[Piece]) -> list[Piece]:
    """Pieces of two texts, without what is in both."""
    if not above or not below:
        return above or below
    said, told = (letters_of("".join(piece.text for piece in pieces)) for pieces in (above, below))
    if said in told:
        return below
    if told in said:
        return above
    blocks = above[-1].block + 1
    for piece in below:
        piece.block += blocks
    return [*above, *below]


def _parts(value: object) -> list[str] | None:
    """The text that a value holds, in the parts that it has there; None where it is no text."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        inner = _inside(value, _INSIDE)
        return [inner] if isinstance(inner, str) else None
    if isinstance(value, list | tuple):
        parts = list(_listed(value[:_MOST_PARTS]))
        return parts if parts or not value else None
    return None


def _listed(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping):
            value = _inside(value, ("text", "content", "body", *_INSIDE))
        if isinstance(value, str):
            yield value


def _pieces(parts: Sequence[str]) -> tuple[list[Piece], bool, bool]:
    """The pieces of a text, whether they say what headings are, and whether the text is only its beginning."""
    cut = bool(parts) and _CUT.search(parts[-1][-100:]) is not None
    if cut:
        parts = [*parts[:-1], parts[-1][:-100] + _CUT.sub("", parts[-1][-100:])]
    if len(parts) != 1:
        lines = (one_line(_untagged(part), longest=None) for part in parts)
        return [Piece(line, None, place) for place, line in enumerate(lines) if line], False, cut
    text = parts[0]
    if "<" in text and _TAGS.search(text):
        return _html_pieces(text), True, cut
    text = _unescaped(text)
    if "\n" not in text and "\\n\\n" in text:
        text = _WRITTEN_BREAK.sub("\n", text)
    return plain_pieces(tidy(text)), False, cut


def pieces_of_parts(texts: Iterable[str]) -> list[Piece]:
    """The pieces of several texts, plain or in HTML, one below the other, without lines."""
    pieces: list[Piece] = []
    for text in texts:
        blocks = pieces[-1].block + 1 if pieces else 0
        for piece in _pieces([text])[0]:
            piece.line, piece.block = None, piece.block + blocks
            pieces.append(piece)
    return pieces


def _untagged(text: str) -> str:
    if "<" in text and _TAGS.search(text):
        return " ".join(piece.text for piece in _html_pieces(text))
    return _unescaped(text)


def _html_pieces(text: str) -> list[Piece]:
    from searchtui.corpus.readers.html_blocks import html_pieces  # most tables hold no HTML

    return html_pieces(text)
