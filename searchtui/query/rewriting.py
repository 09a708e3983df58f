"""Query trees made into others, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whoosh import query as q
from whoosh.query import spans

from searchtui.query.tree import AtLeast, Corrected, InPart, JoinedForms, SameArticle

__all__ = ["all_leaves", "negations_settled", "parts_of", "rewritten", "wanted_leaves"]


def parts_of(query: q.Query) -> list[q.Query]:
    """What a query is made of; nothing for a word, a phrase, a pattern or a filter."""
    match query:
        case JoinedForms():
            return []
        case InPart() | AtLeast():
            return [query.query]
        case SameArticle():
            return list(query.parts)
        case q.AndNot() | q.AndMaybe() | q.Require() | q.Otherwise():
            return [query.a, query.b]
        case q.Not():
            return [query.query]
        case spans.SpanNear2():
            return list(query.qs)
        case q.And() | q.Or() | q.DisjunctionMax() | q.Sequence():
            return list(query)
    return []


def rewritten(query: q.Query, change: Callable[[q.Query], q.Query | None]) -> q.Query:
    """The same tree with some of its parts replaced.

    Args:
        query: the tree.
        change: gives what stands in place of a part; None to look into its parts.
    """
    if (changed := change(query)) is not None:
        return changed
    parts = parts_of(query)
    if not parts:
        return query
    made = [rewritten(part, change) for part in parts]
    if all(new is old for new, old in zip(made, parts, strict=True)):
        return query
    match query:
        case InPart():
            return InPart(query.part, made[0])
        case AtLeast():
            return AtLeast(query.times, made[0])
        case SameArticle():
            return SameArticle(made)
        case Corrected():
            return q.Or(made)
        case q.AndNot() | q.AndMaybe() | q.Require() | q.Otherwise():
            return type(query)(*made)
        case q.Not():
            return q.Not(made[0])
        case spans.SpanNear2():
            return spans.SpanNear2(made, slop=query.slop, ordered=query.ordered, mindist=query.mindist)
        case q.Sequence():
            return q.Sequence(made, slop=query.slop, ordered=query.ordered)
    return type(query)(made, boost=query.boost)


def wanted_leaves(query: q.Query, inside: Callable[[q.Query], bool] = lambda _: True) -> Iterator[q.Query]:
    """The words, phrases, patterns and filters that a paragraph may have been found by, in order.

    A word and its corrections are one of them.

    Args:
        query: the tree.
        inside: whether a part is looked into; one that is not is given as it is.
    """
    if isinstance(query, Corrected) or not inside(query):
        yield query
    elif isinstance(query, q.AndNot):
        yield from wanted_leaves(query.a, inside)
    elif isinstance(query, InPart):
        yield from wanted_leaves(query.query, inside)
    elif not isinstance(query, q.Not):
        parts = parts_of(query)
        for part in parts:
            yield from wanted_leaves(part, inside)
        if not parts:
            yield query


def all_leaves(query: q.Query) -> Iterator[q.Query]:
    """The words, phrases, patterns and filters of a query, those that are banned among them."""
    parts = list(query) if isinstance(query, Corrected) else parts_of(query)
    for part in parts:
        yield from all_leaves(part)
    if not parts:
        yield query


def negations_settled(query: q.Query) -> q.Query:
    """The same query without `Not` beside wanted parts, where Whoosh would add a constant to each score."""
    if isinstance(query, q.Not):
        return q.AndNot(q.Every(), negations_settled(query.query))
    if type(query) is q.And:
        wanted = [negations_settled(part) for part in query if not isinstance(part, q.Not)]
        banned = [negations_settled(part.query) for part in query if isinstance(part, q.Not)]
        base = q.And(wanted) if len(wanted) > 1 else wanted[0] if wanted else q.Every()
        if not banned:
            return base
        return q.AndNot(base, q.Or(banned) if len(banned) > 1 else banned[0])
    return rewritten(query, lambda part: None if part is query else negations_settled(part))
