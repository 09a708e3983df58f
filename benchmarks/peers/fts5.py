"""SQLite's FTS5, by the standard library."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from benchmarks.paragraphs import PreparedParagraphs
from benchmarks.peers import TOP, Built
from benchmarks.queries import Answer, Query

_FILE = "paragraphs.sqlite"
_BATCH = 10_000
_FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -256000;"
_MAPPED = "PRAGMA mmap_size = 8589934592; PRAGMA cache_size = -64000;"
_TABLES = """
CREATE TABLE paragraph (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE published (id INTEGER PRIMARY KEY, article INTEGER NOT NULL, day INTEGER NOT NULL);
CREATE TABLE article (id INTEGER PRIMARY KEY, source TEXT NOT NULL);
CREATE TABLE author (article INTEGER, name TEXT, PRIMARY KEY (article, name)) WITHOUT ROWID;
CREATE VIRTUAL TABLE stemmed USING fts5 (
    text, content = 'paragraph', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE exact USING fts5 (
    text, content = 'paragraph', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
"""
# Every paragraph has an article and every article a source, so the counts by source add up to that of all matches.
_COUNTS = """
WITH found AS MATERIALIZED (
    SELECT article, count(*) AS paragraphs FROM {table} JOIN published ON published.id = {table}.rowid
    WHERE {table} MATCH :words {limits} GROUP BY article)
SELECT 0, source, sum(paragraphs) FROM found JOIN article ON article.id = found.article GROUP BY source
UNION ALL
SELECT 1, name, sum(paragraphs) FROM found JOIN author USING (article) GROUP BY name
"""
_BEST = """
SELECT text FROM (
    SELECT {table}.rowid AS id, rank AS score FROM {table} {joined}
    WHERE {table} MATCH :words {limits} ORDER BY rank LIMIT :top) JOIN paragraph USING (id) ORDER BY score
"""
_JOINED = "JOIN published ON published.id = {table}.rowid"
_DAY = "AND day BETWEEN :first AND :last"
_SELECTED = (
    "AND article IN (SELECT author.article FROM author JOIN article ON article.id = author.article"
    " WHERE name = :author AND source = :source)"
)


def version() -> str:
    """Its version."""
    return f"SQLite {sqlite3.sqlite_version}"


def build(paragraphs: PreparedParagraphs, folder: Path, jobs: int) -> Built:  # noqa: ARG001 - SQLite has one writer
    """Fill the tables in one transaction, without a journal, and merge the segments of the two indexes."""
    started = time.perf_counter()
    connection = sqlite3.connect(folder / _FILE, isolation_level=None)
    connection.executescript(_FAST + _TABLES + "BEGIN")
    batch: list[tuple[int, str, int, int]] = []
    articles: dict[int, tuple[str, tuple[str, ...]]] = {}
    for number, one in enumerate(paragraphs, 1):
        batch.append((number, one.text, one.article, one.day))
        articles[one.article] = one.source, one.authors
        if len(batch) == _BATCH:
            _insert(connection, batch)
            batch = []
    _insert(connection, batch)
    sources = ((article, source) for article, (source, _) in articles.items())
    authors = ((article, name) for article, (_, names) in articles.items() for name in names)
    connection.executemany("INSERT INTO article VALUES (?, ?)", sources)
    connection.executemany("INSERT INTO author VALUES (?, ?)", authors)
    connection.execute("COMMIT")
    seconds = time.perf_counter() - started
    for table in ("stemmed", "exact"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    connection.execute("VACUUM")
    connection.execute("ANALYZE")
    connection.close()
    return Built(seconds, time.perf_counter() - started)


def _insert(connection: sqlite3.Connection, batch: list[tuple[int, str, int, int]]) -> None:
    texts = [row[:2] for row in batch]
    connection.executemany("INSERT INTO paragraph VALUES (?, ?)", texts)
    connection.executemany("INSERT INTO stemmed (rowid, text) VALUES (?, ?)", texts)
    connection.executemany("INSERT INTO exact (rowid, text) VALUES (?, ?)", texts)
    connection.executemany("INSERT INTO published VALUES (?, ?, ?)", ((row[0], *row[2:]) for row in batch))


def open_index(folder: Path) -> OpenedFts5:
    """Open what `build` has written."""
    return OpenedFts5(folder)


class OpenedFts5:
    """A database with two FTS5 tables.

    Args:
        folder: of the database.
    """

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(f"{(folder / _FILE).as_uri()}?mode=ro", uri=True)
        self._connection.executescript(_MAPPED)
        # Only now does SQLite open the file.
        self._connection.execute("SELECT 1 FROM paragraph LIMIT 1").fetchone()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def answer(self, query: Query) -> Answer:
        """Answer a query: one statement for the counts, one for the best."""
        table = "exact" if query.kind in ("phrase", "prefix") else "stemmed"
        limits = _DAY if query.first_day else _SELECTED if query.source else ""
        joined = _JOINED.format(table=table) if limits else ""
        values: dict[str, str | int] = {"words": _expression(query), "top": TOP}
        values |= {"first": query.first_day, "last": query.last_day, "source": query.source, "author": query.author}
        best = _BEST.format(table=table, limits=limits, joined=joined)
        texts = [text for (text,) in self._connection.execute(best, values)]
        by_facet: tuple[dict[str, int], dict[str, int]] = ({}, {})
        for facet, value, count in self._connection.execute(_COUNTS.format(table=table, limits=limits), values):
            by_facet[facet][value] = count
        sources, authors = by_facet
        return Answer(sum(sources.values()), texts, sources, authors)


def _expression(query: Query) -> str:
    """The words in FTS5's own syntax (section 3 of its documentation)."""
    if query.kind == "phrase":
        return f'"{" ".join(query.words)}"'
    quoted = [f'"{word}"' for word in query.words]
    if query.kind == "prefix":
        return f"{quoted[0]} *"
    return (" OR " if query.kind == "or" else " AND ").join(quoted)
