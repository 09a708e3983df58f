"""Which format a file has: told by what it holds first, by its name second.

A name is believed unless the bytes leave no doubt: an article may begin with `<html>` or `From:` because it speaks of
them. What a text holds is told from its beginning, so that a folder of very many small ones is not held up.
"""

from __future__ import annotations

import re

from searchtui.corpus.formats import COMPRESSED, SUFFIXES, Format
from searchtui.corpus.recognised.binary import binary_format, is_text
from searchtui.corpus.recognised.mail import begins_like_mail, mail_format
from searchtui.corpus.recognised.markup import markup_format

__all__ = ["format_of"]

_HEAD = 4096
"""Bytes by which a text is told."""

_LONG_HEAD = 65536
"""The same for markup and mails: a comment above a page may be long, and so may headers."""

_MARK = re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|\xef\xbb\xbf|\xff\xfe|\xfe\xff")
_JSON = (Format.JSON, Format.JSON_LINES)
_OPENING_OF_RTF = b"{\\"
_NO_TEXT = frozenset({Format.DOCX, Format.EPUB, Format.ODT, Format.PDF, Format.RTF})


def format_of(data: bytes, suffix: str) -> Format:
    """The format of a file.

    Args:
        data: all that it holds, or its beginning.
        suffix: of its name, in lower case.

    Raises:
        UnreadableError: it is of a form that is known, and not read.
    """
    named = SUFFIXES.get(suffix) or COMPRESSED.get(suffix, Format.PLAIN)
    told = binary_format(data, data[:_HEAD], named)
    if told is not None:
        return told
    head = _narrow(data[:_HEAD])
    if head.startswith(b"<"):
        told = markup_format(_narrow(data[:_LONG_HEAD]), named)
    elif named in _JSON:
        told = _json_format(data, head)
    else:
        # The headers of a mail are in ASCII, or in what has it within.
        if begins_like_mail(head) and b"\0" not in data[:_HEAD]:
            told = mail_format(data, _narrow(data[:_LONG_HEAD]), named)
        if told is None and named in _NO_TEXT and is_text(head) and not head.startswith(_OPENING_OF_RTF):
            return Format.PLAIN
    return told or named


def _narrow(head: bytes) -> bytes:
    """The beginning of a text without what stands before its first letter; of UTF-16 and UTF-32, its Latin letters."""
    mark = _MARK.match(head)
    if mark:
        head = head[mark.end() :]
    if b"\0" in head:
        head = head.replace(b"\0", b"")
    return head.lstrip()


def _json_format(data: bytes, head: bytes) -> Format | None:
    """Whether a file of JSON is one value or one a line, where its beginning tells."""
    if head.startswith(b"["):
        return Format.JSON
    if not head.startswith(b"{"):
        return None
    first = re.match(rb"[^\r\n]*+", head)
    line = first[0] if first else b""
    if len(line) == len(head):
        start = data.find(b"{")
        end = data.find(b"\n", start)
        line, head = (data[start:end], data[start : end + _HEAD]) if end >= 0 else (b"", b"")
    rest = head[len(line) :].lstrip()
    if line.rstrip().endswith(b"}") and rest.startswith(b"{"):
        return Format.JSON_LINES
    return Format.JSON if line.rstrip() == b"{" else None
