"""What an examination of the index says."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

__all__ = ["Ailment", "Examination", "Finding"]


class Ailment(StrEnum):
    """What may be wrong with an index."""

    MISSING = "missing"
    """There is none."""
    FORMAT = "format"
    """It was written by another version."""
    FOREIGN = "foreign"
    """Another user wrote it, or a part of it is a link."""
    UNREADABLE = "unreadable"
    """The system refuses to read a file of it."""
    DAMAGED = "damaged"
    """A file of it is missing, cut short or altered."""
    INCONSISTENT = "inconsistent"
    """Its files are as they were written, but do not fit together."""
    READ_ONLY = "read-only"
    """It can be searched, and not written."""
    UNFINISHED = "unfinished"
    """A run ended without warning and left something behind; the next one clears it away."""
    BUSY = "busy"
    """It is being written."""
    SPACE = "space"
    """The disk has too little room to write it anew."""

    @property
    def is_harmless(self) -> bool:
        """Whether the index answers every question rightly all the same."""
        return self in {Ailment.READ_ONLY, Ailment.UNFINISHED, Ailment.BUSY, Ailment.SPACE}


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong or worth knowing.

    Args:
        ailment: one of a fixed list, for programs.
        file: its name in the index folder; empty where it is the folder as a whole.
        message: what is wrong, one sentence.
        remedy: what to do, one sentence.
    """

    ailment: Ailment
    file: str
    message: str
    remedy: str


class Examination(msgspec.Struct, frozen=True):
    """An index that was looked at closely.

    Args:
        index_folder: where it is.
        generation: that was looked at; None where none could be.
        segments: how many it consists of.
        articles: in its catalogue.
        paragraphs: in its segments, deleted ones apart.
        size: of all files in its folder, in bytes.
        free: bytes that are free on its disk.
        versions: of `python`, `whoosh` and `numpy`, and the `format` that an index must have.
        findings: what is wrong or worth knowing, the worst first.
    """

    index_folder: Path
    generation: int | None = None
    segments: int = 0
    articles: int = 0
    paragraphs: int = 0
    size: int = 0
    free: int = 0
    versions: dict[str, str] = {}
    findings: tuple[Finding, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether the index answers every question rightly."""
        return all(finding.ailment.is_harmless for finding in self.findings)
