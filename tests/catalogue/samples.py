"""Records to make catalogues of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from hypothesis import strategies as st

from searchtui.article import Known, Paragraph, Problem, Provenance, Reason, article_id
from searchtui.catalogue import ArticleRecord, Catalogue, FileRecord, edit
from searchtui.dates import PartialDate

PATHS = ["a.txt", "a/b.txt", "a!.txt", "é/ü.md", "z.jsonl", "zz\\xff.txt"]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@st.composite
def files(draw: st.DrawFn, path: str) -> tuple[FileRecord, list[ArticleRecord]]:
    """One file with its articles."""
    items = draw(st.lists(st.none() | texts, unique_by=lambda item: item or "", max_size=3))
    articles = [draw(articles_at(path, item)) for item in items]
    file = FileRecord(
        path=path,
        size=draw(st.integers(0, 2**40)),
        mtime_ns=draw(st.integers(-(2**40), 2**62)),
        checksum=draw(texts),
        sidecar=draw(st.sampled_from(["", "00000000000000ff", "f" * 16])),
        settled=draw(st.booleans()),
        articles=tuple(record.id for record in sorted(articles, key=lambda record: record.item or "")),
        problems=draw(st.sampled_from([(), (Problem(path, Reason.EMPTY, "It is empty.", since="2024"),)])),
        skipped=draw(st.sampled_from([(), ("b.jpg", "c/d.JPG")])),
    )
    return file, articles


@st.composite
def articles_at(draw: st.DrawFn, path: str, item: str | None) -> ArticleRecord:
    """One article that is a story of its own."""
    identity = article_id(path, item)
    return ArticleRecord(
        id=identity,
        path=path,
        item=item,
        title=draw(texts),
        authors=tuple(draw(st.lists(texts, max_size=2))),
        source=draw(st.none() | texts),
        date=draw(st.sampled_from([None, PartialDate(2020), PartialDate(2020, 2, 29)])),
        url=draw(st.none() | texts),
        known={"title": Provenance(draw(st.sampled_from(Known)), draw(texts))},
        story=identity,
        paragraphs=draw(st.integers(0, 300)),
        words=draw(st.integers(0, 2**33)),
        furniture=tuple(Paragraph(1, text) for text in draw(st.lists(texts, max_size=1))),
        fingerprints=tuple(sorted(draw(st.sets(st.integers(0, 2**64 - 1), max_size=3)))),
        digest=draw(texts),
    )


folders = st.fixed_dictionaries({}, optional={path: files(path) for path in PATHS})
"""Folders of articles: files with their articles, by path."""

Folder = Mapping[str, tuple[FileRecord, Sequence[ArticleRecord]]]


def made(folder: Folder, *, problems: Sequence[Problem] = (), skipped: Mapping[str, int] | None = None) -> Catalogue:
    """A catalogue that is made at once."""
    return edit(
        Catalogue(),
        np.zeros(0, bool),
        {path: file for path, (file, _) in folder.items()},
        by_id(records for _, records in folder.values()),
        skipped=skipped or {},
        problems=problems,
    ).catalogue


def by_id(records: Iterable[Iterable[ArticleRecord]]) -> dict[str, ArticleRecord]:
    """Records by id."""
    return {record.id: record for some in records for record in some}


def articles_of(folder: Folder) -> list[ArticleRecord]:
    """All articles of a folder, in the order of a catalogue."""
    return sorted(
        (record for _, records in folder.values() for record in records),
        key=lambda record: (record.path, record.item or ""),
    )


def files_of(folder: Folder) -> list[FileRecord]:
    """All files of a folder, in the order of a catalogue."""
    return [folder[path][0] for path in sorted(folder)]
