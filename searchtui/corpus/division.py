"""How a large file can be read in parts, by several processes, with the same result as in one go."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence

import msgspec

from searchtui.article import Article, Problem, Reason
from searchtui.corpus.complaints import MOST_COMPLAINTS, capped
from searchtui.corpus.decoding import Utf8Check
from searchtui.corpus.discovery import FoundFile
from searchtui.corpus.drafts import NO_TEXT
from searchtui.corpus.files import read_blocks, read_range
from searchtui.corpus.formats import Format
from searchtui.corpus.naming import item_names
from searchtui.corpus.readers import LARGEST_TEXT, failure
from searchtui.corpus.readers.json_lines import read_some_lines
from searchtui.corpus.reading import holds_text, make_article
from searchtui.corpus.recognition import format_of
from searchtui.corpus.sidecar import Sidecars
from searchtui.corpus.sources import UnreadableError

__all__ = ["PART_BYTES", "Division", "Part", "PartReading", "divide", "join", "read_part"]

PART_BYTES = 4 << 20
"""About how many bytes a part has; a smaller file is not divided."""

_OF_LINES = ".jsonl"
_NOT_READ = {Reason.UNREADABLE, Reason.CHANGED}


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Some lines of a file.

    Args:
        start: where they begin, in bytes.
        length: in bytes.
        line: number of the first one, from 1.
        checksum: CRC-32 of the bytes, by which a change of the file since it was divided is seen.
    """

    start: int
    length: int
    line: int
    checksum: int


class Division(msgspec.Struct, frozen=True):
    """A file in parts.

    Args:
        parts: in order, without gaps.
        checksum: BLAKE2b of the file, as in `Reading`.
    """

    parts: tuple[Part, ...]
    checksum: str


class PartReading(msgspec.Struct, frozen=True):
    """What was read of a part, apart from the articles.

    Args:
        names: of each line that holds an article its number, the `id` in it, and what the article was named.
        complaints: the first ones.
        more: how many others there are.
        problem: why the whole file must be given up, if so.
    """

    names: tuple[tuple[int, str | None, str], ...] = ()
    complaints: tuple[str, ...] = ()
    more: int = 0
    problem: Problem | None = None


def divide(file: FoundFile, size: int = PART_BYTES) -> Division | None:
    """Divide a file; None where it is to be read in one go, because it is small, of another format or no UTF-8.

    Args:
        file: as the scan found it.
        size: about how many bytes a part is to have.
    """
    if file.suffix != _OF_LINES or file.size <= size:
        return None
    digest, check, cutter = hashlib.blake2b(digest_size=16), Utf8Check(), _Cutter(size)
    try:
        for number, block in enumerate(read_blocks(file.location)):
            if number == 0 and format_of(block, file.suffix) is not Format.JSON_LINES:
                return None
            digest.update(block)
            check.add(block)
            cutter.add(block)
    except UnreadableError:
        return None
    parts = cutter.finish()
    fits = cutter.has_text and all(part.length <= LARGEST_TEXT for part in parts)
    return Division(parts, digest.hexdigest()) if fits and check.passed() else None


class _Cutter:
    """Cuts bytes behind the first line break after every so many of them.

    Args:
        size: how many.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._parts: list[Part] = []
        self._start = self._length = self._checksum = 0
        self._line, self._breaks = 1, 0
        self.has_text = False

    def add(self, block: bytes) -> None:
        """Take the next bytes."""
        self.has_text = self.has_text or bool(block.strip())
        begin = 0
        while (at := block.find(b"\n", begin + max(0, self._size - self._length - 1))) >= 0:
            self._take(block[begin : at + 1])
            self._cut()
            begin = at + 1
        self._take(block[begin:])

    def finish(self) -> tuple[Part, ...]:
        """All parts."""
        if self._length:
            self._cut()
        return tuple(self._parts)

    def _take(self, piece: bytes) -> None:
        self._length += len(piece)
        self._checksum = zlib.crc32(piece, self._checksum)
        self._breaks += piece.count(b"\n")

    def _cut(self) -> None:
        self._parts.append(Part(self._start, self._length, self._line, self._checksum))
        self._start += self._length
        self._line += self._breaks
        self._length = self._checksum = self._breaks = 0


def read_part(
    file: FoundFile, part: Part, sidecars: Sidecars, names: Mapping[int, str] | None = None
) -> tuple[tuple[Article, ...], PartReading]:
    """Read the articles of a part. Nothing that it can hold or the system can refuse is raised.

    Args:
        file: that was divided.
        part: of it.
        sidecars: what users say of the articles.
        names: what `join` says that articles must be named, by line.
    """
    try:
        data = read_range(file.location, part.start, part.length)
    except UnreadableError as error:
        return (), PartReading(problem=Problem(file.path, error.reason, str(error)))
    if len(data) != part.length or zlib.crc32(data) != part.checksum:
        changed = "It changed while it was being read; the next run reads it again."
        return (), PartReading(problem=Problem(file.path, Reason.CHANGED, changed))
    try:
        text = data.decode("utf-8")
        lines = read_some_lines(text if part.start else text.removeprefix("\ufeff"), part.line, names)
        articles = tuple(make_article(file.path, draft, sidecars) for draft in lines.drafts if holds_text(draft))
    except Exception as error:  # as in `read_opened`: a mistake of ours costs one file and is listed
        said = failure(error)
        return (), PartReading(problem=Problem(file.path, said.reason, str(said)))
    complaints = lines.complaints
    return articles, PartReading(lines.names, complaints[:MOST_COMPLAINTS], max(0, len(complaints) - MOST_COMPLAINTS))


def join(
    path: str, division: Division, readings: Sequence[PartReading], articles: int
) -> tuple[tuple[Problem, ...], dict[int, dict[int, str]]]:
    """Put together what was read of the parts of a file.

    Args:
        path: of the file, relative to the folder of articles.
        division: of it.
        readings: of all its parts.
        articles: how many there are in all parts together.

    Returns:
        The problems of the file, and which parts must be read once more since other parts have a say in the names of
        their articles: by the number of the part, the names by line. A problem that leaves no articles comes alone.
    """
    for reading in readings:
        if reading.problem is not None:
            # What is wrong with bytes that were read is known by their checksum, as in `read_opened`.
            checksum = "" if reading.problem.reason in _NOT_READ else division.checksum
            return (msgspec.structs.replace(reading.problem, checksum=checksum),), {}
    names, complaints = item_names((line, given) for reading in readings for line, given, _ in reading.names)
    again: dict[int, dict[int, str]] = {}
    for number, reading in enumerate(readings):
        other = {line: names[line] for line, _, name in reading.names if names[line] != name}
        if other:
            again[number] = other
    said = [complaint for reading in readings for complaint in reading.complaints]
    listed = capped([*said, *complaints], sum(reading.more for reading in readings))
    problems = tuple(Problem(path, Reason.BROKEN, complaint, division.checksum) for complaint in listed)
    if not articles and not problems:
        problems = (Problem(path, Reason.EMPTY, NO_TEXT, division.checksum),)
    return problems, again
