"""A query tree as the text that it is parsed from."""

from __future__ import annotations

from collections.abc import Iterable

from whoosh import query as q
from whoosh.query import spans

from searchtui.article import UNKNOWN
from searchtui.query.filters import Filter
from searchtui.query.published import DATE_FIELD, Published
from searchtui.query.quotes import straight_quotes
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

__all__ = ["filter_as_text", "query_as_text"]

_UNNAMED = frozenset({TEXT, EXACT})


def query_as_text(query: q.Query, filters: Iterable[Filter] = ()) -> str:
    """Write a query so that it is read as the same tree again.

    Args:
        query: as `parse` makes it for all words.
        filters: that stand beside it.
    """
    said = [] if query == q.Every() else [_write(query, outermost=True)]
    return " ".join([*said, *map(filter_as_text, filters)]) or "*"


def filter_as_text(filter_: Filter) -> str:
    """Write one filter."""
    return f"{'-' if filter_.banned else ''}{_write(filter_.query)}"


def _write(query: q.Query, *, outermost: bool = False) -> str:
    match query:
        case Corrected():
            return _write(query.typed, outermost=outermost)
        case InPart():
            return f"{query.part}:{_write(query.query)}"
        case AtLeast():
            return f"atleast{query.times}:{_write(query.query)}"
        case NamedArticles() | Published():
            return _filter(query)
        case q.AndNot():
            wanted = "" if query.a == q.Every() else f"{_write(query.a)} "
            return _grouped(f"{wanted}-{_write(query.b)}", outermost=outermost)
        case SameArticle():
            return _grouped(" WITH ".join(map(_write, query.parts)), outermost=outermost)
        case spans.SpanNear2():
            operator = f" {'BEFORE' if query.ordered else 'NEAR'}/{query.slop} "
            return _grouped(operator.join(map(_write, query.qs)), outermost=outermost)
        case q.Sequence():
            return _sequence(query)
        case q.And():
            return _grouped(" AND ".join(map(_write, query)), outermost=outermost)
        case q.Or():
            return _grouped(" OR ".join(map(_write, query)), outermost=outermost)
        case q.AndMaybe():
            return _grouped(f"+{_write(query.a)} {_write(query.b)}", outermost=outermost)
        case q.Every():
            return "*"
    return _leaf(query)


def _grouped(said: str, *, outermost: bool) -> str:
    return said if outermost else f"({said})"


def _sequence(query: q.Sequence) -> str:
    where = _where(query[-1].field())
    if isinstance(query, JoinedForms):
        return where + query.surface
    words = [part.surface if isinstance(part, Word | Forms) else part.text for part in query]
    if isinstance(query[-1], Misspelt):
        return f"{where}{'-'.join(words)}~{query[-1].distance}"
    return f'{where}"{" ".join(words)}"{_within(query.slop)}'


def _where(field: str | None) -> str:
    return "" if field in _UNNAMED or field is None else f"{field}:"


def _within(slop: int) -> str:
    return f"~{slop}" if slop > 1 else ""


def _leaf(query: q.Query) -> str:
    where = _where(query.field())
    match query:
        case Word() | Forms() | Unfinished():
            # An operator is one in capitals alone.
            return where + (query.surface.lower() if query.surface.isupper() else query.surface)
        case Exactly():
            return f"={query.surface}"
        case Joined():
            return where + query.surface
        case Quoted():
            return f'{where}"{query.surface}"{_within(query.slop)}'
        case Misspelt():
            return f"{where}{query.text}~{query.distance}"
        case Matching():
            return f"{where}/{query.typed.replace('/', chr(92) + '/')}/"
        case q.Prefix():
            return f"{where}{query.text}*"
        case q.Wildcard() | q.Term():
            return where + str(query.text)
        case q.Phrase():
            return f'{where}"{" ".join(query.words)}"'
    return ""


def _filter(query: NamedArticles | Published) -> str:
    text = straight_quotes(query.said if isinstance(query, Published) else query.text)
    # No date is unknown in any other way.
    undated = query.field() == DATE_FIELD and text == UNKNOWN
    exactly = isinstance(query, NamedArticles) and query.exactly and not undated
    if exactly or not text or not all(character.isalnum() or character in "-_./<>=" for character in text):
        text = '"' + text.replace('"', '""' if exactly else " ") + '"'
    return f"{query.field()}:{'=' if exactly else ''}{text}"
