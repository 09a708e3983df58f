"""The queries that were asked, the newest last, none twice."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

__all__ = ["MOST_QUERIES", "Asked", "with_asked", "without_asked"]

MOST_QUERIES = 5_000
"""How many queries are kept; the oldest make room."""


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """A query that was asked.

    Args:
        query: what stood in the query line.
        when: it was asked last; ISO 8601 in UTC.
        exactly: words stood for just the forms that were typed.
    """

    query: str
    when: str
    exactly: bool = False


def with_asked(entries: Sequence[Asked], asked: Asked) -> list[Asked]:
    """The entries with one more, which takes the place of an older one with the same words; blank ones are not kept."""
    asked = msgspec.structs.replace(asked, query=" ".join(asked.query.split()))
    if not asked.query:
        return list(entries)
    return [*without_asked(entries, asked.query), asked][-MOST_QUERIES:]


def without_asked(entries: Sequence[Asked], query: str) -> list[Asked]:
    """The entries without a query."""
    return [entry for entry in entries if entry.query != query]
