"""A file becomes articles, and whatever keeps it from being read becomes a listed problem."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

from searchtui.analysis.language import guess_language
from searchtui.article import (
    FIELDS,
    UNKNOWN_PROVENANCE,
    Article,
    Kind,
    Known,
    Problem,
    Provenance,
    Reason,
    article_id,
)
from searchtui.corpus.allowance import Allowance
from searchtui.corpus.discovery import FoundFile
from searchtui.corpus.drafts import NO_TEXT, Draft
from searchtui.corpus.files import read_bytes
from searchtui.corpus.formats import PACKED, Format
from searchtui.corpus.limits import LIMITS, Limits
from searchtui.corpus.readers import LONGEST_LINEAR, failure, is_linear, read_source
from searchtui.corpus.recognition import format_of
from searchtui.corpus.rules.sentences import first_sentence
from searchtui.corpus.sidecar import Sidecars
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.values import one_line

__all__ = [
    "Opened",
    "Reading",
    "holds_text",
    "make_article",
    "open_file",
    "open_linear",
    "read_file",
    "read_opened",
]

_FURNITURE = Kind.FURNITURE  # of each paragraph: a member is found in its enumeration far more slowly

_GUESSED = Provenance(Known.FOUND, "language-guess")

_ZIP = b"PK"
"""With which files begin whose format is told by the directory of an archive: that too is a stranger's."""


