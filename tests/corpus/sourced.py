from __future__ import annotations

from searchtui.corpus.sources import Source

__all__ = ["source"]


def source(text: str | bytes, name: str = "article.txt") -> Source:
    """A file of these bytes, or of this text, whatever characters it has: a byte order mark leaves no doubt of it."""
    return Source(name, text if isinstance(text, bytes) else text.encode("utf-8-sig", "replace"))
