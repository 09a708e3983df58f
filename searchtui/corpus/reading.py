"""A file becomes articles, and whatever keeps it from being read becomes a listed problem."""

from __future__ import annotations

import hashlib
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
from searchtui.corpus.discovery import FoundFile
from searchtui.corpus.drafts import NOTHING, Draft, Metadata
from searchtui.corpus.files import FileError, read_bytes
from searchtui.corpus.readers import mistake, read_source
from searchtui.corpus.rules.sentences import first_sentence
from searchtui.corpus.sidecar import Sidecars
from searchtui.corpus.sources import Source, UnreadableError
from searchtui.corpus.values import one_line

__all__ = ["NO_TEXT", "Reading", "holds_text", "make_article", "read_file"]

NO_TEXT = "It holds no paragraph of text."


class Reading(msgspec.Struct, frozen=True):
    """What was read of one file.

    Args:
        articles: those it holds, in order, each its own story.
        problems: what could not be read.
        checksum: BLAKE2b of its bytes, 32 hexadecimal digits; empty where they could not be read.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    checksum: str = ""


def read_file(file: FoundFile, sidecars: Sidecars) -> Reading:
    """Read the articles of a file. Nothing that a file can hold or the system can refuse is raised.

    Args:
        file: as the scan found it.
        sidecars: what users say of the articles.
    """
    try:
        data = read_bytes(file.absolute)
    except FileError as error:
        return Reading(problems=(Problem(file.path, error.reason, str(error)),))
    checksum = hashlib.blake2b(data, digest_size=16).hexdigest()

    def failed(reason: Reason, message: str) -> Reading:
        return Reading(problems=(Problem(file.path, reason, message, checksum),), checksum=checksum)

    if not data.strip():
        return failed(Reason.EMPTY, "It is empty.")
    try:
        contents = read_source(Source(file.path, data))
        articles = tuple(make_article(file.path, draft, sidecars) for draft in contents.drafts if holds_text(draft))
    except UnreadableError as error:
        return failed(error.reason, str(error))
    except Exception as error:  # as in `read_source`
        return failed(Reason.BROKEN, mistake(error))
    problems = [Problem(file.path, Reason.BROKEN, complaint, checksum) for complaint in contents.complaints]
    if not articles and not problems:
        return failed(Reason.EMPTY, NO_TEXT)
    return Reading(articles, tuple(problems), checksum)


def holds_text(draft: Draft) -> bool:
    """Whether there is anything in it to be searched."""
    return any(paragraph.kind is not Kind.FURNITURE for paragraph in draft.paragraphs)


def make_article(path: str, draft: Draft, sidecars: Sidecars) -> Article:
    """The article that a draft becomes.

    Args:
        path: of its file, relative to the folder of articles.
        draft: as its reader made it.
        sidecars: what users say of the articles.
    """
    identity = article_id(path, draft.item)
    metadata = sidecars.fields_for(path, draft.item).or_else(draft.metadata)
    if "language" not in metadata.known:
        metadata = metadata.or_else(_guessed_language(draft))
    known = {name: metadata.known.get(name, UNKNOWN_PROVENANCE) for name in FIELDS}
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
        language=metadata.language,
        paragraphs=draft.paragraphs,
        known=known,
        story=identity,
    )


def _guessed_language(draft: Draft) -> Metadata:
    texts = (paragraph.text for paragraph in draft.paragraphs if paragraph.kind is not Kind.FURNITURE)
    language = guess_language(texts)
    return Metadata.of({"language": language}, Known.FOUND, "language-guess") if language else NOTHING


def _fallback_title(path: str, draft: Draft) -> tuple[str, Provenance]:
    for kinds in ((Kind.BODY,), (Kind.HEADING, Kind.CAPTION, Kind.FOOTNOTE, Kind.TITLE)):
        for paragraph in draft.paragraphs:
            if paragraph.kind in kinds:
                return first_sentence(paragraph.text), Provenance(Known.FALLBACK, "first-sentence")
    return one_line(PurePosixPath(path).name), Provenance(Known.FALLBACK, "file-name")
