"""searchtui's columnar codec."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh import columns, fields
from whoosh.filedb.filestore import FileStorage

import searchtui
from benchmarks.paragraphs import Paragraph, PreparedParagraphs
from benchmarks.peers import TOP, Built
from benchmarks.peers.processes import in_processes
from benchmarks.peers.trees import tree
from benchmarks.queries import Answer, Query
from searchtui.analysis import VALUE_SEPARATOR, WordAnalyzer
from searchtui.columnar import (
    REFINEMENT,
    ColumnarCodec,
    ColumnarIndex,
    ColumnarSegment,
    Evaluator,
    FacetColumn,
    FieldScoring,
    IndexArrays,
    Matches,
    SegmentBuilder,
    merge_where_due,
    top,
)

_MEMORY_BYTES = 512 << 20
"""Of all processes that build, together."""

_PARTS_A_JOB = 3
_LEAST_BYTES = 16 << 20
"""Of text, for a part; less would make small segments."""

_SCORING = {"text": FieldScoring(lengths="text"), "exact": FieldScoring(lengths="exact")}


def version() -> str:
    """Its version."""
    return searchtui.__version__


def _schema() -> fields.Schema:
    return fields.Schema(
        text=fields.TEXT(analyzer=WordAnalyzer(stemmed=True), phrase=True, stored=True),
        exact=REFINEMENT("text", analyzer=WordAnalyzer(stemmed=False), phrase=True),
        source=fields.COLUMN(FacetColumn(VALUE_SEPARATOR)),
        author=fields.COLUMN(FacetColumn(VALUE_SEPARATOR)),
        article=fields.COLUMN(columns.NumericColumn("i")),
        day=fields.COLUMN(columns.NumericColumn("i")),
    )


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:
    """Build segments of neighbouring paragraphs in so many processes, merge what is due, and commit them together."""
    started = time.perf_counter()
    index = FileStorage(str(folder)).create_index(_schema(), indexclass=ColumnarIndex)
    memory = _MEMORY_BYTES // jobs
    # Several for each job, since one text takes longer than another, and nobody should wait for the last one.
    parts = paragraphs.parts(max(jobs, min(jobs * _PARTS_A_JOB, paragraphs.text_bytes // _LEAST_BYTES)))
    done = in_processes(_part, [(paragraphs.folder, folder, memory, *bounds) for bounds in parts], jobs)
    segments = [segment for some in done for segment in some]
    segments = merge_where_due(index.storage, index.indexname, index.schema, segments, _MEMORY_BYTES)
    index.writer(codec=ColumnarCodec()).commit(mergetype=lambda _writer, _segments: segments)
    seconds = time.perf_counter() - started
    return Built(seconds, seconds)


def _part(prepared: Path, folder: Path, memory: int, first: int, last: int) -> list[ColumnarSegment]:
    """Build the segments of some paragraphs."""
    index = ColumnarIndex(FileStorage(str(folder)), _schema())
    segments = []
    builder = SegmentBuilder(index.storage, index.indexname, index.schema, memory)
    paragraphs = PreparedParagraphs(prepared).between(first, last)
    for (source, authors, article, day), some in itertools.groupby(paragraphs, _of_article):
        shared = {"source": source, "author": VALUE_SEPARATOR.join(authors), "article": article, "day": day}
        builder.add_all(({"text": one.text, "exact": one.text} for one in some), shared)
        if builder.is_full:
            segments.append(builder.finish())
            builder = SegmentBuilder(index.storage, index.indexname, index.schema, memory)
    if len(builder):
        segments.append(builder.finish())
    return segments


def _of_article(one: Paragraph) -> tuple[str, tuple[str, ...], int, int]:
    """What all paragraphs of an article have in common."""
    return one.source, one.authors, one.article, one.day


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

    def close(self) -> None:
        """Let go of the files."""
        self._arrays.reader.close()

    def answer(self, query: Query) -> Answer:
        """Answer a query."""
        found = self._filtered(query, self._evaluator.evaluate(tree(query)))
        sources, authors = self._counts("source", found.docs), self._counts("author", found.docs)
        texts = [self._arrays.stored(doc)["text"] for doc in top(found, TOP).tolist()]
        return Answer(len(found.docs), texts, sources, authors)

    def _filtered(self, query: Query, found: Matches) -> Matches:
        docs = found.docs
        if query.source:
            keep = self._having("source", query.source, docs) & self._having("author", query.author, docs)
        elif query.first_day:
            days = self._arrays.raw_column("day")[docs]
            keep = (days >= query.first_day) & (days <= query.last_day)
        else:
            return found
        return Matches(docs[keep], found.scores[keep])

    def _having(self, name: str, value: str, docs: NDArray[np.int64]) -> NDArray[np.bool_]:
        facet = self._arrays.facet(name)
        return facet.among(docs, [facet.values.index(value)])

    def _counts(self, name: str, docs: NDArray[np.int64]) -> dict[str, int]:
        facet = self._arrays.facet(name)
        counts = facet.counts(docs)
        occurring = np.flatnonzero(counts)
        return dict(zip([facet.values[n] for n in occurring.tolist()], counts[occurring].tolist(), strict=True))
