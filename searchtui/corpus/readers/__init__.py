"""Readers, one module a format: the bytes of a file become drafts of articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from searchtui.article import Reason
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Contents
from searchtui.corpus.files import LARGEST_FILE
from searchtui.corpus.formats import PACKED, SUFFIXES, Format
from searchtui.corpus.recognition import format_of
from searchtui.corpus.sources import Source, UnreadableError

__all__ = [
    "LARGEST_TEXT",
    "LONGEST_LINEAR",
    "Reader",
    "failure",
    "is_linear",
    "is_linear_by_name",
    "read_source",
    "reader_of",
]

Reader = Callable[[Source], Contents]
"""Takes a source of any bytes. What it cannot read of it, it complains of.

Raises:
    UnreadableError: nothing can be read of it.
    NotTextError: it is no text, and its format is one of text.
"""

_READERS: Mapping[Format, str] = {
    Format.BZIP2: "archive.read_compressed",
    Format.CSV: "tables.read_csv",
    Format.DOCX: "docx.read_docx",
    Format.EML: "mail.read_mail",
    Format.EPUB: "epub.read_epub",
    Format.GZIP: "archive.read_compressed",
    Format.HTML: "html.read_html",
    Format.JSON: "json_documents.read_json",
    Format.JSON_LINES: "json_lines.read_json_lines",
    Format.MARKDOWN: "markdown.read_markdown",
    Format.MBOX: "mbox.read_mbox",
    Format.MHTML: "mhtml.read_mhtml",
    Format.ODT: "odt.read_odt",
    Format.PDF: "pdf.read_pdf",
    Format.PLAIN: "plain.read_plain",
    Format.RST: "rst.read_rst",
    Format.RTF: "rtf.read_rtf",
    Format.SGML: "reuters.read_sgml",
    Format.TAR: "archive.read_tar",
    Format.TSV: "tables.read_tsv",
    Format.XML: "xml.read_xml",
    Format.XZ: "archive.read_compressed",
    Format.ZIP: "archive.read_zip",
    Format.ZSTD: "archive.read_compressed",
}


_LINEAR = frozenset({Format.CSV, Format.JSON, Format.JSON_LINES, Format.PLAIN, Format.TSV})
"""Formats of text whose readers are ours alone and take time and memory in proportion to the text, whatever it says.

All others are read only by a process that can be ended, since nobody knows what a stranger's file does to a library.
"""

LONGEST_LINEAR = 1 << 21
"""Bytes up to which such a text is read without fear: what is in proportion may be a hundred times as much memory."""

_SHORT_MARKDOWN = 1 << 16
"""Bytes of Markdown up to which no text holds its library up for more than two seconds; most notes are as short."""


LARGEST_TEXT = 64 << 20
"""Bytes of the largest file that is read as one text: what is made of it takes many times as much memory."""

_LARGEST: Mapping[Format, int] = {
    # Of these only the articles are held in memory, and not all that they are made of; of lines not even their text.
    **dict.fromkeys([Format.CSV, Format.TSV], 128 << 20),
    Format.JSON_LINES: 256 << 20,
    # Most of what is large in these is pictures, and what is packed has limits of its own.
    **dict.fromkeys([*PACKED, Format.DOCX, Format.EPUB, Format.MBOX, Format.ODT, Format.PDF], LARGEST_FILE),
}
"""Formats of which more than `LARGEST_TEXT` is read."""


@cache
def reader_of(kind: Format) -> Reader:
    """The reader of a format, imported with the libraries that it needs when it is first asked for."""
    module, name = _READERS[kind].split(".")
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), name)
    return reader


def read_source(source: Source, kind: Format | None = None) -> Contents:
    """Read whatever it is with the reader of its format.

    Args:
        source: of any bytes: a file, or what was found in one.
        kind: its format, None where it is to be told.

    Raises:
        UnreadableError: nothing can be read of it; nothing else is ever raised.
    """
    try:
        kind = kind or format_of(source.data, source.suffix)
        if len(source.data) > (largest := _LARGEST.get(kind, LARGEST_TEXT)):
            raise UnreadableError(Reason.TOO_LARGE, _too_large(len(source.data), largest))
        if kind in _LINEAR and source.allowance is not None:
            source.allowance.has_text(len(source.data))
        return reader_of(kind)(source)
    except UnreadableError:
        raise
    except Exception as error:
        raise failure(error) from error


def failure(error: Exception) -> UnreadableError:
    """What is said of a file whose reader has raised something.

    Files come from anywhere and are of any form. A mistake of ours that one of them brings to light must cost that one
    file, not the run over all others; it is listed, with the name of the mistake, and so is not hidden.

    Args:
        error: one of those that a reader may raise, or anything else.
    """
    if isinstance(error, UnreadableError):
        return error
    if isinstance(error, NotTextError):
        return UnreadableError(Reason.NOT_TEXT, f"It is no text: {error}.")
    if isinstance(error, MemoryError):
        return UnreadableError(Reason.CRASHED, "Reading it took more memory than a file is given.")
    if isinstance(error, RecursionError):
        return UnreadableError(Reason.BROKEN, "What it holds is nested too deeply.")
    said = f"It could not be read because of a mistake in searchtui ({type(error).__name__})."
    return UnreadableError(Reason.BROKEN, said)


def _too_large(size: int, largest: int) -> str:
    return f"It has {size / (1 << 20):,.0f} MB; of this format up to {largest >> 20} MB are read."


def is_linear(kind: Format, size: int) -> bool:
    """Whether a file can be read without fear, in the process that owns the index too.

    Args:
        kind: its format.
        size: in bytes.
    """
    return size <= (_SHORT_MARKDOWN if kind is Format.MARKDOWN else LONGEST_LINEAR if kind in _LINEAR else -1)


def is_linear_by_name(suffix: str, size: int) -> bool:
    """Whether that is so of a file if it is what it is called.

    Args:
        suffix: of its name, in lower case.
        size: in bytes.
    """
    kind = SUFFIXES.get(suffix)
    return kind is not None and is_linear(kind, size)
