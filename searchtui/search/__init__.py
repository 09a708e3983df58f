"""Searching: a `SearchRequest` becomes `SearchResults`."""

from searchtui.query import SpelledWord
from searchtui.search.backend import InconsistentIndexError, LocalBackend, SearchBackend, StaleIndexError
from searchtui.search.picking import Pick
from searchtui.search.request import DEFAULT_LIMIT, Detail, Like, Mode, SearchRequest
from searchtui.search.results import (
    Context,
    ContextParagraph,
    Facets,
    FacetValue,
    Hit,
    HitGroup,
    SearchResults,
    Span,
)

__all__ = [
    "DEFAULT_LIMIT",
    "Context",
    "ContextParagraph",
    "Detail",
    "FacetValue",
    "Facets",
    "Hit",
    "HitGroup",
    "InconsistentIndexError",
    "Like",
    "LocalBackend",
    "Mode",
    "Pick",
    "SearchBackend",
    "SearchRequest",
    "SearchResults",
    "Span",
    "SpelledWord",
    "StaleIndexError",
]
