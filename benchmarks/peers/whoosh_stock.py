"""Whoosh with the codec that it comes with."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import whoosh
from numpy.typing import NDArray
from whoosh import collectors, columns, fields, index
from whoosh.codec.whoosh3 import W3Codec

from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import TOP, Built
from benchmarks.peers.articles import ArticleFacets, Articles
from benchmarks.peers.trees import tree
from benchmarks.queries import Answer, Query
from searchtui.analysis import WordAnalyzer

_MEMORY_MB = 256
"""Of each process that writes."""


def version() -> str:
    """Its version."""
    return ".".join(map(str, whoosh.__version__))


def _schema() -> fields.Schema:
    return fields.Schema(
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), phrase=True, stored=True),
        exact=fields.TEXT(analyzer=WordAnalyzer(stemmed=False), phrase=True),
        article=fields.COLUMN(columns.NumericColumn("i")),
        day=fields.COLUMN(columns.NumericColumn("i")),
    )


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:
    """Feed so many processes, each of which writes a segment."""
    started = time.perf_counter()
    several = {"procs": jobs, "multisegment": True} if jobs > 1 else {}
    writer = index.create_in(str(folder), _schema()).writer(codec=W3Codec(), limitmb=_MEMORY_MB, **several)
    articles: Articles = {}
    for one in paragraphs:
        writer.add_document(text=one.text, exact=one.text, article=one.article, day=one.day)
        articles[one.article] = one.source, one.authors
    writer.commit()
    ArticleFacets.write(articles, folder)
    seconds = time.perf_counter() - started
    return Built(seconds, seconds)


def open_index(folder: Path) -> OpenedWhoosh:
    """Open what `build` has written."""
    return OpenedWhoosh(folder)


class OpenedWhoosh:
    """An index of stock Whoosh.

    Args:
        folder: of the index.
    """

    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(str(folder)).searcher()
        self._facets = ArticleFacets(folder)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    @cached_property
    def _articles(self) -> NDArray[np.int64]:
        return self._column("article")

    @cached_property
    def _days(self) -> NDArray[np.int64]:
        return self._column("day")

    def _column(self, name: str) -> NDArray[np.int64]:
        reader = self._searcher.reader()
        values = reader.column_reader(name, translate=False)
        return np.fromiter((values[doc] for doc in range(reader.doc_count_all())), np.int64)

    def answer(self, query: Query) -> Answer:
        """Answer a query. The documents are gathered as the best are sought, and counted by article."""
        gathering = _Gathering(TOP, self._allowed(query))
        self._searcher.search_with_collector(tree(query), gathering)
        by_article = np.bincount(self._articles[gathering.docs], minlength=self._facets.articles)
        sources, authors = self._facets.counted(by_article)
        texts = [hit["text"] for hit in gathering.results()]
        return Answer(len(gathering.docs), texts, sources, authors)

    def _allowed(self, query: Query) -> bytes | None:
        """Which documents the limits of a query leave, a byte each."""
        if query.first_day:
            return ((self._days >= query.first_day) & (self._days <= query.last_day)).tobytes()
        if query.source:
            return self._facets.chosen(query.source, query.author)[self._articles].tobytes()
        return None


class _Gathering(collectors.TopCollector):  # type: ignore[misc]
    """The best documents, and the numbers of all.

    The shortcuts by block quality are off: with them Whoosh's best N are not always the best, and it would have to
    search a second time to count.

    Args:
        limit: how many best ones are wanted.
        allowed: a byte for each document, 0 for those to leave out; None to take all.
    """

    def __init__(self, limit: int, allowed: bytes | None) -> None:
        super().__init__(limit, usequality=False, replace=0)
        self._allowed = allowed
        self.docs: list[int] = []

    def collect(self, sub_docnum: int) -> Any:
        """Take the document at which the matcher stands."""
        doc = self.offset + sub_docnum
        if self._allowed is not None and not self._allowed[doc]:
            return 0
        self.docs.append(doc)
        return super().collect(sub_docnum)
