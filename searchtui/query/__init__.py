"""Queries: what the user typed becomes a Whoosh query tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.lazy import imported_when_used
from searchtui.query.mode import Mode
from searchtui.query.spelled import SpelledWord

if TYPE_CHECKING:
    from searchtui.query.filters import FACET_FIELDS, Filter
    from searchtui.query.names import NameIndex
    from searchtui.query.parser import FEW_WORDS, ParsedQuery, parse
    from searchtui.query.published import Published
    from searchtui.query.resolution import Corrections, Resolved, resolved
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
    "SpelledWord",
    "parse",
    "resolved",
]

__getattr__ = imported_when_used(
    __name__,
    {
        "searchtui.query.filters": "FACET_FIELDS Filter",
        "searchtui.query.names": "NameIndex",
        "searchtui.query.parser": "FEW_WORDS ParsedQuery parse",
        "searchtui.query.published": "Published",
        "searchtui.query.resolution": "Corrections Resolved resolved",
        "searchtui.query.tree": "NamedArticles",
    },
)
"""What reads queries; those who show results only know what was read."""
