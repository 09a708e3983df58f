"""Mails, mailboxes and pages saved as one file: known by their first lines."""

from __future__ import annotations

import re

from searchtui.corpus.formats import Format

__all__ = ["begins_like_mail", "mail_format"]

_ENVELOPE = (
    rb"From [^\r\n]{0,200}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s"
    rb"[^\r\n]{0,40}?\d\d:\d\d[^\r\n]{0,40}?\d{4}[^\r\n]{0,40}\r?\n"
)
_MAILBOX = re.compile(_ENVELOPE + rb"(?:>From [^\r\n]*\r?\n)?[!-9;-~]{2,76}:")
_NEXT_IN_MAILBOX = re.compile(rb"\n\r?\n" + _ENVELOPE)
_BEGINS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,50}:|From )")
_HEADER = re.compile(rb"([!-9;-~]{1,76}):[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]+)*)(?:\r?\n|\Z)")
_BLANK = re.compile(rb"\r?\n|\Z")

_BY_MACHINES = {
    b"authentication-results": rb"\S",
    b"content-transfer-encoding": rb"(?i)[78]bit|binary|base64|quoted-printable",
    b"delivered-to": rb"\S@\S",
    b"dkim-signature": rb"=",
    b"message-id": rb"\S@\S",
    b"mime-version": rb"\d\.\d",
    b"newsgroups": rb"\w\.\w",
    b"received": rb"(?i)\b(?:from|by|for|with|id)\b|;",
    b"return-path": rb"<|@",
    b"snapshot-content-location": rb":",
}
"""Headers that programs write, and what their values have in them: people who quote a header have `From` and `Date`."""

_BY_PEOPLE = frozenset({b"from", b"to", b"date", b"subject", b"sender", b"content-type"})
_SENT = frozenset({b"received", b"to", b"cc", b"delivered-to", b"return-path"})


def begins_like_mail(head: bytes) -> bool:
    """Whether a text may be a mail, told from its first word.

    Args:
        head: its beginning, without what stands before the first letter.
    """
    return _BEGINS.match(head) is not None


def mail_format(data: bytes, head: bytes, named: Format) -> Format | None:
    """What a text is that begins like a mail; None where it does not.

    Args:
        data: all of it, or its beginning.
        head: its first kilobytes, as far as headers may go, without what stands before the first letter.
        named: what it is by its name.
    """
    if _MAILBOX.match(head):
        is_one = named is Format.EML and _NEXT_IN_MAILBOX.search(data) is None
        return Format.EML if is_one else Format.MBOX
    headers = _headers(head)
    if headers is None:
        return None
    written = sum(
        name in headers and re.search(value, headers[name]) is not None for name, value in _BY_MACHINES.items()
    )
    if not written or written + len(_BY_PEOPLE & headers.keys()) < 3:
        return None
    if b"snapshot-content-location" in headers:
        return Format.MHTML
    is_page = headers.get(b"content-type", b"").lower().startswith(b"multipart/related")
    if is_page and (named is Format.MHTML or not _SENT & headers.keys()):
        return Format.MHTML
    return named if named is Format.MHTML else Format.EML


def _headers(head: bytes) -> dict[bytes, bytes] | None:
    """The first value of each header by its name in lower case; None where a line is no header before a blank one."""
    headers: dict[bytes, bytes] = {}
    place = 0
    while place < len(head):
        header = _HEADER.match(head, place)
        if header is None:
            return headers if _BLANK.match(head, place) else None
        headers.setdefault(header[1].lower(), header[2])
        place = header.end()
    return headers
