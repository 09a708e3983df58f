"""What an article is, for every room: its paragraphs, its metadata and how each field is known."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from searchtui.dates import PartialDate

__all__ = [
    "FIELDS",
    "UNKNOWN",
    "UNKNOWN_PROVENANCE",
    "Article",
    "Kind",
    "Known",
    "Paragraph",
    "Problem",
    "Provenance",
    "Reason",
    "article_id",
    "article_name",
    "paragraph_name",
]


UNKNOWN = "unknown"
"""What stands for a source, an author or a date that is not known, in the index and in facets."""


class Kind(StrEnum):
    """What a paragraph is in its article. Furniture is kept and shown, but neither indexed nor counted."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"


class Known(StrEnum):
    """How a field of an article's metadata is known, the most trusted first."""

    SIDECAR = "sidecar"
    DECLARED = "declared"
    FOUND = "found"
    COPIED = "copied"
    FALLBACK = "fallback"
    UNKNOWN = "unknown"


# There are very many of these, and none is ever in a cycle: with `gc=False`, garbage is not looked for among them.
class Provenance(msgspec.Struct, frozen=True, gc=False):
    """How one field is known and through what.

    Args:
        known: the kind of evidence.
        detail: the evidence itself: the rule that found it, the sidecar's path, the article it was copied from.
    """

    known: Known = Known.UNKNOWN
    detail: str = ""


UNKNOWN_PROVENANCE = Provenance()

FIELDS = ("title", "authors", "source", "date", "url", "language")
"""The fields of an article's metadata, in the order in which they are shown."""


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """One paragraph: the unit that is indexed, found, numbered and quoted.

    Args:
        number: 1-based over all paragraphs of the article, furniture included.
        text: clean text without line breaks; highlight offsets count its code points.
        kind: what it is in the article.
        heading: the section heading above it.
        line: 1-based line of the file where it begins.
        page: 1-based page, where the format has pages.
    """

    number: int
    text: str
    kind: Kind = Kind.BODY
    heading: str | None = None
    line: int | None = None
    page: int | None = None


class Article(msgspec.Struct, frozen=True, gc=False):
    """One article with its paragraphs.

    Args:
        id: 12 hexadecimal digits, the same as long as its file and item keep their names.
        path: of its file, relative to the folder of articles, with `/`.
        item: its name inside a file that holds several articles, else None.
        title: shown wherever the article is named; never empty.
        authors: in the order of the byline; empty where unknown.
        source: the publication, None where unknown.
        date: of publication, as precise as it is known.
        url: where it was published.
        language: ISO 639-1 code.
        paragraphs: all of them, in order.
        known: for each name in `FIELDS`, how it is known.
        story: id of the fullest copy of the same text, its own id where it stands alone.
    """

    id: str
    path: str
    title: str
    item: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    language: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    known: dict[str, Provenance] = {}
    story: str = ""

    @property
    def name(self) -> str:
        """`path`, or `path#item` where the file holds several articles."""
        return article_name(self.path, self.item)


class Reason(StrEnum):
    """Why a file or a part of it could not be read."""

    UNREADABLE = "unreadable"
    """The system refuses to open or read it."""
    NOT_TEXT = "not-text"
    """Its bytes are no text."""
    BROKEN = "broken"
    """It breaks the rules of its format; what could be read of it was read."""
    EMPTY = "empty"
    """It holds no paragraph."""
    TOO_LARGE = "too-large"
    """It is larger than the limit for one file, or what it unfolds to is."""
    PASSWORD = "password"  # noqa: S105 - not one
    """It can be opened only with a password."""
    NO_TEXT_LAYER = "no-text-layer"
    """Its pages are pictures: a scan that no program has read."""
    NO_TEXT_COLUMN = "no-text-column"
    """It is a table, and no column of it is known to hold text."""
    TIMED_OUT = "timed-out"
    """It took longer to read than a file is given."""
    CRASHED = "crashed"
    """The process that read it was ended by it, or for taking too much memory."""
    SIDECAR = "sidecar"
    """A `metadata.toml` could not be read or names fields that do not exist."""
    CHANGED = "changed"
    """It changed or vanished while it was being read; the next run reads it again."""


class Problem(msgspec.Struct, frozen=True, gc=False):
    """One file, or part of one, that could not be read; listed, never the end of a run.

    Args:
        path: of the file, relative to the folder of articles.
        reason: one of a fixed list, for programs.
        message: one sentence, for people; names the line or item where it can.
        checksum: of the file's bytes, empty where they could not be read.
        since: when it was first met, ISO 8601 in UTC; filled in when the index is written.
    """

    path: str
    reason: Reason
    message: str
    checksum: str = ""
    since: str = ""


def article_id(path: str, item: str | None = None) -> str:
    """The id of the article at `path` (and `item`): 48 bits of BLAKE2b, stable between runs and machines."""
    # Only what reads articles makes ids, and importing it takes as long as opening an index.
    import hashlib

    key = path if item is None else f"{path}\0{item}"
    return hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()


def article_name(path: str, item: str | None = None) -> str:
    """`path`, or `path#item`: how an article is named on the command line and in plain output."""
    return path if item is None else f"{path}#{item}"


def paragraph_name(number: int, page: int | None) -> str:
    """`¶13`, or `¶13, p. 7` where the file has pages: how a paragraph is named behind its article."""
    return f"¶{number}" if page is None else f"¶{number}, p. {page}"
