"""`metadata.toml`: what a user says of the articles beside it, which wins over everything that was read of them.

    ["interview.txt"]
    authors = ["Ann Lee", "Bo Ek"]
    date = 2020-12-05

    ["wire/*.txt"]
    source = "Springfield Herald"

    ["letters.jsonl#17"]
    title = "To the editor"
    authors = false

Keys are names or globs relative to the folder of the file (see `searchtui.corpus.globs`), with `#item` for one article
of a file that holds several. Of several entries that fit an article, for each field the nearest one counts: an entry of
a deeper folder before one of a folder above it, an item before its file, a name before a glob, a later entry before an
earlier one.
`false` or `""` says that the field is not known.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import PurePosixPath

import msgspec

from searchtui.article import FIELDS, Known, Problem, Provenance, Reason
from searchtui.corpus.decoding import NotTextError, decode
from searchtui.corpus.discovery import FoundFile, Scan
from searchtui.corpus.drafts import NOTHING, Metadata
from searchtui.corpus.files import read_bytes
from searchtui.corpus.globs import has_wildcard, matches
from searchtui.corpus.sources import UnreadableError
from searchtui.corpus.values import FIELD_READERS
from searchtui.toml_text import read_toml

__all__ = ["SidecarEntry", "Sidecars"]

_MOST_PATTERNS = 1000
"""Keys with a star or the like in all `metadata.toml` together."""

_MOST_SIGNS = 20
"""Signs `#` in a key that may begin the name of an article."""

_MOST_PROBLEMS = 100
"""Problems of one file that are listed."""


class SidecarEntry(msgspec.Struct, frozen=True):
    """One table of a `metadata.toml`.

    Args:
        sidecar: path of its file.
        folder: of its file, relative to the folder of articles, empty for that folder itself.
        key: as written.
        place: its number in the file.
        metadata: the fields that it sets.
        canonical: the same as text, to tell whether it has changed.
        reference: for an entry of a bibliography, which is no `metadata.toml` and counts less, the name of the work
            that describes the one file of this name; None for all others.
    """

    sidecar: str
    folder: str
    key: str
    place: int
    metadata: Metadata
    canonical: str
    reference: str | None = None

    def rank(self, path: str, item: str | None) -> tuple[int, bool, bool, int] | None:
        """How near the entry is to an article, or None where it does not fit."""
        if self.reference is not None:
            return (-1, False, True, self.place) if item is None and path == self.key else None
        inside = self._inside(path)
        if inside is None:
            return None
        depth = self.folder.count("/") + bool(self.folder)
        best: tuple[int, bool, bool, int] | None = None
        if self._fits(self.key, inside):
            best = (depth, False, self.key == inside, self.place)
        if item is not None and self.key.endswith(f"#{item}"):
            name = self.key[: -len(item) - 1]
            if self._fits(name, inside):
                best = (depth, True, name == inside, self.place)
        return best

    def concerns(self, path: str) -> bool:
        """Whether the entry fits the file or may fit an article in it."""
        if self.reference is not None:
            return path == self.key
        inside = self._inside(path)
        if inside is None:
            return False
        return any(self._fits(name, inside) for name in self.names)

    @property
    def names(self) -> list[str]:
        """The names, or the patterns, of the files that it may mean: in a key any `#` may begin that of an article."""
        ends = [match.start() for match in islice(re.finditer("#", self.key), _MOST_SIGNS)]
        return [self.key[:end] for end in (*ends, len(self.key))]

    def _inside(self, path: str) -> str | None:
        if not self.folder:
            return path
        return path[len(self.folder) + 1 :] if path.startswith(f"{self.folder}/") else None

    @staticmethod
    def _fits(key: str, inside: str) -> bool:
        return key == inside or (has_wildcard(key) and matches(key, inside))


class Sidecars:
    """All `metadata.toml` of a folder of articles.

    Args:
        entries: what they say.
        problems: what in them could not be read, or fits no file.
    """

    def __init__(self, entries: tuple[SidecarEntry, ...] = (), problems: tuple[Problem, ...] = ()) -> None:
        self.entries = entries
        """What they say, so that the same can be said in another process."""
        self._exact: dict[str, list[SidecarEntry]] = {}
        self._inside: dict[str, list[SidecarEntry]] = {}
        self._others: list[SidecarEntry] = []
        self._covered: dict[str, set[str]] = {}
        for entry in entries:
            if entry.reference is not None:
                self._exact.setdefault(entry.key, []).append(entry)
                self._covered.setdefault(entry.sidecar, set()).add(entry.reference)
            elif has_wildcard(entry.key):
                self._others.append(entry)
            else:
                # Most entries name one file or article, and there may be very many: they are found by their name.
                *files, name = (f"{entry.folder}/{name}" if entry.folder else name for name in entry.names)
                self._exact.setdefault(name, []).append(entry)
                for file in files:
                    self._inside.setdefault(file, []).append(entry)
        self.problems = problems

    @classmethod
    def load(cls, scan: Scan) -> Sidecars:
        """Read every `metadata.toml` that a scan has found, and the bibliographies."""
        entries: list[SidecarEntry] = []
        problems: list[Problem] = []
        for file in scan.sidecars:
            _load_file(file, entries, problems)
        _leave_out(entries, problems)
        entries.extend(_described(scan))
        sidecars = cls(tuple(entries), tuple(problems))
        used = {
            id(entry)
            for file in (scan.files if entries else ())
            for entry in sidecars._candidates(file.path)
            if entry.concerns(file.path)
        }
        unused = [entry for entry in entries if id(entry) not in used]
        problems.extend(
            Problem(entry.sidecar, Reason.SIDECAR, f"{entry.key!r} fits no article that is there.") for entry in unused
        )
        sidecars.problems = tuple(_listed(problems))
        return sidecars

    def fields_for(self, path: str, item: str | None = None) -> Metadata:
        """What is said of one article.

        Args:
            path: of its file, relative to the folder of articles.
            item: its name in a file that holds several.
        """
        named = self._exact.get(f"{path}#{item}", ()) if item is not None else ()
        candidates = (*self._exact.get(path, ()), *named, *self._others)
        if not candidates:
            return NOTHING
        ranked = [(rank, entry) for entry in candidates if (rank := entry.rank(path, item)) is not None]
        metadata = NOTHING
        for _, entry in sorted(ranked, key=lambda pair: pair[0], reverse=True):
            metadata = metadata.or_else(entry.metadata)
        return metadata

    def covers(self, path: str, item: str | None) -> bool:
        """Whether an article of a bibliography is but the description of a file that is there.

        Args:
            path: of the bibliography, or of any other file.
            item: name of the work in it.
        """
        return item in self._covered.get(path, ())

    def digest_for(self, path: str) -> str:
        """A digest of all that is said of the file and the articles in it, empty where nothing is."""
        said = [
            f"{entry.sidecar}\0{entry.key}\0{entry.canonical}"
            for entry in self._candidates(path)
            if entry.concerns(path)
        ]
        said.extend(sorted(self._covered.get(path, ())))
        if not said:
            return ""
        return hashlib.blake2b("\1".join(said).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()

    def digests(self, paths: Iterable[str]) -> dict[str, str]:
        """The digests of those of the files of which anything is said, by path."""
        said = [some for some in (self._exact, self._inside, self._covered) if some]
        if not said and not self._others:
            return {}
        named = paths if self._others else (path for path in paths if any(path in some for some in said))
        return {path: digest for path in named if (digest := self.digest_for(path))}

    def _candidates(self, path: str) -> list[SidecarEntry]:
        """The entries that may concern a file or an article in it."""
        return [*self._exact.get(path, ()), *self._inside.get(path, ()), *self._others]


def _leave_out(entries: list[SidecarEntry], problems: list[Problem]) -> None:
    """Keep as many patterns as can be compared with every file: a stranger's `metadata.toml` may have any number."""
    patterns = [entry for entry in entries if has_wildcard(entry.key)]
    if len(patterns) > _MOST_PATTERNS:
        surplus = set(map(id, patterns[_MOST_PATTERNS:]))
        entries[:] = [entry for entry in entries if id(entry) not in surplus]
        first = patterns[_MOST_PATTERNS]
        said = f"There are more than {_MOST_PATTERNS:,} patterns of names; from {first.key!r} on they do not count."
        problems.append(Problem(first.sidecar, Reason.SIDECAR, said))


