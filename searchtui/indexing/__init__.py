"""Indexing: articles become documents of a Whoosh index, one a paragraph."""

from searchtui.indexing.changes import compare
from searchtui.indexing.checking import Damage, check_all
from searchtui.indexing.reindex import Source, reindex
from searchtui.indexing.report import Changes, Progress, ProgressListener, ReindexReport
from searchtui.indexing.schema import KINDS
from searchtui.indexing.store import IndexFolder

__all__ = [
    "KINDS",
    "Changes",
    "Damage",
    "IndexFolder",
    "Progress",
    "ProgressListener",
    "ReindexReport",
    "Source",
    "check_all",
    "compare",
    "reindex",
]
