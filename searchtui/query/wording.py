"""A query tree in words: what the user is told was understood."""

from __future__ import annotations

from collections.abc import Iterable

from whoosh import query as q
from whoosh.query import spans

from searchtui.query.filters import Filter
from searchtui.query.leaves import FILTER_FIELDS
from searchtui.query.published import Published
from searchtui.query.rewriting import wanted_leaves
from searchtui.query.tree import (
    EXACT,
    TEXT,
    AtLeast,
    Corrected,
    Exactly,
    Forms,
    InPart,
    Joined,
    JoinedForms,
    Matching,
    Misspelt,
    NamedArticles,
    Quoted,
    SameArticle,
    Unfinished,
    Word,
)

__all__ = ["connective", "say", "wording"]

_OPERATORS = {"AND", "OR", "NOT", "SAME", "WITH", "NEAR", "BEFORE"}
_IN_ANY_FORM = (Word, Forms, Joined, Unfinished)


def wording(query: q.Query, filters: Iterable[Filter] = ()) -> str:
    """Say a query on one line.

    Args:
        query: as `parse` makes it.
        filters: that stand beside it.
    """
    said = [] if query == q.Every() else [_said_of_words(query)]
    by_field: dict[str, list[str]] = {}
    for filter_ in filters:
        if filter_.banned or filter_.is_limit:
            said.append(("NOT " if filter_.banned else "") + say(filter_.query))
        else:
            by_field.setdefault(filter_.field, []).append(_value(filter_.query))
    said += [f"{field}: {' or '.join(values)}" for field, values in by_field.items()]
    return " · ".join(said) or "everything"


def _said_of_words(query: q.Query) -> str:
    leaves = (leaf.typed if isinstance(leaf, Corrected) else leaf for leaf in wanted_leaves(query))
    in_any_form = any(isinstance(leaf, _IN_ANY_FORM) and leaf.field() in (TEXT, EXACT) for leaf in leaves)
    return f"{say(query)}, in any form" if in_any_form else say(query)


def say(query: q.Query, *, inner: bool = False) -> str:
    """Say a part of a query.

    Args:
        query: the part.
        inner: whether it stands within another part.
    """

    def within(part: q.Query) -> str:
        return say(part, inner=True)

    match query:
        case Corrected():
            return say(query.typed)
        case InPart():
            return f"{query.part}: {within(query.query)}"
        case AtLeast():
            return f"{within(query.query)} at least {query.times} times"
        case NamedArticles() | Published():
            return f"{query.field()}: {_value(query)}"
        case q.AndNot():
            said = f"{within(query.a)} NOT {within(query.b)}"
        case SameArticle():
            said = " in one article with ".join(map(within, query.parts))
        case spans.SpanNear2():
            said = f" {_distance(query)} ".join(map(within, query.qs))
        case JoinedForms():
            return f"{query.surface}{'…' if query.unfinished else ''}"
        case q.And():
            said = " AND ".join(map(within, query))
        case q.Or() if (unfinished := _unfinished_part(query)) is not None:
            return unfinished
        case q.Or():
            said = " OR ".join(map(within, query))
        case q.AndMaybe():
            said = f"{within(query.a)} and perhaps {within(query.b)}"
        case q.Every():
            return "everything"
        case _:
            return _leaf(query)
    return f"({said})" if inner else said


def connective(query: q.Query) -> str:
    """How a query joins its parts.

    Args:
        query: that has parts; see `parts_of`.
    """
    match query:
        case Corrected():
            return (
                f"{query.typed.surface}, or what may be meant" if query.known else f"{query.typed.surface} is not there"
            )
        case InPart():
            return f"in a {query.part}"
        case AtLeast():
            return f"at least {query.times} times"
        case SameArticle():
            return "all in one article"
        case spans.SpanNear2():
            within = f"within {query.slop} {_plural(query.slop, 'word')}"
            return f"{within}, in this order" if query.ordered else within
        case q.AndNot():
            return "the first without the second"
        case q.AndMaybe():
            return "the first, and perhaps the second"
        case q.And():
            return "all of"
        case q.Sequence():
            return "one after the other"
    return "any of"


def _unfinished_part(query: q.Or) -> str | None:
    """What a pair says that stands for what is still being typed: what it is now, or what it may become."""
    parts = list(query)
    if len(parts) == 2 and isinstance(parts[1], JoinedForms) and parts[1].unfinished:
        return say(parts[1])
    if len(parts) == 2 and isinstance(parts[0], Word | Forms) and type(parts[1]) is q.Prefix:
        return _in_field(parts[0].field(), f"{parts[0].surface}…")
    return None


def _leaf(query: q.Query) -> str:
    match query:
        case Word() | Forms():
            said = f"“{query.surface}”" if query.surface in _OPERATORS else query.surface
        case Unfinished():
            said = f"{query.surface}…"
        case Exactly() | Joined():
            said = f"“{query.surface}”"
        case Quoted():
            said = f"“{query.surface}”" + (f" at most {query.slop - 1} words apart" if query.slop > 1 else "")
        case Misspelt():
            said = f"{query.text} or a word at most {query.distance} {_plural(query.distance, 'letter')} off"
        case Matching():
            said = f"/{query.typed}/"
        case q.Prefix():
            said = f"{query.text}*"
        case q.Wildcard() | q.Term():
            said = str(query.text)
        case q.Phrase():
            said = f"“{' '.join(query.words)}”"
        case q.Sequence():
            said = f"“{' '.join(map(_leaf, query))}”"
        case _:
            return "nothing"
    return _in_field(query.field(), said)


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _distance(query: spans.SpanNear2) -> str:
    return f"{'at most' if query.ordered else 'within'} {query.slop} {_plural(query.slop, 'word')} " + (
        "before" if query.ordered else "of"
    )


def _in_field(field: str | None, text: str) -> str:
    return f"{field}: {text}" if field in FILTER_FIELDS else text


def _value(query: q.Query) -> str:
    """The value of a filter, without its field."""
    if isinstance(query, Published):
        relative = query.said[:1].isalpha()
        return f"{query.said} ({query.first}..{query.last})" if relative else str(query.said)
    assert isinstance(query, NamedArticles)
    return f"“{query.text}”" if query.exactly or " " in query.text else query.text
