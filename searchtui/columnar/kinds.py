"""Which class of Whoosh's a query of a further class is evaluated like."""

from __future__ import annotations

from collections.abc import Collection

from whoosh import query as q

__all__ = ["evaluates_like", "known_kind"]


def evaluates_like(kind: type[q.Query], known: type[q.Query]) -> bool:
    """Whether a class finds its documents as the class that it is made from does."""
    return all(getattr(kind, name, None) is getattr(known, name, None) for name in ("matcher", "_matcher"))


def known_kind(query: q.Query, known: Collection[type[q.Query]]) -> type[q.Query] | None:
    """The first of these classes that a query is made from, if it finds its documents as that does."""
    kind = next((kind for kind in type(query).__mro__ if kind in known), None)
    return kind if kind is not None and evaluates_like(type(query), kind) else None
