"""Postings and columns of a Whoosh index as NumPy arrays, and the evaluation of Whoosh query trees on them.

Knows Whoosh and NumPy, nothing of articles. The codec is an ordinary Whoosh codec: an index of it is searched by
Whoosh itself too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from searchtui.columnar.evaluation import Evaluator
from searchtui.columnar.facets import Facet, FacetColumn
from searchtui.columnar.index import ColumnarIndex
from searchtui.columnar.postings import IndexArrays, Postings
from searchtui.columnar.ranking import Matches, best, top
from searchtui.columnar.refinement import REFINEMENT
from searchtui.columnar.scoring import FieldScoring
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment

if TYPE_CHECKING:
    from searchtui.columnar.builder import SegmentBuilder
    from searchtui.columnar.deletion import delete_documents
    from searchtui.columnar.merging import merge_where_due
    from searchtui.columnar.weighting import LuceneBM25

__all__ = [
    "REFINEMENT",
    "ColumnarCodec",
    "ColumnarIndex",
    "ColumnarSegment",
    "Evaluator",
    "Facet",
    "FacetColumn",
    "FieldScoring",
    "IndexArrays",
    "LuceneBM25",
    "Matches",
    "Postings",
    "SegmentBuilder",
    "best",
    "delete_documents",
    "merge_where_due",
    "top",
]

_IMPORTED_WHEN_USED = {
    "LuceneBM25": "weighting",
    "SegmentBuilder": "builder",
    "delete_documents": "deletion",
    "merge_where_due": "merging",
}
"""What no search needs, with its module."""


def __getattr__(name: str) -> object:
    """Import what no search needs only when it is used: imports are most of what a search from the shell takes."""
    if name in _IMPORTED_WHEN_USED:
        return getattr(import_module(f"{__name__}.{_IMPORTED_WHEN_USED[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
