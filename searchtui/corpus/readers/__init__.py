"""Readers, one module a format: the bytes of a file become drafts of articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from searchtui.corpus.drafts import Contents
from searchtui.corpus.formats import Format
from searchtui.corpus.sources import Source

__all__ = ["Reader", "reader_of"]

Reader = Callable[[Source], Contents]
"""Takes a source of any bytes. What it cannot read of it, it complains of.

Raises:
    UnreadableError: nothing can be read of it.
    NotTextError: it is no text, and its format is one of text.
"""

_READERS: Mapping[Format, str] = {
    Format.JSON_LINES: "json_lines.read_json_lines",
    Format.MARKDOWN: "markdown.read_markdown",
    Format.PLAIN: "plain.read_plain",
}


def reader_of(kind: Format) -> Reader:
    """The reader of a format, imported with the libraries that it needs when it is first asked for."""
    module, name = _READERS[kind].split(".")
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), name)
    return reader