class Reading(msgspec.Struct, frozen=True):
    """What was read of one file.

    Args:
        articles: those it holds, in order, each its own story.
        problems: what could not be read.
        checksum: BLAKE2b of its bytes, 32 hexadecimal digits; empty where they could not be read.
        skipped: the names of the files in it, where it is an archive, that are of no format that is read.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    checksum: str = ""
    skipped: tuple[str, ...] = ()


class Opened(msgspec.Struct, frozen=True):
    """A file whose bytes are known, and not yet what they say.

    Args:
        path: relative to the folder of articles.
        data: all of its bytes.
        checksum: of them, as in `Reading`.
        kind: its format.
    """

    path: str
    data: bytes
    checksum: str
    kind: Format

    @property
    def is_linear(self) -> bool:
        """Whether it can be read without fear, in the process that owns the index too."""
        return is_linear(self.kind, len(self.data))

    @property
    def unfolds(self) -> bool:
        """Whether it is an archive or a compressed file."""
        return self.kind in PACKED

    def failed(self, error: UnreadableError) -> Reading:
        """Nothing could be read of it."""
        problem = Problem(self.path, error.reason, str(error), self.checksum)
        return Reading(problems=(problem,), checksum=self.checksum)


def read_file(file: FoundFile, sidecars: Sidecars) -> Reading:
    """Read the articles of a file. Nothing that a file can hold or the system can refuse is raised.

    Args:
        file: as the scan found it.
        sidecars: what users say of the articles.
    """
    opened = open_file(file)
    return opened if isinstance(opened, Reading) else read_opened(opened, sidecars)


def open_file(file: FoundFile) -> Opened | Reading:
    """Read the bytes of a file and tell its format; where that fails or there is nothing in it, the reading is done.

    Args:
        file: as the scan found it.
    """
    opened = _bytes_of(file)
    return opened if isinstance(opened, Reading) else _told(opened, file.suffix)


def open_linear(file: FoundFile) -> Opened | Reading | None:
    """The same for a file that can be read without fear, in the process that owns the index too; None for any other.

    Args:
        file: as the scan found it.
    """
    if file.size > LONGEST_LINEAR:
        return None
    opened = _bytes_of(file)
    if isinstance(opened, Opened):
        if opened.data.startswith(_ZIP):
            return None
        opened = _told(opened, file.suffix)
    return opened if isinstance(opened, Reading) or opened.is_linear else None


def _bytes_of(file: FoundFile) -> Opened | Reading:
    try:
        data = read_bytes(file.location)
    except UnreadableError as error:
        return Reading(problems=(Problem(file.path, error.reason, str(error)),))
    opened = Opened(file.path, data, hashlib.blake2b(data, digest_size=16).hexdigest(), Format.PLAIN)
    return opened if data.strip() else opened.failed(UnreadableError(Reason.EMPTY, "It is empty."))


def _told(opened: Opened, suffix: str) -> Opened | Reading:
    try:
        return msgspec.structs.replace(opened, kind=format_of(opened.data, suffix))
    except Exception as error:  # as in `read_source`
        return opened.failed(failure(error))


def read_opened(
    opened: Opened,
    sidecars: Sidecars,
    limits: Limits = LIMITS,
    step: Callable[[int, int], bool] = lambda _number, _size: False,
    given_up: Mapping[int, tuple[Reason, str]] = {},
) -> Reading:
    """Read the articles of a file whose bytes are known. Nothing that they can be is raised.

    Args:
        opened: the file.
        sidecars: what users say of the articles.
        limits: for its text.
        step: as in `Allowance`.
        given_up: likewise.
    """
    longest = max(limits.characters, len(opened.data) * (limits.characters_per_byte if opened.unfolds else 1))
    try:
        allowance = Allowance(characters=longest, step=step, given_up=given_up)
        contents = read_source(Source(opened.path, opened.data, allowance), opened.kind)
        step(0, contents.characters)  # what is made of it takes time as it is long, and is no fault of what came last
        drafts, left_out = _up_to(contents.drafts, longest + allowance.added)
        own = (one for one in drafts if holds_text(one) and not sidecars.covers(opened.path, one.item))
        articles = tuple(make_article(opened.path, draft, sidecars) for draft in own)
    except Exception as error:  # as in `read_source`
        return opened.failed(failure(error))
    problems = [Problem(opened.path, Reason.BROKEN, complaint, opened.checksum) for complaint in contents.complaints]
    problems += [Problem(opened.path, fault.reason, fault.message, opened.checksum) for fault in contents.faults]
    if left_out:
        said = f"It holds more than {longest:,} characters of text"
        said += f"; of its articles the first {len(drafts):,} were read." if drafts else "."
        problems.append(Problem(opened.path, Reason.TOO_LARGE, said, opened.checksum))
    if not articles and not problems and not contents.skipped and not contents.describes:
        return opened.failed(UnreadableError(Reason.EMPTY, NO_TEXT))
    return Reading(articles, tuple(problems), opened.checksum, contents.skipped)


def _up_to(drafts: Sequence[Draft], longest: int) -> tuple[Sequence[Draft], bool]:
    """The first ones, as many as hold so many characters together, and whether there are more."""
    held = 0
    for number, draft in enumerate(drafts):
        held += sum([len(paragraph.text) for paragraph in draft.paragraphs])
        if held > longest:
            return drafts[:number], True
    return drafts, False


def holds_text(draft: Draft) -> bool:
    """Whether there is anything in it to be searched."""
    return any(paragraph.kind is not _FURNITURE for paragraph in draft.paragraphs)


def make_article(path: str, draft: Draft, sidecars: Sidecars) -> Article:
    """The article that a draft becomes.

    Args:
        path: of its file, relative to the folder of articles.
        draft: as its reader made it.
        sidecars: what users say of the articles.
    """
    identity = article_id(path, draft.item)
    metadata = sidecars.fields_for(path, draft.item).or_else(draft.metadata)
    known = {name: metadata.known.get(name, UNKNOWN_PROVENANCE) for name in FIELDS}
    language = metadata.language
    if "language" not in metadata.known and (language := _guessed_language(draft)):
        known["language"] = _GUESSED
    title = metadata.title
    if not title:
        title, known["title"] = _fallback_title(path, draft)
    return Article(
        id=identity,
        path=path,
        item=draft.item,
        title=title,
        authors=metadata.authors,
        source=metadata.source,
        date=metadata.date,
        url=metadata.url,
        language=language,
        paragraphs=draft.paragraphs,
        known=known,
        story=identity,
    )


def _guessed_language(draft: Draft) -> str | None:
    return guess_language(paragraph.text for paragraph in draft.paragraphs if paragraph.kind is not _FURNITURE)


def _fallback_title(path: str, draft: Draft) -> tuple[str, Provenance]:
    for kinds in ((Kind.BODY,), (Kind.HEADING, Kind.CAPTION, Kind.FOOTNOTE, Kind.TITLE)):
        for paragraph in draft.paragraphs:
            if paragraph.kind in kinds:
                return first_sentence(paragraph.text), Provenance(Known.FALLBACK, "first-sentence")
    return one_line(PurePosixPath(path).name), Provenance(Known.FALLBACK, "file-name")
