"""The formats that are read, and what a file is by its name; `recognition` tells what it is by what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath

__all__ = ["COMPRESSED", "PACKED", "SUFFIXES", "Format", "is_read", "unpacked_name"]


class Format(StrEnum):
    """The formats that are read; each has a reader of its own."""

    BZIP2 = "bzip2"
    CSV = "csv"
    DOCX = "docx"
    EML = "eml"
    EPUB = "epub"
    GZIP = "gzip"
    HTML = "html"
    JSON = "json"
    JSON_LINES = "json-lines"
    MARKDOWN = "markdown"
    MBOX = "mbox"
    MHTML = "mhtml"
    ODT = "odt"
    PDF = "pdf"
    PLAIN = "plain"
    RST = "rst"
    RTF = "rtf"
    SGML = "sgml"
    TAR = "tar"
    TSV = "tsv"
    XML = "xml"
    XZ = "xz"
    ZIP = "zip"
    ZSTD = "zstd"


SUFFIXES: Mapping[str, Format] = {
    ".atom": Format.XML,
    ".csv": Format.CSV,
    ".dbk": Format.XML,
    ".docbook": Format.XML,
    ".docx": Format.DOCX,
    ".eml": Format.EML,
    ".epub": Format.EPUB,
    ".fodt": Format.ODT,
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".json": Format.JSON,
    ".jsonl": Format.JSON_LINES,
    ".markdown": Format.MARKDOWN,
    ".mbox": Format.MBOX,
    ".md": Format.MARKDOWN,
    ".mht": Format.MHTML,
    ".mhtml": Format.MHTML,
    ".newsml": Format.XML,
    ".nitf": Format.XML,
    ".nxml": Format.XML,
    ".odt": Format.ODT,
    ".pdf": Format.PDF,
    ".rdf": Format.XML,
    ".rss": Format.XML,
    ".rst": Format.RST,
    ".rtf": Format.RTF,
    ".sgm": Format.SGML,
    ".sgml": Format.SGML,
    ".tar": Format.TAR,
    ".tbz2": Format.BZIP2,
    ".tei": Format.XML,
    ".text": Format.PLAIN,
    ".tgz": Format.GZIP,
    ".tsv": Format.TSV,
    ".txt": Format.PLAIN,
    ".txz": Format.XZ,
    ".tzst": Format.ZSTD,
    ".xhtml": Format.HTML,
    ".xml": Format.XML,
    ".zip": Format.ZIP,
}
"""What files with a suffix, in lower case, are by their names. Files with no other suffix are read."""

COMPRESSED: Mapping[str, Format] = {
    ".bz2": Format.BZIP2,
    ".gz": Format.GZIP,
    ".xz": Format.XZ,
    ".zst": Format.ZSTD,
}
"""Suffixes of one compressed file, which stand behind that of the file itself."""

_STREAMS = frozenset(COMPRESSED.values())

PACKED = _STREAMS | {Format.TAR, Format.ZIP}
"""Formats that hold other files."""


def is_read(name: str) -> bool:
    """Whether a file with this name is read.

    Args:
        name: of the file, or its path.
    """
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix not in COMPRESSED:
        return suffix in SUFFIXES
    inner = SUFFIXES.get(PurePosixPath(path.stem).suffix.lower())
    return inner is not None and inner not in _STREAMS


def unpacked_name(name: str) -> str:
    """The name of what a compressed file holds: `a.html` for `a.html.gz`, `a.tar` for `a.tgz`, else the same."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in COMPRESSED:
        return name[: -len(suffix)]
    return f"{name[: -len(suffix)]}.tar" if SUFFIXES.get(suffix) in _STREAMS else name
