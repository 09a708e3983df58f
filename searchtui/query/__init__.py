"""Queries: what the user typed becomes a Whoosh query tree."""

from searchtui.query.filters import FACET_FIELDS, Filter
from searchtui.query.mode import Mode
from searchtui.query.names import NameIndex
from searchtui.query.parser import FEW_WORDS, ParsedQuery, parse
from searchtui.query.published import Published
from searchtui.query.resolution import Corrections, Resolved, SpelledWord, resolved
from searchtui.query.sought import SoughtWord, sought
from searchtui.query.tree import NamedArticles

__all__ = [
    "FACET_FIELDS",
    "FEW_WORDS",
    "Corrections",
    "Filter",
    "Mode",
    "NameIndex",
    "NamedArticles",
    "ParsedQuery",
    "Published",
    "Resolved",
    "SoughtWord",
    "SpelledWord",
    "parse",
    "resolved",
    "sought",
]
