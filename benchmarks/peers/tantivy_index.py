"""tantivy, by its bindings for Python."""

from __future__ import annotations

import time
from importlib import metadata
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import TOP, Built
from benchmarks.queries import Answer, Query

_HEAP_BYTES = 512_000_000
_MOST_VALUES = 65_000
_COUNTS = {
    "sources": {"terms": {"field": "source", "size": _MOST_VALUES}},
    "authors": {"terms": {"field": "author", "size": _MOST_VALUES}},
}


def version() -> str:
    """Its version."""
    return metadata.version("tantivy")


def _analyzer(*, stemmed: bool) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return builder.filter(tantivy.Filter.stemmer("english")).build() if stemmed else builder.build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True, tokenizer_name="stemmed", index_option="position")
    builder.add_text_field("exact", tokenizer_name="folded", index_option="position")
    builder.add_text_field("source", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("author", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", fast=True)
    return builder.build()


def _register(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("stemmed", _analyzer(stemmed=True))
    index.register_tokenizer("folded", _analyzer(stemmed=False))
    return index


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:
    """Feed its threads from this one, commit, and wait for the merges that are under way."""
    started = time.perf_counter()
    index = _register(tantivy.Index(_schema(), path=str(folder)))
    writer = index.writer(_HEAP_BYTES, jobs)
    for paragraph in paragraphs:
        document = tantivy.Document()
        document.add_text("text", paragraph.text)
        document.add_text("exact", paragraph.text)
        document.add_text("source", paragraph.source)
        for author in paragraph.authors:
            document.add_text("author", author)
        document.add_integer("day", paragraph.day)
        writer.add_document(document)
    writer.commit()
    seconds = time.perf_counter() - started
    writer.wait_merging_threads()
    return Built(seconds, time.perf_counter() - started)


def open_index(folder: Path) -> OpenedTantivy:
    """Open what `build` has written."""
    return OpenedTantivy(folder)


class OpenedTantivy:
    """An index of tantivy's.

    Args:
        folder: of the index.
    """

    def __init__(self, folder: Path) -> None:
        index = _register(tantivy.Index.open(str(folder)))
        self._schema = index.schema
        self._searcher = index.searcher()
        self._stemmed = _analyzer(stemmed=True)

    def close(self) -> None:
        """Let go of the files."""
        del self._searcher

    def answer(self, query: Query) -> Answer:
        """Answer a query.

        Every paragraph has one source, so the counts of the sources add up to that of all matches; this spares a count
        of its own, with which the search for the best could skip nothing.
        """
        tree = self._tree(query)
        hits = self._searcher.search(tree, TOP, count=False).hits
        texts = [self._searcher.doc(address).get_first("text") or "" for _, address in hits]
        counted = self._searcher.aggregate(tree, _COUNTS)
        sources, authors = (
            {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]} for name in _COUNTS
        )
        return Answer(sum(sources.values()), texts, sources, authors)

    def _tree(self, query: Query) -> tantivy.Query:
        if query.kind == "phrase":
            return tantivy.Query.phrase_query(self._schema, "exact", list(query.words))
        if query.kind == "prefix":
            return tantivy.Query.regex_query(self._schema, "exact", f"{query.words[0]}.*")
        parts = [self._term("text", self._stemmed.analyze(word)[0], "position") for word in query.words]
        if query.first_day:
            kind = tantivy.FieldType.Integer
            parts.append(
                tantivy.Query.range_query(self._schema, "day", kind, query.first_day, query.last_day, True, True)
            )
        if query.source:
            parts += [self._term("source", query.source, "basic"), self._term("author", query.author, "basic")]
        if len(parts) == 1:
            return parts[0]
        occur = tantivy.Occur.Should if query.kind == "or" else tantivy.Occur.Must
        return tantivy.Query.boolean_query([(occur, part) for part in parts])

    def _term(self, field: str, value: Any, option: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, option)
