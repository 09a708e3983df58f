"""Xapian, by the bindings that come with it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import xapian

from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import TOP, Built
from benchmarks.peers.processes import in_processes
from benchmarks.queries import Answer, Query

_WHOLE = "whole"
_SOURCE, _AUTHORS, _DAY = 0, 1, 2
_BETWEEN_AUTHORS = "\x1f"
_STEMMED, _EXACT, _HAS_SOURCE, _HAS_AUTHOR = "XT", "XE", "XS:", "XA:"
_LONGEST_TERM = 200
"""In bytes, prefix and all; Xapian takes at most 245."""


def version() -> str:
    """Its version."""
    return str(xapian.version_string())


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:
    """Build a database of neighbouring paragraphs in each of so many processes, and compact them into one."""
    started = time.perf_counter()
    bounds = paragraphs.parts(jobs)
    parts = [folder / str(number) for number in range(len(bounds))]
    in_processes(_part, [(paragraphs.folder, part, *bound) for part, bound in zip(parts, bounds, strict=True)], jobs)
    seconds = time.perf_counter() - started
    together = _together(parts)
    together.compact(str(folder / _WHOLE))
    together.close()
    for part in parts:
        for file in part.iterdir():
            file.unlink()
        part.rmdir()
    return Built(seconds, time.perf_counter() - started)


def _together(parts: list[Path]) -> Any:
    database = xapian.Database()
    for part in parts:
        database.add_database(xapian.Database(str(part)))
    return database


def _part(prepared: Path, folder: Path, first: int, last: int) -> None:
    database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE | xapian.DB_NO_SYNC)
    stemmed, exact = xapian.TermGenerator(), xapian.TermGenerator()
    stemmed.set_stemmer(xapian.Stem("en"))
    stemmed.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    exact.set_stemming_strategy(xapian.TermGenerator.STEM_NONE)
    for one in PreparedParagraphs(prepared).between(first, last):
        document = xapian.Document()
        for generator, prefix in ((stemmed, _STEMMED), (exact, _EXACT)):
            generator.set_document(document)
            generator.index_text(one.text, 1, prefix)
        document.set_data(one.text)
        document.add_boolean_term(_term(_HAS_SOURCE, one.source))
        for author in one.authors:
            document.add_boolean_term(_term(_HAS_AUTHOR, author))
        document.add_value(_SOURCE, one.source)
        document.add_value(_AUTHORS, _BETWEEN_AUTHORS.join(one.authors))
        document.add_value(_DAY, xapian.sortable_serialise(one.day))
        database.add_document(document)
    database.commit()
    database.close()


def _term(prefix: str, value: str) -> bytes:
    return (prefix + value).encode()[:_LONGEST_TERM]


def open_index(folder: Path) -> OpenedXapian:
    """Open what `build` has written."""
    return OpenedXapian(folder)


class OpenedXapian:
    """A database.

    Args:
        folder: in which it is.
    """

    def __init__(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder / _WHOLE))
        self._stem = xapian.Stem("en")

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    def answer(self, query: Query) -> Answer:
        """Answer a query; all matches are looked at, for exact counts."""
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._tree(query))
        by_source, by_authors = xapian.ValueCountMatchSpy(_SOURCE), xapian.ValueCountMatchSpy(_AUTHORS)
        enquire.add_matchspy(by_source)
        enquire.add_matchspy(by_authors)
        best = enquire.get_mset(0, TOP, self._database.get_doccount())
        texts = [match.document.get_data().decode() for match in best]
        sources = {item.term.decode(): item.termfreq for item in by_source.values()}
        authors: dict[str, int] = {}
        for item in by_authors.values():
            for author in item.term.decode().split(_BETWEEN_AUTHORS):
                authors[author] = authors.get(author, 0) + item.termfreq
        return Answer(best.get_matches_estimated(), texts, sources, authors)

    def _tree(self, query: Query) -> Any:
        tree = self._words(query)
        limits = []
        if query.first_day:
            days = [xapian.sortable_serialise(day) for day in (query.first_day, query.last_day)]
            limits.append(xapian.Query(xapian.Query.OP_VALUE_RANGE, _DAY, *days))
        if query.source:
            limits.append(xapian.Query(_term(_HAS_SOURCE, query.source)))
            limits.append(xapian.Query(_term(_HAS_AUTHOR, query.author)))
        for limit in limits:
            tree = xapian.Query(xapian.Query.OP_FILTER, tree, limit)
        return tree

    def _words(self, query: Query) -> Any:
        if query.kind == "phrase":
            words = [f"{_EXACT}{word}" for word in query.words]
            return xapian.Query(xapian.Query.OP_PHRASE, words, len(words))
        if query.kind == "prefix":
            no_limit, all_as_one = 0, xapian.Query.OP_SYNONYM
            return xapian.Query(
                xapian.Query.OP_WILDCARD,
                f"{_EXACT}{query.words[0]}",
                no_limit,
                xapian.Query.WILDCARD_LIMIT_ERROR,
                all_as_one,
            )
        words = [_STEMMED + self._stem(word).decode() for word in query.words]
        return xapian.Query(xapian.Query.OP_OR if query.kind == "or" else xapian.Query.OP_AND, words)
