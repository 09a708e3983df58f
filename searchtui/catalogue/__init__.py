"""The catalogue: what a generation of the index knows of its files and articles, apart from the postings.

Indexing writes it beside Whoosh's segments, search reads it. The story of an article is here and not in a posting,
because a new article may change the story of old ones. It consists of columns that are read where they lie and of
records that are decoded one at a time when they are looked at, so that opening it takes no time, however large it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.catalogue.records import ArticleRecord, FileRecord, StoryLink
from searchtui.lazy import imported_when_used

if TYPE_CHECKING:
    from searchtui.catalogue.catalogue import Catalogue
    from searchtui.catalogue.columns import BLOBS, NUMBERS, Columns, MemoryColumns
    from searchtui.catalogue.editing import Edit, edit, with_records, with_stories
    from searchtui.catalogue.packing import sidecar_number

__all__ = [
    "BLOBS",
    "FORMAT",
    "NUMBERS",
    "ArticleRecord",
    "Catalogue",
    "Columns",
    "Edit",
    "FileRecord",
    "MemoryColumns",
    "StoryLink",
    "edit",
    "sidecar_number",
    "with_records",
    "with_stories",
]

FORMAT = 8
"""Version of everything in the index folder; another number means that the index must be rebuilt."""

__getattr__ = imported_when_used(
    __name__,
    {
        "searchtui.catalogue.catalogue": "Catalogue",
        "searchtui.catalogue.columns": "BLOBS NUMBERS Columns MemoryColumns",
        "searchtui.catalogue.editing": "Edit edit with_records with_stories",
        "searchtui.catalogue.packing": "sidecar_number",
    },
)
"""Those who show results know records alone."""
