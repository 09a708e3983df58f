"""The columns of a table of rows, the same in CSV and in JSON Lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from searchtui.citing.cited import Cited, Found, Line, Passage

__all__ = ["COLUMNS", "fields_of", "origin"]

_ORIGIN = ("article", "path", "item", "title", "source", "authors", "date")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "hits": (*_ORIGIN, "paragraph", "kind", "text", "score", "story", "page"),
    "pins": (*_ORIGIN, "paragraph", "kind", "text", "note", "page"),
    "concordance": ("left", "keyword", "right", *_ORIGIN, "paragraph", "page"),
}
"""The columns of each kind of table."""


def origin(article: str, known: Cited) -> dict[str, Any]:
    """What is known of an article, under its id; unknown is None."""
    return {
        "article": article,
        "path": known.path,
        "item": known.item,
        "title": known.title,
        "source": known.source,
        "authors": known.authors or None,
        "date": None if known.date is None else str(known.date),
    }


def fields_of(row: Found | Passage | Line) -> dict[str, Any]:
    """The values of a row by the names of its columns, and of a hit its highlights; unknown is None."""
    of_article = origin(row.article, row)
    if isinstance(row, Line):
        words = {"left": row.left, "keyword": row.keyword, "right": row.right}
        return {**words, **of_article, "paragraph": row.paragraph, "page": row.page}
    fields = {**of_article, "paragraph": row.paragraph, "kind": row.kind, "text": row.text}
    if isinstance(row, Passage):
        return {**fields, "note": row.note or None, "page": row.page}
    return {**fields, "highlights": row.highlights, "score": row.score, "story": row.story, "page": row.page}
