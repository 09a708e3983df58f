"""The encoding that a page says it has, read from its first bytes (HTML, section 13.2.3.2; XML, section 4.3.3)."""

from __future__ import annotations

import re

__all__ = ["declared_encoding"]

_FIRST = 4096
"""Bytes in which it is looked for; HTML allows 1,024, and many pages have it further below."""
_META = re.compile(rb"<meta\b[^<>]{0,400}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{2,40})[\"']")


def declared_encoding(data: bytes) -> str | None:
    """The name of the encoding, or None where the page names none."""
    first = data[:_FIRST]
    match = _XML.search(first) or _META.search(first)
    return match[1].decode("ascii") if match else None
