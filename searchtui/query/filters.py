"""Filters by source, author and date: what a query says, what the facets show, and how one becomes the other.

A filter that stands beside everything else of a query is the same as a value that is picked in a facet. Values of one
facet are alternatives, so picking a second one finds more; limits such as `date:>2019` each find less.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from whoosh import query as q
from whoosh.qparser import plugins, syntax

from searchtui.query.leaves import Leaf
from searchtui.query.published import DATE_FIELD, Published
from searchtui.query.syntax import Grammar, Words
from searchtui.query.tree import NamedArticles

__all__ = ["FACET_FIELDS", "Filter", "FilterText", "filter_texts", "filters_of"]

FACET_FIELDS = ("source", "author", DATE_FIELD)


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
        return [Filter(found.query, banned=True) for found in _alternatives(node[0], grammar) if not found.banned]
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


class FilterText(NamedTuple):
    """A filter as it stands in the text of a query.

    Args:
        start, end: the characters of the text that say it.
        filter: what they say.
    """

    start: int
    end: int
    filter: Filter


def filter_texts(text: str) -> list[FilterText]:
    """Where the filters of a query stand in its text, those in parentheses apart.

    Args:
        text: the query.
    """
    found: list[FilterText] = []
    depth, before = 0, list[Any]()
    grammar = Grammar()
    for node in grammar.tag(text):
        depth += isinstance(node, plugins.GroupPlugin.OpenBracket) - isinstance(node, plugins.GroupPlugin.CloseBracket)
        if isinstance(node, syntax.FieldnameNode | syntax.PrefixOperator):
            before.append(node)
            continue
        end = getattr(node, "endchar", None)
        if before and isinstance(before[-1], syntax.FieldnameNode) and isinstance(node, Leaf) and end and not depth:
            node.set_fieldname(before[-1].fieldname)
            banned = len(before) > 1 and before[-2].grouptype is syntax.NotGroup
            start = before[-2 if banned else -1].startchar
            found += [FilterText(start, end, Filter(filter_.query, banned)) for filter_ in _alternatives(node, grammar)]
        if not node.is_ws():
            before = []
    return found
