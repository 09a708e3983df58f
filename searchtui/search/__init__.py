"""Searching: a `SearchRequest` becomes `SearchResults`."""

from searchtui.query import SpelledWord
from searchtui.search.backend import InconsistentIndexError, SearchBackend, StaleIndexError
from searchtui.search.local import LocalBackend
from searchtui.search.picking import Pick
from searchtui.search.request import DEFAULT_LIMIT, Detail, Like, Mode, SearchRequest
from searchtui.search.results import (
    Context,
    ContextParagraph,
    Explanation,
    Facets,
    FacetValue,
    Hit,
    HitGroup,
    QueryPart,
    ScoreExplanation,
    SearchResults,
    Share,
    Span,
    WordCount,
)

__all__ = [
    "DEFAULT_LIMIT",
    "Context",
    "ContextParagraph",
    "Detail",
    "Explanation",
    "FacetValue",
    "Facets",
    "Hit",
    "HitGroup",
    "InconsistentIndexError",
    "Like",
    "LocalBackend",
    "Mode",
    "Pick",
    "QueryPart",
    "ScoreExplanation",
    "SearchBackend",
    "SearchRequest",
    "SearchResults",
    "Share",
    "Span",
    "SpelledWord",
    "StaleIndexError",
    "WordCount",
]
