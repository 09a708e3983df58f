"""Filters by source, author and date: what a query says, what the facets show, and how one becomes the other.

A filter that stands beside everything else of a query is the same as a value that is picked in a facet. Values of one
facet are alternatives, so picking a second one finds more; limits such as `date:>2019` each find less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from whoosh import query as q
from whoosh.qparser import plugins, syntax

from searchtui.query.operators import is_operand
from searchtui.query.published import DATE_FIELD, Published
from searchtui.query.syntax import Grammar, Words
from searchtui.query.tree import NamedArticles

__all__ = ["FACET_FIELDS", "Filter", "FilterText", "filter_texts", "filters_of"]

FACET_FIELDS = ("source", "author", DATE_FIELD)

_Open, _Close = plugins.GroupPlugin.OpenBracket, plugins.GroupPlugin.CloseBracket


class Filter(msgspec.Struct, frozen=True):
    """One filter.

    Args:
        query: what it lets through, or keeps out.
        banned: whether it keeps that out.
    """

    query: q.Query
    banned: bool = False

    @property
    def field(self) -> str:
        """The facet that it belongs to."""
        return str(self.query.field())

    @property
    def is_limit(self) -> bool:
        """Whether it narrows what others of its field leave, instead of being one of several values."""
        return isinstance(self.query, Published) and self.query.is_limit


def filters_of(group: Any, grammar: Grammar) -> tuple[tuple[Filter, ...], Any]:
    """The filters that stand beside everything else, and the rest of a query.

    Args:
        group: the outermost group of the syntax tree.
        grammar: that it was made by.
    """
    if not isinstance(group, Words):
        return (), group
    filters: list[Filter] = []
    rest = group.empty_copy()
    for node in group:
        found = list(_alternatives(node, grammar))
        if found:
            filters += found
        else:
            rest.append(node)
    return tuple(filters), rest


def _alternatives(node: Any, grammar: Grammar) -> Iterable[Filter]:
    """The filters that a node consists of; none where it is anything else, or mixes fields."""
    if isinstance(node, syntax.NotGroup) and len(node) == 1:
        return [_banned(found) for found in _alternatives(node[0], grammar) if not found.banned]
    if isinstance(node, syntax.OrGroup) or (isinstance(node, Words) and len(node) == 1):
        found = [list(_alternatives(part, grammar)) for part in node]
        flat = [filter_ for some in found for filter_ in some]
        alike = len({filter_.field for filter_ in flat}) == 1
        plain = not any(filter_.banned or filter_.is_limit for filter_ in flat)
        return flat if all(found) and alike and (plain or len(flat) == 1) else ()
    if isinstance(node, syntax.GroupNode) or getattr(node, "fieldname", None) not in FACET_FIELDS:
        return ()
    made = node.query(grammar)
    if isinstance(made, NamedArticles | Published):
        return (Filter(made),)
    return ()


def _banned(filter_: Filter) -> Filter:
    """A filter that keeps out what it let through; a correction would keep out what nobody named."""
    query = filter_.query
    return Filter(query.literally() if isinstance(query, NamedArticles) else query, banned=True)


class FilterText(NamedTuple):
    """Filters as they stand in the text of a query.

    Args:
        start, end: the characters of the text that say them.
        filters: what they say: one, or several of one field that are alternatives.
    """

    start: int
    end: int
    filters: tuple[Filter, ...]


def filter_texts(text: str) -> list[FilterText]:
    """Where the filters of a query stand in its text.

    Args:
        text: the query, with straight quotes.
    """
    grammar = Grammar()
    found = []
    for start, end in _members(grammar.tag(text)):
        filters, rest = filters_of(grammar.process(text[start:end]), grammar)
        if filters and not len(rest):
            found.append(FilterText(start, end, filters))
    return found


def _members(nodes: Iterable[Any]) -> Iterator[tuple[int, int]]:
    """Where the members of the outermost group begin and end: what operators join is one of them.

    Args:
        nodes: as they are tagged, blanks and parentheses among them.
    """
    tagged = _matched([node for node in nodes if not node.is_ws()])
    start = end = depth = 0
    is_begun = is_whole = False
    for at, node in enumerate(tagged):
        depth -= isinstance(node, _Close)
        is_prefix = isinstance(node, syntax.FieldnameNode | syntax.PrefixOperator)
        waits = isinstance(node, syntax.FieldnameNode | syntax.Operator) and is_operand(tagged, at + 1)
        joins = waits and not is_prefix and is_whole
        if is_whole and not joins and not depth and not isinstance(node, _Close):
            yield start, end
            is_begun = False
        if not is_begun:
            start, is_begun = node.startchar, True
        depth += isinstance(node, _Open)
        is_whole = not (depth or joins or (waits and is_prefix))
        if is_whole:
            end = node.endchar
    if is_whole:
        yield start, end


def _matched(nodes: Sequence[Any]) -> list[Any]:
    """All but the parentheses that have no counterpart."""
    opened: list[int] = []
    alone: set[int] = set()
    for at, node in enumerate(nodes):
        if isinstance(node, _Open):
            opened.append(at)
        elif isinstance(node, _Close):
            if opened:
                opened.pop()
            else:
                alone.add(at)
    return [node for at, node in enumerate(nodes) if at not in alone.union(opened)]
