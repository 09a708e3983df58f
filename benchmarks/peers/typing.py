"""searchtui as it is while somebody types: each key is a search with all that the screen then shows."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers import searching
from benchmarks.queries import Answer, Query
from searchtui.collection import SearchRequest

_ROWS = 34
"""Of the hit list on a screen of 160x48."""

version, build = searching.version, searching.build


def open_index(folder: Path) -> OpenedWhileTyping:
    """Open a collection that has an index."""
    return OpenedWhileTyping(folder)


class OpenedWhileTyping(searching.OpenedCollection):
    """A collection that is asked at each key."""

    def answer(self, query: Query) -> Answer:
        """Search for what is typed so far, with facets, highlights and contexts."""
        typing = not query.typed[-1:].isspace()
        found = self._collection.search(SearchRequest(text=query.typed, prefix_last=typing, limit=_ROWS))
        return Answer(found.paragraphs, [hit.text for hit in found.hits], {}, {})
