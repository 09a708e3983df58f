"""searchtui as it is used: a collection of articles, searched by what is typed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import searchtui
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import TOP, Built
from benchmarks.queries import Answer, Query
from searchtui.collection import Collection, SearchRequest
from searchtui.settings import SETTINGS_FILE


def version() -> str:
    """Its version."""
    return searchtui.__version__


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:
    """Make the folder a collection of the articles, which stay where they are, and index it."""
    # What JSON writes between quotes TOML reads as the same text.
    settings = f'articles = {json.dumps(str(paragraphs.articles.resolve()))}\nindex = "index"\n'
    (folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    started = time.perf_counter()
    with Collection.open(folder) as collection:
        collection.reindex(jobs=jobs)
    seconds = time.perf_counter() - started
    return Built(seconds, seconds)


def open_index(folder: Path) -> OpenedCollection:
    """Open a collection that has an index."""
    return OpenedCollection(folder)


class OpenedCollection:
    """A collection.

    Args:
        folder: of the collection.
    """

    def __init__(self, folder: Path) -> None:
        self._collection = Collection.open(folder)
        self._collection.check()

    def close(self) -> None:
        """Let go of the files."""
        self._collection.close()

    def answer(self, query: Query) -> Answer:
        """Search for what was typed; without facets, highlights and contexts, which are no part of finding."""
        found = self._collection.search(SearchRequest(text=query.typed, limit=TOP, details=()))
        return Answer(found.paragraphs, [hit.text for hit in found.hits], {}, {})
