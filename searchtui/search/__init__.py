"""Searching: a `SearchRequest` becomes `SearchResults`."""

from searchtui.query import SpelledWord
from searchtui.search.backend import InconsistentIndexError, SearchBackend, StaleIndexError
from searchtui.search.compared import Alignment, Fate, Stretch, Version, VersionParagraph
from searchtui.search.concordance import MOST_MATCHES, Concordance, ConcordanceLine, Sorting, words_beside
from searchtui.search.listed import ListedFiles, listed_files
from searchtui.search.local import LocalBackend
from searchtui.search.picking import Pick
from searchtui.search.request import DEFAULT_LIMIT, Detail, Like, Mode, Order, SearchRequest, Unit
from searchtui.search.results import (
    Context,
    ContextParagraph,
    Explanation,
    Facets,
    FacetValue,
    FlatHit,
    FlatHits,
    Hit,
    HitGroup,
    HitGroups,
    QueryPart,
    ScoreExplanation,
    SearchResults,
    Share,
    Span,
    WordCount,
)

__all__ = [
    "DEFAULT_LIMIT",
    "MOST_MATCHES",
    "Alignment",
    "Concordance",
    "ConcordanceLine",
    "Context",
    "ContextParagraph",
    "Detail",
    "Explanation",
    "FacetValue",
    "Facets",
    "Fate",
    "FlatHit",
    "FlatHits",
    "Hit",
    "HitGroup",
    "HitGroups",
    "InconsistentIndexError",
    "Like",
    "ListedFiles",
    "LocalBackend",
    "Mode",
    "Order",
    "Pick",
    "QueryPart",
    "ScoreExplanation",
    "SearchBackend",
    "SearchRequest",
    "SearchResults",
    "Share",
    "Sorting",
    "Span",
    "SpelledWord",
    "StaleIndexError",
    "Stretch",
    "Unit",
    "Version",
    "VersionParagraph",
    "WordCount",
    "listed_files",
    "words_beside",
]
