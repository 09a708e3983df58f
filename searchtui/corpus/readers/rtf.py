"""RTF: one article a file, with what its styles say of headings and its properties of title and author."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from searchtui.article import Kind, Reason
from searchtui.corpus.decoding import tidy
from searchtui.corpus.drafts import Contents
from searchtui.corpus.readers.blocks import Block
from searchtui.corpus.readers.office import Properties, article_of
from searchtui.corpus.readers.plain import plain_pieces
from searchtui.corpus.readers.rtf_text import Document, read_document
from searchtui.corpus.sources import Source, UnreadableError

__all__ = ["read_rtf"]

_MARK = b"{\\rtf"
_COMMAND = b"{\\"
_LATEST_MARK = 1024
"""Bytes within which an RTF file says that it is one."""

_LONGEST_TEXT = 20 * 1024 * 1024
"""Characters of text of one file; a picture is no text and may be larger."""


def read_rtf(source: Source) -> Contents:
    """Read the text of a file as one article."""
    document = read_document(_rtf(source.data), _LONGEST_TEXT)
    blocks = list(_blocks(document.blocks))
    text = [block for block in blocks if block.kind is not Kind.FOOTNOTE]
    notes = [block for block in blocks if block.kind is Kind.FOOTNOTE]
    properties = Properties(
        title=document.properties.get("title", ""),
        creators=tuple(document.properties.get("author", "").split(";")),
        created=document.properties.get("created", ""),
    )
    return article_of([*text, *notes], properties, _complaint(document))


def _rtf(data: bytes) -> bytes:
    """The bytes from where the RTF begins; a fragment that another program should put into a file lacks its mark."""
    start = data.find(_MARK, 0, _LATEST_MARK)
    if start < 0 and data.lstrip().startswith(_COMMAND):
        start = 0
    if start < 0:
        raise UnreadableError(Reason.BROKEN, "It does not begin as RTF does.")
    return data[start:]


def _complaint(document: Document) -> str | None:
    if document.is_cut:
        return f"It has more than {_LONGEST_TEXT // 1024**2} MB of text."
    return None if document.is_whole else "It breaks off before its end."


def _blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, of which those whose lines are parted by hand may be several paragraphs."""
    for block in blocks:
        text = tidy(block.text)
        if block.kind is None and "\n" in text:
            yield from (Block(piece.text) for piece in plain_pieces(text))
        elif text.strip():
            yield msgspec.structs.replace(block, text=text)
