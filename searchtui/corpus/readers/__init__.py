"""Readers, one module a format: the bytes of a file become drafts of articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from searchtui.article import Reason
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Contents
from searchtui.corpus.formats import Format
from searchtui.corpus.recognition import format_of
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["Reader", "mistake", "read_source", "reader_of"]

Reader = Callable[[Source], Contents]
"""Takes a source of any bytes. What it cannot read of it, it complains of.

Raises:
    UnreadableError: nothing can be read of it.
    NotTextError: it is no text, and its format is one of text.
"""

_READERS: Mapping[Format, str] = {
    Format.CSV: "tables.read_csv",
    Format.DOCX: "docx.read_docx",
    Format.EML: "mail.read_mail",
    Format.JSON_LINES: "json_lines.read_json_lines",
    Format.MARKDOWN: "markdown.read_markdown",
    Format.MBOX: "mbox.read_mbox",
    Format.ODT: "odt.read_odt",
    Format.PLAIN: "plain.read_plain",
    Format.RTF: "rtf.read_rtf",
    Format.TSV: "tables.read_tsv",
}


def reader_of(kind: Format) -> Reader:
    """The reader of a format, imported with the libraries that it needs when it is first asked for.

    Raises:
        UnreadableError: the format has none.
    """
    if kind not in _READERS:
        raise UnreadableError(Reason.NOT_TEXT, f"It is of a form that is not read ({kind}).")
    module, name = _READERS[kind].split(".")
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), name)
    return reader


def read_source(source: Source) -> Contents:
    """Read whatever it is with the reader of its format.

    Args:
        source: of any bytes: a file, or what was found in one.

    Raises:
        UnreadableError: nothing can be read of it; nothing else is ever raised.
    """
    try:
        return reader_of(format_of(source.data, source.suffix))(source)
    except UnreadableError:
        raise
    except NotTextError as error:
        raise UnreadableError(Reason.NOT_TEXT, f"It is no text: {error}.") from None
    except Exception as error:
        # Files come from anywhere and are of any form. A mistake of ours that one of them brings to light must cost
        # that one file, not the run over all others; it is listed, with the name of the mistake, and so is not hidden.
        raise UnreadableError(Reason.BROKEN, mistake(error)) from error


def mistake(error: Exception) -> str:
    """What is said of a file that a mistake of ours keeps from being read."""
    return f"It could not be read because of a mistake in searchtui ({type(error).__name__})."
