"""The formats that are read, and what a file is by its name; `recognition` tells what it is by what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

__all__ = ["SUFFIXES", "Format"]


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
    ".csv": Format.CSV,
    ".docx": Format.DOCX,
    ".eml": Format.EML,
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
    ".odt": Format.ODT,
    ".rtf": Format.RTF,
    ".text": Format.PLAIN,
    ".tsv": Format.TSV,
    ".txt": Format.PLAIN,
    ".xhtml": Format.HTML,
}
"""What files with a suffix, in lower case, are by their names. Files with no other suffix are read."""
