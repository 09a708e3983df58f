"""Indexing: articles become documents of a Whoosh index, one a paragraph.

Here is what a search needs too. What reads articles, `searchtui.indexing.reindex` and `searchtui.indexing.changes`, is
imported where that begins: it takes longer to import than most searches take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.indexing.findings import Ailment, Examination, Finding
from searchtui.indexing.report import Changes, Progress, ProgressListener, ReindexReport
from searchtui.lazy import imported_when_used

if TYPE_CHECKING:
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

__getattr__ = imported_when_used(
    __name__,
    {
        "searchtui.indexing.schema": "KINDS",
        "searchtui.indexing.store": "IndexFolder",
    },
)
"""What is needed to open an index; those who show results do not."""
