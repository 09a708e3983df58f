"""A query as a tree of Whoosh's."""

from __future__ import annotations

from whoosh import query as q

from benchmarks.queries import Query
from searchtui.analysis import fold, stem

__all__ = ["tree"]


def tree(query: Query) -> q.Query:
    """What a query asks of the words of a paragraph, without its limits of time, source and author."""
    exact = [fold(word) for word in query.words]
    if query.kind == "phrase":
        return q.Phrase("exact", exact)
    if query.kind == "prefix":
        return q.Prefix("exact", exact[0])
    terms = [q.Term("text", stem(word)) for word in exact]
    if len(terms) == 1:
        return terms[0]
    return q.Or(terms) if query.kind == "or" else q.And(terms)
