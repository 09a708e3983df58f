"""searchtui's columnar codec."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import columns, fields
from whoosh.filedb.filestore import FileStorage

import searchtui
from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import TOP, Built
from benchmarks.peers.articles import ArticleFacets, Articles
from benchmarks.peers.processes import in_processes
from benchmarks.peers.trees import tree
from benchmarks.queries import Answer, Query
from searchtui.analysis import WordAnalyzer
from searchtui.columnar import (
    REFINEMENT,
    ColumnarCodec,
    ColumnarIndex,
    ColumnarSegment,
    Evaluator,
    FieldScoring,
    IndexArrays,
    Matches,
    SegmentBuilder,
    merge_where_due,
)

_MEMORY_BYTES = 512 << 20
"""Of all processes that build, together."""

_SCORING = {"text": FieldScoring(lengths="text"), "exact": FieldScoring(lengths="exact")}


def version() -> str:
    """Its version."""
    return searchtui.__version__


def _schema() -> fields.Schema:
    return fields.Schema(
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), phrase=True, stored=True),
        exact=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False), phrase=True),
        article=fields.COLUMN(columns.NumericColumn("i")),
        day=fields.COLUMN(columns.NumericColumn("i")),
    )


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:
    """Build segments of neighbouring paragraphs in so many processes, merge what is due, and commit them together."""
    started = time.perf_counter()
    index = FileStorage(str(folder)).create_index(_schema(), indexclass=ColumnarIndex)
    memory = _MEMORY_BYTES // jobs
    done = in_processes(_part, [(paragraphs.folder, folder, memory, *bounds) for bounds in paragraphs.parts(jobs)])
    segments = [segment for some, _ in done for segment in some]
    segments = merge_where_due(index.storage, index.indexname, index.schema, segments, _MEMORY_BYTES)
    articles: Articles = {}
    for _, some in done:
        articles |= some
    ArticleFacets.write(articles, folder)
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, _segments: segments)
    seconds = time.perf_counter() - started
    return Built(seconds, seconds)


def _part(prepared: Path, folder: Path, memory: int, first: int, last: int) -> tuple[list[ColumnarSegment], Articles]:
    """Build the segments of some paragraphs."""
    index = ColumnarIndex(FileStorage(str(folder)), _schema())
    segments, articles = [], Articles()
    builder = SegmentBuilder(index.storage, index.indexname, index.schema, memory)
    for paragraph in PreparedParagraphs(prepared).between(first, last):
        text = paragraph.text
        builder.add(text=text, exact=text, article=paragraph.article, day=paragraph.day)
        articles[paragraph.article] = paragraph.source, paragraph.authors
        if builder.is_full:
            segments.append(builder.finish())
            builder = SegmentBuilder(index.storage, index.indexname, index.schema, memory)
    if len(builder):
        segments.append(builder.finish())
    return segments, articles


def open_index(folder: Path) -> OpenedColumnar:
    """Open what `build` has written."""
    return OpenedColumnar(folder)


class OpenedColumnar:
    """An index of the columnar codec.

    Args:
        folder: of the index.
    """

    def __init__(self, folder: Path) -> None:
        index = ColumnarIndex(FileStorage(str(folder), supports_mmap=True), _schema())
        self._arrays = IndexArrays(index.reader())
        self._evaluator = Evaluator(self._arrays, _SCORING)
        self._facets = ArticleFacets(folder)

    def close(self) -> None:
        """Let go of the files."""
        self._arrays.reader.close()

    def answer(self, query: Query) -> Answer:
        """Answer a query."""
        found = self._filtered(query, self._evaluator.evaluate(tree(query)))
        by_article = np.bincount(self._arrays.column("article")[found.docs], minlength=self._facets.articles)
        sources, authors = self._facets.counted(by_article)
        reader = self._arrays.reader
        texts = [reader.stored_fields(doc)["text"] for doc in _best(found, TOP).tolist()]
        return Answer(len(found.docs), texts, sources, authors)

    def _filtered(self, query: Query, found: Matches) -> Matches:
        if query.source:
            chosen = self._facets.chosen(query.source, query.author)
            keep = chosen[self._arrays.column("article")[found.docs]]
        elif query.first_day:
            days = self._arrays.column("day")[found.docs]
            keep = (days >= query.first_day) & (days <= query.last_day)
        else:
            return found
        return Matches(found.docs[keep], found.scores[keep])


def _best(found: Matches, most: int) -> NDArray[np.int64]:
    """The documents of the highest scores in order, those of one score in the order of the documents."""
    docs, scores = found
    if len(docs) > most:
        least = np.partition(scores, len(scores) - most)[len(scores) - most]
        keep = scores >= least
        docs, scores = docs[keep], scores[keep]
    return docs[np.lexsort((docs, -scores))[:most]]
