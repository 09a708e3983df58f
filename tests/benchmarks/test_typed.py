"""Queries as they are typed: words of one paragraph, some with a typo, a quoted pair or a filter."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import OSA

from benchmarks.paragraphs import Paragraph, PreparedParagraphs, count, prepare
from benchmarks.queries import Query
from benchmarks.typed import KEYS, LONGEST_TEXT, MOST_WORDS, TYPED, draw_longest, draw_typed, key_by_key
from searchtui.query import parse
from searchtui.query.parser import LONGEST
from searchtui.query.stopwords import STOP_WORDS

FILTER = re.compile(r' (source|author):"([^"]+)"$')


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def is_from(query: Query, one: Paragraph) -> bool:
    """Whether a paragraph has the words of a query in their order, one of them a letter off where it is misspelt."""
    if match := FILTER.search(query.typed):
        values = [one.source] if match[1] == "source" else one.authors
        if match[2] not in [value.lower() for value in values]:
            return False
    typed = words(FILTER.sub("", query.typed))
    there = iter(words(one.text))
    if query.kind != "misspelt":
        return all(word in there for word in typed)
    return any(
        all(word in there for word in [*typed[:at], meant, *typed[at + 1 :]])
        for at, word in enumerate(typed)
        for meant in set(words(one.text))
        if OSA.distance(word, meant) == 1
        for there in [iter(words(one.text))]
    )


def test_each_query_comes_from_one_paragraph(paragraphs: PreparedParagraphs) -> None:
    everything = list(paragraphs)
    drawn = draw_typed(paragraphs, 8)
    assert Counter(query.kind for query in drawn).keys() == TYPED.keys()
    assert len({query.typed for query in drawn}) == len(drawn)
    for query in drawn:
        assert query.typed == query.typed.lower()
        assert any(is_from(query, one) for one in everything), query


def test_a_query_has_one_to_eight_words_and_not_mostly_stop_words(paragraphs: PreparedParagraphs) -> None:
    lengths: Counter[int] = Counter()
    for query in draw_typed(paragraphs, 8):
        typed = words(FILTER.sub("", query.typed))
        lengths[len(typed)] += 1
        assert sum(word in STOP_WORDS for word in typed) * 2 <= len(typed)
        assert {"few": len(typed) <= 3, "many": len(typed) > 3}.get(query.kind, True)
        assert (query.typed.count('"') == 2) == (query.kind in ("quoted", "filtered"))
    assert set(lengths) == set(range(1, MOST_WORDS + 1))
    assert max(lengths.values()) == 8


def test_every_fourth_query_is_misspelt(paragraphs: PreparedParagraphs) -> None:
    drawn = draw_typed(paragraphs, 8)
    kinds = Counter(query.kind for query in drawn)
    assert kinds["misspelt"] * 4 == len(drawn) == 8 * MOST_WORDS
    assert kinds["filtered"] * 8 == len(drawn)


def test_the_same_paragraphs_give_the_same_queries(paragraphs: PreparedParagraphs) -> None:
    again = PreparedParagraphs(paragraphs.folder)
    assert draw_typed(paragraphs, 5) == draw_typed(again, 5)
    assert draw_longest(paragraphs, 2) == draw_longest(again, 2)


def test_fewer_queries_where_the_paragraphs_have_no_more(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "plain lamp"}\n', encoding="utf-8")
    drawn = draw_typed(prepare([file], count([file]), 1, tmp_path / "prepared"), 3)
    plain = {query.typed for query in drawn if query.kind == "few"}
    assert plain == {"plain", "lamp", "plain lamp"}
    assert {query.kind for query in drawn} <= {"few", "misspelt", "quoted"}  # no authors, no sources


def test_the_longest_texts_are_as_long_as_a_query_can_be(paragraphs: PreparedParagraphs) -> None:
    drawn = draw_longest(paragraphs, 3)
    assert {(query.kind, len(query.typed)) for query in drawn} == {(LONGEST_TEXT, LONGEST)}
    assert len(set(drawn)) == 3
    hints = parse(drawn[0].typed).hints
    assert not any("characters" in hint for hint in hints)
    assert any("256 words" in hint for hint in hints)


def test_each_key_is_a_query_and_none_is_asked_twice(paragraphs: PreparedParagraphs) -> None:
    typed = [Query("few", typed=text) for text in ("plain", "plan b", "plain")]
    assert [one.typed for one in key_by_key(typed)] == ["p", "pl", "pla", "plai", "plain", "plan", "plan ", "plan b"]
    drawn = draw_typed(paragraphs, 2)
    keys = key_by_key(drawn)
    assert {one.kind for one in keys} == {KEYS}
    assert {one.typed for one in keys} >= {one.typed for one in drawn}
    assert all(one.typed[:-1] in {"", *(other.typed for other in keys)} for one in keys)
