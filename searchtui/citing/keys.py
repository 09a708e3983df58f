"""Keys under which a bibliography knows its articles: the same in every export, and no two alike."""

from __future__ import annotations

import re
import unicodedata

from searchtui.citing.cited import Reference

__all__ = ["key_of"]

_NOT_LATIN = re.compile("[^a-z0-9]+")
_LONGEST = 24


def key_of(article: Reference) -> str:
    """`bochkov2020-6ac2874567e0`: a name to recognise, the year, and the id that makes it the only one.

    A name that has no letter of the Latin alphabet, and an unknown one, are left out; an unknown year too.
    """
    known = article.authors[0].partition(",")[0] if article.authors else article.source or ""
    words = _latin(known).split()
    name = words[-1] if article.authors and words else "".join(words)
    year = f"{article.date.year:04}" if article.date is not None else ""
    return "-".join(part for part in (f"{name[:_LONGEST]}{year}", article.id) if part)


def _latin(text: str) -> str:
    """The text in small letters of the Latin alphabet, as far as it can be written in them."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return _NOT_LATIN.sub(" ", plain).strip()
