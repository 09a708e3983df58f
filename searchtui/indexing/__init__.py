"""Indexing: articles become documents of a Whoosh index, one a paragraph.

Here is what a search needs too. What reads articles, `searchtui.indexing.reindex` and `searchtui.indexing.changes`, is
imported where that begins: it takes longer to import than most searches take.
"""

from searchtui.indexing.findings import Ailment, Examination, Finding
from searchtui.indexing.report import Changes, Progress, ProgressListener, ReindexReport
from searchtui.indexing.schema import KINDS
from searchtui.indexing.store import IndexFolder

__all__ = [
    "KINDS",
    "Ailment",
    "Changes",
    "Examination",
    "Finding",
    "IndexFolder",
    "Progress",
    "ProgressListener",
    "ReindexReport",
]
