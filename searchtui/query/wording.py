"""A query tree in words: what the user is told was understood."""

from __future__ import annotations

from whoosh import query as q

from searchtui.query.published import Published
from searchtui.query.syntax import EXACT, FILTER_FIELDS, TEXT

__all__ = ["wording"]

_OPERATORS = {"AND", "OR", "NOT"}


def wording(query: q.Query, surfaces: dict[tuple[str, str], str]) -> str:
    """Say a query on one line.

    Args:
        query: as `parse` makes it.
        surfaces: for a field and a term, or terms joined by spaces, what was typed.
    """
    said = _say(query, surfaces)
    return f"{said}, in any form" if any(field == TEXT for field, _ in query.iter_all_terms()) else said


def _say(query: q.Query, surfaces: dict[tuple[str, str], str], *, inner: bool = False) -> str:
    def within(part: q.Query) -> str:
        return _say(part, surfaces, inner=True)

    match query:
        case q.Term() | q.Phrase():
            text = query.text if isinstance(query, q.Term) else " ".join(query.words)
            surface = surfaces.get((query.fieldname, text), text)
            quoted = query.fieldname == EXACT or isinstance(query, q.Phrase) or surface in _OPERATORS
            return _in_field(query.fieldname, f"“{surface}”" if quoted else surface) + _apart(query)
        case q.Prefix():
            return _in_field(query.fieldname, f"{query.text}*")
        case q.Wildcard():
            return _in_field(query.fieldname, query.text)
        case Published():
            return f"date: {query.said}"
        case q.Every():
            return "everything"
        case q.AndNot():
            said = f"{within(query.a)} NOT {within(query.b)}"
        case q.Not():
            said = f"NOT {within(query.query)}"
        case q.And():
            said = " AND ".join(within(part) for part in query)
        case q.Or():
            if partial := _partial(query):
                return _in_field(partial.fieldname, f"{surfaces.get((partial.fieldname, partial.text), partial.text)}…")
            said = " OR ".join(within(part) for part in query)
        case _:
            return "nothing"
    return f"({said})" if inner and not isinstance(query, q.Not) else said


def _partial(query: q.Or) -> q.Prefix | None:
    """The prefix in the pair that stands for a word that is still being typed."""
    match list(query):
        case [q.Term(), q.Prefix() as prefix]:
            return prefix
        case [q.Phrase(), q.Sequence() as parts]:
            *before, last = parts
            return q.Prefix(last.fieldname, " ".join([*(part.text for part in before), last.text]))
    return None


def _in_field(field: str, text: str) -> str:
    return f"{field}: {text}" if field in FILTER_FIELDS else text


def _apart(query: q.Query) -> str:
    return f" at most {query.slop - 1} words apart" if isinstance(query, q.Phrase) and query.slop > 1 else ""
