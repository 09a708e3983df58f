"""Postings and columns of a Whoosh index as NumPy arrays, and the evaluation of Whoosh query trees on them.

Knows Whoosh and NumPy, nothing of articles. The codec is an ordinary Whoosh codec: an index of it is searched by
Whoosh itself too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.columnar.evaluation import Evaluator
from searchtui.columnar.facets import Facet, FacetColumn
from searchtui.columnar.index import ColumnarIndex
from searchtui.columnar.postings import IndexArrays, Postings
from searchtui.columnar.ranking import Matches, best, top
from searchtui.columnar.refinement import REFINEMENT
from searchtui.columnar.scoring import FieldScoring
from searchtui.columnar.segment import ColumnarCodec, ColumnarSegment
from searchtui.lazy import imported_when_used

if TYPE_CHECKING:
    from searchtui.columnar.builder import SegmentBuilder
    from searchtui.columnar.deletion import delete_documents
    from searchtui.columnar.merging import merge_built, merge_where_due
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
    "merge_built",
    "merge_where_due",
    "top",
]

__getattr__ = imported_when_used(
    __name__,
    {
        "searchtui.columnar.weighting": "LuceneBM25",
        "searchtui.columnar.builder": "SegmentBuilder",
        "searchtui.columnar.deletion": "delete_documents",
        "searchtui.columnar.merging": "merge_built merge_where_due",
    },
)
"""No search needs these."""
