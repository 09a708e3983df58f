"""Bibliographies beside files: what Zotero has exported says who wrote the PDF that lies next to it.

A work of a bibliography describes a file in the same folder or below it where one of these holds; the first counts:

1. the export names the file (an attachment of Better BibTeX JSON), by as much of its path as fits;
2. the name of the file without its suffix is the citation key or the id of the work;
3. it is the title, or authors, year and title as Zotero names files (`Lee and Ek - 2020 - The Boat`), perhaps cut off.

Where a file fits several works that differ, none describes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from searchtui.corpus.decoding import NotTextError, decode
from searchtui.corpus.discovery import FoundFile, Scan
from searchtui.corpus.files import read_bytes, read_range
from searchtui.corpus.letters import letters_of
from searchtui.corpus.naming import item_names
from searchtui.corpus.references import Reference, read_references
from searchtui.corpus.sources import UnreadableError

__all__ = ["Description", "descriptions", "names_of"]

_SUFFIX = ".json"
_MOST_IN_A_FOLDER = 20
"""Files of JSON in one folder; a folder with more holds articles in JSON, and is not searched for bibliographies."""

_MOST = 1000
"""Files of JSON that are searched for bibliographies, those first that lie in the fewest folders."""

_HEAD = 8192
_LARGEST = 32 * 1024 * 1024
_MARK = re.compile(rb'"(?:date-parts|container-title|citation-key|citationKey|itemType|family|issued)"')
"""What stands at the beginning of a bibliography."""

_SHORTEST_TITLE = 8
_SHORTEST_CUT = 25
"""Letters of a title that name a work, whole and cut off."""

_LONGEST_END = 10
"""Folders and name by which an attachment is known; a stranger's folders may lie very deep in one another."""

_CROWD = 100
"""Works, beyond which nobody looks whether they are all the same one."""


class Description(msgspec.Struct, frozen=True):
    """What a work of a bibliography says of a file.

    Args:
        bibliography: path of its file.
        item: name of the work in it.
        path: of the file that it describes.
        reference: the work.
    """

    bibliography: str
    item: str
    path: str
    reference: Reference


def descriptions(scan: Scan) -> Iterator[Description]:
    """What the bibliographies of a folder of articles say of the files in it."""
    jsons = [file for file in scan.files if _is_json(file.path)]
    if not jsons or len(jsons) == len(scan.files):
        return
    crowd = Counter(PurePosixPath(file.path).parent for file in jsons)
    jsons.sort(key=lambda file: file.path.count("/"))
    for file in jsons[:_MOST]:
        folder = PurePosixPath(file.path).parent
        references = _references(file) if crowd[folder] <= _MOST_IN_A_FOLDER else None
        if not references:
            continue
        names = names_of(references)
        inside = "" if folder == PurePosixPath(".") else f"{folder}/"
        paths = [one.path for one in scan.files if one.path.startswith(inside) and not _is_json(one.path)]
        for path, number in _matches(references, paths).items():
            yield Description(file.path, names[number], path, references[number])


def _is_json(path: str) -> bool:
    return path[-len(_SUFFIX) :].lower() == _SUFFIX


def names_of(references: Sequence[Reference]) -> list[str]:
    """What the works of a bibliography are named in it, each by another name."""
    names, _ = item_names((number, one.item) for number, one in enumerate(references, start=1))
    return [names[number] for number in range(1, len(references) + 1)]


def _references(file: FoundFile) -> list[Reference] | None:
    from searchtui.corpus.readers.json_documents import read_value  # few folders hold a bibliography

    if file.size > _LARGEST:
        return None
    try:
        if _MARK.search(read_range(file.location, 0, _HEAD).replace(b"\0", b"")) is None:
            return None
        return read_references(read_value(decode(read_bytes(file.location))))
    except (UnreadableError, NotTextError, ValueError):
        return None  # the reader of the file says what is wrong with it


def _matches(references: Sequence[Reference], paths: Sequence[str]) -> dict[str, int]:
    """For paths the number of the work that describes each."""
    found: dict[str, int] = {}
    for claims in (_attached(references, paths), _by_key(references, paths), _by_title(references, paths)):
        for path, numbers in claims.items():
            first = min(numbers)
            if path not in found and all(references[one].metadata == references[first].metadata for one in numbers):
                found[path] = first
    return found


def _attached(references: Sequence[Reference], paths: Sequence[str]) -> dict[str, set[int]]:
    ends: dict[str, str | None] = {}
    for path in paths:
        for end in _ends(path.casefold().split("/")):
            ends[end] = path if end not in ends else None
    claims: dict[str, set[int]] = defaultdict(set)
    for number, reference in enumerate(references):
        for file in reference.files:
            fitting = next((end for end in _ends(re.split(r"[\\/]+", file.casefold())) if end in ends), "")
            if (fits := ends.get(fitting)) is not None:
                claims[fits].add(number)
    return claims


def _ends(parts: Sequence[str]) -> Iterator[str]:
    """The ends of a path, the longest first."""
    return ("/".join(parts[-count:]) for count in range(min(len(parts), _LONGEST_END), 0, -1))


def _by_key(references: Sequence[Reference], paths: Sequence[str]) -> dict[str, set[int]]:
    keys: dict[str, set[int]] = defaultdict(set)
    for number, reference in enumerate(references):
        for key in reference.keys:
            keys[key.casefold()].add(number)
    keys = _without_crowds(keys)
    return {path: keys[stem] for path in paths if (stem := PurePosixPath(path).stem.casefold()) in keys}


def _without_crowds(named: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """The names of few works; the others say nothing of any."""
    return {name: numbers for name, numbers in named.items() if len(numbers) <= _CROWD}


def _by_title(references: Sequence[Reference], paths: Sequence[str]) -> dict[str, set[int]]:
    names: dict[str, set[int]] = defaultdict(set)
    for number, reference in enumerate(references):
        for name in _file_names(reference):
            names[name].add(number)
    names = _without_crowds(names)
    ordered = sorted(names)
    claims: dict[str, set[int]] = {}
    for path in paths:
        stem = letters_of(PurePosixPath(path).stem)
        if stem in names:
            claims[path] = names[stem]
        elif len(stem) >= _SHORTEST_CUT:
            place = bisect_left(ordered, stem)
            longer: set[int] = set()
            while place < len(ordered) and ordered[place].startswith(stem) and len(longer) < 3:
                longer |= names[ordered[place]]
                place += 1
            if longer:
                claims[path] = longer
    return claims


def _file_names(reference: Reference) -> Iterator[str]:
    """The letters of the names that a file of a work may have."""
    title = letters_of(reference.metadata.title or "")
    if len(title) < _SHORTEST_TITLE:
        return
    yield title
    surnames = [letters_of(surname) for surname in reference.surnames]
    date = reference.metadata.date
    year = str(date)[:4] if date else ""
    if len(surnames) == 2:
        yield from (f"{surnames[0]}{word}{surnames[1]}{year}{title}" for word in ("and", "und", "et", "y", ""))
    elif surnames:
        words = ("etal", "ua", "") if len(surnames) > 2 else ("",)
        yield from (f"{surnames[0]}{word}{year}{title}" for word in words)
