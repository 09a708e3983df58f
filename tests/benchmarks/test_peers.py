"""Everybody gives the answer that a plain scan gives."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.paragraphs import Paragraph, PreparedParagraphs
from benchmarks.peers import PARSING, PEERS, SEARCHING, TOP, TYPING, load
from benchmarks.queries import Query, draw
from searchtui.analysis import stem


def matches(query: Query, one: Paragraph) -> bool:
    words = re.findall(r"\w+", one.text.lower())
    if query.first_day and not query.first_day <= one.day <= query.last_day:
        return False
    if query.source and not (one.source == query.source and query.author in one.authors):
        return False
    if query.kind == "phrase":
        return f" {' '.join(query.words)} " in f" {' '.join(words)} "
    if query.kind == "prefix":
        return any(word.startswith(query.words[0]) for word in words)
    there = {stem(word) for word in words}
    return (any if query.kind == "or" else all)(stem(word) in there for word in query.words)


def check(name: str, paragraphs: PreparedParagraphs, folder: Path) -> None:
    """Compare all that is in an answer, for some queries of each class."""
    peer = load(name)
    if peer is None:
        pytest.skip(f"{name} is not installed")
    assert re.match(r"\d|SQLite \d", peer.version())
    built = peer.build(paragraphs, folder, 1)
    assert 0 < built.seconds <= built.settled
    opened = peer.open_index(folder)
    everything = list(paragraphs)
    for query in draw(paragraphs, 12):
        answer = opened.answer(query)
        expected = [one for one in everything if matches(query, one)]
        assert answer.count == len(expected), query
        assert answer.sources == Counter(one.source for one in expected), query
        assert answer.authors == Counter(author for one in expected for author in one.authors), query
        assert len(answer.texts) == min(TOP, len(expected)), query
        assert Counter(answer.texts) <= Counter(one.text for one in expected), query
    opened.close()


@pytest.mark.parametrize("name", PEERS)
def test_the_answers_are_those_of_a_scan(name: str, paragraphs: PreparedParagraphs, tmp_path: Path) -> None:
    check(name, paragraphs, tmp_path)


@pytest.mark.parametrize("name", PEERS)
def test_a_word_that_nobody_wrote_is_not_found(name: str, paragraphs: PreparedParagraphs, tmp_path: Path) -> None:
    peer = load(name)
    if peer is None:
        pytest.skip(f"{name} is not installed")
    peer.build(paragraphs, tmp_path, 1)
    opened = peer.open_index(tmp_path)
    for kind in ("rare", "phrase", "prefix"):
        answer = opened.answer(Query(kind, ("zebra", "zeppelin") if kind == "phrase" else ("zeb",)))
        assert (answer.count, list(answer.texts), answer.sources, answer.authors) == (0, [], {}, {})
    opened.close()


def test_what_is_typed_is_searched_in_a_collection_of_the_articles(
    paragraphs: PreparedParagraphs, tmp_path: Path
) -> None:
    searching = load(SEARCHING)
    assert searching is not None
    searching.build(paragraphs, tmp_path, 1)
    opened = searching.open_index(tmp_path)
    for typed, pattern in (('"of harbour"', r"\bof harbour\b"), ("captian summer", r"^(?=.*\bcaptain\b).*\bsummer\b")):
        expected = sorted(one.text for one in paragraphs if re.search(pattern, one.text, re.IGNORECASE))
        answer = opened.answer(Query("few", typed=typed))
        assert 0 < len(expected) < TOP
        assert (answer.count, sorted(answer.texts)) == (len(expected), expected)
    opened.close()


def test_what_is_typed_stands_for_words_that_begin_so_until_a_blank_follows(
    paragraphs: PreparedParagraphs, tmp_path: Path
) -> None:
    typing = load(TYPING)
    assert typing is not None
    typing.build(paragraphs, tmp_path, 1)
    opened = typing.open_index(tmp_path)
    for typed, pattern in (("harbou", r"\bharbou"), ("harbour ", r"\bharbours?\b")):
        expected = sum(re.search(pattern, one.text, re.IGNORECASE) is not None for one in paragraphs)
        answer = opened.answer(Query("keys", typed=typed))
        assert 0 < answer.count == expected
        assert len(answer.texts) == min(expected, 34)
    opened.close()


def test_what_is_typed_is_parsed_without_an_index(tmp_path: Path) -> None:
    parsing = load(PARSING)
    assert parsing is not None
    opened = parsing.open_index(tmp_path)
    assert opened.answer(Query("few", typed='the "captain storm" of winter')).count == 2
    opened.close()