def _listed(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of each file the first ones and how many others there are."""
    numbers: Counter[str] = Counter()
    for problem in problems:
        numbers[problem.path] += 1
        if numbers[problem.path] <= _MOST_PROBLEMS:
            yield problem
    for path, number in numbers.items():
        if number > _MOST_PROBLEMS:
            yield Problem(path, Reason.SIDECAR, f"There are {number - _MOST_PROBLEMS:,} more problems of this kind.")


def _described(scan: Scan) -> Iterable[SidecarEntry]:
    if not any(file.path.lower().endswith(".json") for file in scan.files):
        return
    from searchtui.corpus.bibliographies import descriptions

    for place, one in enumerate(descriptions(scan)):
        metadata = one.reference.metadata
        yield SidecarEntry(one.bibliography, "", one.path, place, metadata, _canonical(metadata), one.item)


def _canonical(metadata: Metadata) -> str:
    return repr([(name, getattr(metadata, name)) for name in FIELDS if name in metadata.known])


def _load_file(file: FoundFile, entries: list[SidecarEntry], problems: list[Problem]) -> None:
    def complain(what: str) -> None:
        problems.append(Problem(file.path, Reason.SIDECAR, what))

    try:
        table = read_toml(decode(read_bytes(file.location)))
    except UnreadableError as error:
        complain(f"It cannot be read: {error}")
        return
    except NotTextError:
        complain("It is no text.")
        return
    except (ValueError, RecursionError) as error:  # TOML errors, and numbers too long to be read, are ValueErrors
        complain(f"It is no TOML: {str(error) or 'it is nested too deeply'}.")
        return
    parent = PurePosixPath(file.path).parent.as_posix()
    folder = "" if parent == "." else parent
    for place, (key, fields) in enumerate(table.items()):
        if not isinstance(fields, dict):
            complain(f'{key!r} is no table: write ["file name"] and the fields below it.')
            continue
        metadata = _metadata(file.path, key, fields, complain)
        entries.append(SidecarEntry(file.path, folder, key, place, metadata, _canonical(metadata)))


def _metadata(path: str, key: str, fields: Mapping[str, object], complain: Callable[[str], None]) -> Metadata:
    values: dict[str, object] = {}
    known: dict[str, Provenance] = {}
    for name, value in fields.items():
        if name not in FIELD_READERS:
            complain(f"{key!r}: there is no field `{name}`; the fields are {', '.join(FIELDS)}.")
            continue
        if value is False or value == "":
            known[name] = Provenance(Known.SIDECAR, path)
            continue
        try:
            read = FIELD_READERS[name](value)
        except (ValueError, OverflowError) as error:
            complain(f"{key!r}: `{name}` {error}.")
            continue
        known[name] = Provenance(Known.SIDECAR, path)
        if read:
            values[name] = read
    return Metadata(**values, known=known)  # type: ignore[arg-type]
