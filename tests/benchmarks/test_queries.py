"""Queries are drawn from what there is, each time the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from benchmarks.paragraphs import Paragraph, PreparedParagraphs, count, prepare
from benchmarks.queries import CLASSES, Query, draw

ALL = 1_000_000


def words(paragraph: Paragraph) -> list[str]:
    return re.findall(r"\w+", paragraph.text.lower())


def fits(query: Query, one: Paragraph) -> bool:
    there = words(one)
    if query.first_day and not query.first_day <= one.day <= query.last_day:
        return False
    if query.source and (query.source != one.source or query.author not in one.authors):
        return False
    if query.kind == "prefix":
        return any(word.startswith(query.words[0]) for word in there)
    if query.kind == "phrase":
        return f" {' '.join(query.words)} " in f" {' '.join(there)} "
    return set(query.words) <= set(there)


def test_each_query_matches_something(paragraphs: PreparedParagraphs) -> None:
    drawn = draw(paragraphs, 10)
    everything = list(paragraphs)
    assert Counter(query.kind for query in drawn).keys() == CLASSES.keys()
    assert len(set(drawn)) == len(drawn)
    for query in drawn:
        assert any(fits(query, one) for one in everything), query


def test_the_classes_are_what_they_are_called(paragraphs: PreparedParagraphs) -> None:
    numbers: dict[str, set[int]] = {}
    for query in draw(paragraphs, 30):
        numbers.setdefault(query.kind, set()).add(len(query.words))
        if query.kind == "prefix":
            assert len(query.words[0]) in (2, 3)
        if query.kind == "date":
            assert query.first_day < query.last_day
        if query.kind == "facets":
            assert "unknown" not in (query.source, query.author)
    assert numbers["and"] <= {2, 3}
    assert numbers["or"] <= {4, 5, 6, 7, 8}
    assert numbers["phrase"] == {2, 3, 4}
    assert numbers["common"] == numbers["date"] == numbers["facets"] == {1}


def test_the_same_paragraphs_give_the_same_queries(paragraphs: PreparedParagraphs) -> None:
    assert draw(paragraphs, 5) == draw(PreparedParagraphs(paragraphs.folder), 5)


def test_rare_words_are_those_of_few_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = ["plain words"] * 60 + ["plain albatross"]
    file.write_text("".join(f'{{"text": "{line}"}}\n' for line in lines), encoding="utf-8")
    drawn = draw(prepare([file], count([file]), ALL, tmp_path / "prepared"), 3)
    assert [query.words for query in drawn if query.kind == "rare"] == [("albatross",)]
    assert {query.words for query in drawn if query.kind == "common"} == {("plain",), ("words",)}
    assert {query.kind for query in drawn} == {"rare", "common", "and", "phrase", "prefix"}  # no dates, no authors
