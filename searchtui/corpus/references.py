"""What a bibliography in JSON says of its works: CSL-JSON, as Zotero and others export it, and Better BibTeX JSON.

Source: the schema of CSL-JSON (citationstyles.org); the item fields of Zotero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import msgspec

from searchtui.article import Known
from searchtui.corpus.drafts import Metadata
from searchtui.corpus.values import FIELD_READERS, one_line

__all__ = ["Reference", "read_references"]

_LOOKED_AT = 50
"""Objects by which a list is told to be a bibliography."""

_ONLY_REFERENCES_HAVE = frozenset(
    ["DOI", "ISBN", "ISSN", "accessed", "citation-key", "citationKey", "container-title", "publisher-place"]
)
_TEXT = frozenset(["text", "body", "content", "articleBody"])
_SOURCES = (
    *("container-title", "publicationTitle", "websiteTitle", "blogTitle", "forumTitle", "encyclopediaTitle"),
    *("proceedingsTitle", "bookTitle", "programTitle", "publisher", "institution", "university"),
)
_KEYS = ("citation-key", "citationKey", "citekey", "id", "itemKey", "key")
_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span)\b[^<>]{0,200}>", re.IGNORECASE)
_EXTRA = re.compile(r"\s*[\w .-]{1,40}:.*")
"""A line that Zotero keeps in the field `Extra` for programs; CSL-JSON calls it a note."""

_MOST_PARTS = 1000


class Reference(msgspec.Struct, frozen=True):
    """A work in a bibliography.

    Args:
        item: its name in the bibliography, if it has one.
        keys: names that a file of it may have: citation key, id.
        files: of it, as paths of whoever exported the bibliography.
        surnames: of its authors.
        metadata: what is said of it.
        texts: its abstract and the notes on it, perhaps in HTML.
    """

    item: str | None
    keys: tuple[str, ...]
    files: tuple[str, ...]
    surnames: tuple[str, ...]
    metadata: Metadata
    texts: tuple[str, ...]


def read_references(value: object) -> list[Reference] | None:
    """The works of a bibliography; None where a value of JSON is none.

    Args:
        value: of the whole document.
    """
    works = _works(value)
    some = works[:_LOOKED_AT]
    if not some or sum(map(_is_reference, some)) * 2 <= len(some):
        return None
    return [_reference(work) for work in works if _is_reference(work) or _may_be_reference(work)]


def _works(value: object) -> list[Mapping[str, object]]:
    for name in ("message", "items"):
        value = value.get(name, value) if isinstance(value, Mapping) else value
    members = value if isinstance(value, list) else []
    # Zotero's own interface has the fields of a work in `data`.
    inner = (one.get("data", one) if isinstance(one, Mapping) else one for one in members)
    return [one for one in inner if isinstance(one, Mapping)]


def _is_reference(work: Mapping[str, object]) -> bool:
    if _TEXT & work.keys():
        return False
    if isinstance(work.get("itemType"), str):
        return isinstance(work.get("creators"), list) or "title" in work
    people, issued = work.get("author"), work.get("issued")
    named = isinstance(people, list) and any(
        isinstance(one, Mapping) and ("family" in one or "literal" in one) for one in people[:3]
    )
    dated = isinstance(issued, Mapping) and bool({"date-parts", "raw", "literal"} & issued.keys())
    return isinstance(work.get("type"), str) and (named or dated or bool(_ONLY_REFERENCES_HAVE & work.keys()))


def _may_be_reference(work: Mapping[str, object]) -> bool:
    """Whether an object is a work if those beside it are: nothing is known of it but what it says."""
    return isinstance(work.get("type"), str) and isinstance(work.get("title"), str) and not _TEXT & work.keys()


def _reference(work: Mapping[str, object]) -> Reference:
    people = list(_people(work))
    keys = tuple(key for name in _KEYS if (key := _line(work.get(name)).rpartition("/")[2]))
    doi = _line(work.get("DOI"))
    given: dict[str, object] = {
        "title": _TAG.sub("", _line(work.get("title"))),
        "authors": [name for name, _ in people],
        "source": next((source for name in _SOURCES if (source := _line(work.get(name)))), ""),
        "date": _date(work.get("issued", work.get("date"))),
        "url": _line(work.get("URL", work.get("url"))) or (f"https://doi.org/{doi}" if doi.startswith("10.") else ""),
        "language": _line(work.get("language")),
    }
    values: dict[str, object] = {}
    for field, said in given.items():
        try:
            value = FIELD_READERS[field](said) if said else None
        except (ValueError, OverflowError):
            continue
        if value:
            values[field] = value
    return Reference(
        item=keys[0] if keys else None,
        keys=tuple(dict.fromkeys(keys)),
        files=tuple(_files(work)),
        surnames=tuple(surname for _, surname in people if surname),
        metadata=Metadata.of(values, Known.DECLARED, "csl-json"),
        texts=tuple(_texts(work)),
    )


def _line(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return one_line(str(value))


def _people(work: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The names and the surnames of its authors."""
    for one in _objects(work.get("author")):
        family = " ".join(filter(None, (_line(one.get("non-dropping-particle")), _line(one.get("family")))))
        dropped = _line(one.get("dropping-particle"))
        parts = (_line(one.get("given")), dropped, family, _line(one.get("suffix")))
        name = _line(one.get("literal")) or " ".join(filter(None, parts))
        if name:
            yield name, family or name
    for one in _objects(work.get("creators")):
        if _line(one.get("creatorType")) in ("author", ""):
            last = _line(one.get("lastName"))
            name = _line(one.get("name")) or f"{_line(one.get('firstName'))} {last}".strip()
            if name:
                yield name, last or name


def _objects(value: object) -> Iterable[Mapping[str, object]]:
    return [one for one in value[:_MOST_PARTS] if isinstance(one, Mapping)] if isinstance(value, list) else []


def _date(value: object) -> str:
    if not isinstance(value, Mapping):
        return _line(value)
    dates = value.get("date-parts")
    if isinstance(dates, list) and dates and isinstance(dates[0], list):
        # Some write zero for what is not known.
        parts = list(takewhile(lambda part: part.strip("0"), map(_line, dates[0][:3])))
        if parts:
            return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])
    return _line(value.get("raw")) or _line(value.get("literal"))


def _files(work: Mapping[str, object]) -> Iterator[str]:
    for one in _objects(work.get("attachments")):
        for name in ("path", "localPath", "filename"):
            path = one.get(name)
            if isinstance(path, str) and path:
                yield path.removeprefix("attachments:")
                break
    file = work.get("file")
    if isinstance(file, str):
        # JabRef and Better BibTeX write `description:path:type`, parted by semicolons.
        for part in re.split(r"(?<!\\);", file):
            yield from (path for path in re.split(r"(?<!\\):(?!\\)", part) if re.search(r"\.\w{2,5}$", path))


def _texts(work: Mapping[str, object]) -> Iterator[str]:
    for name in ("abstract", "abstractNote"):
        text = work.get(name)
        if isinstance(text, str) and text.strip():
            yield text
    note = work.get("note")
    if isinstance(note, str) and any(line.strip() and not _EXTRA.fullmatch(line) for line in note.split("\n")):
        yield note
    notes = work.get("notes")
    for one in notes[:_MOST_PARTS] if isinstance(notes, list) else ():
        text = one.get("note") if isinstance(one, Mapping) else one
        if isinstance(text, str) and text.strip():
            yield text
