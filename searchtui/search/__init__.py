"""Searching: a `SearchRequest` becomes `SearchResults`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.lazy import imported_when_used
from searchtui.query.spelled import SpelledWord
from searchtui.search.backend import InconsistentIndexError, SearchBackend, StaleIndexError
from searchtui.search.compared import Alignment, Fate, Stretch, Version, VersionParagraph
from searchtui.search.listed import ListedFiles, listed_files
from searchtui.search.pick import Pick
from searchtui.search.request import DEFAULT_LIMIT, Detail, Like, Mode, Order, SearchRequest, Unit
from searchtui.search.results import (
    Context,
    ContextParagraph,
    DateCounts,
    DatePart,
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
from searchtui.search.sorting import MOST_MATCHES, Sorting

if TYPE_CHECKING:
    from searchtui.search.concordance import Concordance, ConcordanceLine, words_beside
    from searchtui.search.local import LocalBackend

__all__ = [
    "DEFAULT_LIMIT",
    "MOST_MATCHES",
    "Alignment",
    "Concordance",
    "ConcordanceLine",
    "Context",
    "ContextParagraph",
    "DateCounts",
    "DatePart",
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

__getattr__ = imported_when_used(
    __name__,
    {
        "searchtui.search.concordance": "Concordance ConcordanceLine words_beside",
        "searchtui.search.local": "LocalBackend",
    },
)
"""What searches; those who show results only know what was found."""
