"""What a reader makes of a file, before it is an `Article`."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from searchtui.article import FIELDS, Kind, Known, Paragraph, Provenance, Reason
from searchtui.dates import PartialDate

__all__ = ["NOTHING", "NO_TEXT", "Contents", "Draft", "Fault", "Metadata", "Piece"]


NO_TEXT = "It holds no paragraph of text."
"""What is said of a file that was read, and in which there is nothing to be searched."""


class Metadata(msgspec.Struct, frozen=True):
    """What is known of an article apart from its text; a field is known where `known` has its name.

    A field that is known to be unknown (a sidecar can say so) is in `known` and has no value.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    language: str | None = None
    known: Mapping[str, Provenance] = {}

    @classmethod
    def of(cls, values: Mapping[str, object], known: Known, detail: str) -> Metadata:
        """Metadata of which every field is known in the same way.

        Args:
            values: field names and values of the right type.
            known: how they are known.
            detail: through what.
        """
        return msgspec.structs.replace(NOTHING, **values, known=dict.fromkeys(values, Provenance(known, detail)))

    def or_else(self, other: Metadata) -> Metadata:
        """The same, with the fields that are not known here taken from `other`."""
        if not other.known:
            return self
        missing = [name for name in FIELDS if name not in self.known and name in other.known]
        values = {name: getattr(other, name) for name in missing}
        known = {**self.known, **{name: other.known[name] for name in missing}}
        return msgspec.structs.replace(self, **values, known=known)


NOTHING = Metadata()


class Piece(msgspec.Struct, gc=False):
    """A stretch of text that will be one paragraph, while the rules find out what it is.

    Args:
        text: on one line, whitespace collapsed.
        line: 1-based line of the file where it begins, None where the format has no lines.
        block: number of the block it stands in; blocks are parted by blank lines.
        lines: how many lines of the file were joined to make it.
        kind: what it is, None until a rule or the format says so.
        page: 1-based page where it begins, where the format has pages.
    """

    text: str
    line: int | None
    block: int
    lines: int = 1
    kind: Kind | None = None
    page: int | None = None

    @property
    def open(self) -> bool:
        """Whether nothing is known of it yet."""
        return self.kind is None

    def move_down(self, lines: int) -> None:
        """Count its line from the beginning of what it is a part of.

        Args:
            lines: of that, which stand above this part.
        """
        if self.line is not None:
            self.line += lines


class Draft(msgspec.Struct, frozen=True):
    """One article as its reader sees it.

    Args:
        paragraphs: numbered.
        metadata: what the file declares and what the rules found.
        item: its name in a file that holds several.
    """

    paragraphs: tuple[Paragraph, ...]
    metadata: Metadata = NOTHING
    item: str | None = None

    def without_lines(self) -> Draft:
        """The same, with no line where a paragraph begins: nobody can open a packed or attached file there."""
        paragraphs = tuple(msgspec.structs.replace(paragraph, line=None) for paragraph in self.paragraphs)
        return msgspec.structs.replace(self, paragraphs=paragraphs)


class Fault(msgspec.Struct, frozen=True):
    """A part of a file that could not be read, for a reason of its own.

    Args:
        reason: for programs.
        message: a sentence for people that names the part.
    """

    reason: Reason
    message: str


class Contents(msgspec.Struct, frozen=True):
    """Everything that a reader found in one file.

    Args:
        drafts: its articles, in order.
        complaints: what could not be read because it breaks the rules of the format, one sentence each, with the line.
        faults: what could not be read for other reasons.
        skipped: the names of the files in it that are of no format that is read.
        describes: it says something of other files, and may hold no article itself.
    """

    drafts: tuple[Draft, ...]
    complaints: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    skipped: tuple[str, ...] = ()
    describes: bool = False

    @property
    def characters(self) -> int:
        """Of text in all articles together."""
        return sum(len(paragraph.text) for draft in self.drafts for paragraph in draft.paragraphs)
