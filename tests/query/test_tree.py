"""The nodes of query trees: which are equal, and what Whoosh finds with them."""

from __future__ import annotations

import os
from itertools import combinations

import pytest
from whoosh import fields
from whoosh import query as q
from whoosh.filedb.filestore import RamStorage

from searchtui.analysis import WordAnalyzer
from searchtui.query import NamedArticles
from searchtui.query.tree import (
    AtLeast,
    Corrected,
    Exactly,
    Forms,
    InPart,
    Joined,
    Lead,
    Matching,
    Misspelt,
    Quoted,
    SameArticle,
    Unfinished,
    Word,
)

NAME = f"TREE{os.getpid()}"

A, B = Word("text", "a", "A", "a"), Word("text", "b", "B", "b")

DIFFERENT: list[q.Query] = [
    A,
    B,
    Word("title", "a", "A", "a"),
    Word("text", "a", "A", "a", boost=0.5),
    Forms("text", ["a", "b"], "A", "a"),
    Forms("text", ["a", "c"], "A", "a"),
    Unfinished(["a"], "A", "a"),
    Unfinished(["a"], "A", "a", ["ab"]),
    Misspelt("exact", "a", 1),
    Misspelt("exact", "a", 2),
    Misspelt("exact", "a", 1, ["b"]),
    Quoted("exact", ["a", "b"], "a b"),
    Quoted("exact", ["a", "b"], "a b", 2),
    Matching("exact", "a"),
    Lead(),
    NamedArticles("source", "a"),
    NamedArticles("source", "a", exactly=True),
    NamedArticles("author", "a"),
    SameArticle([A, B]),
    SameArticle([B, A]),
    AtLeast(2, A),
    AtLeast(3, A),
    AtLeast(2, B),
    InPart("lead", A),
    InPart("heading", A),
]


def test_what_finds_different_things_is_different() -> None:
    for one, other in combinations(DIFFERENT, 2):
        assert one != other
    assert len({*DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (A, Word("text", "a", "other", "other")),
        (Forms("text", ["a", "b"], "A", "a"), Forms("text", ["a", "b"], "B", "b")),
        (Unfinished(["a"], "A", "a", ["ab"]), Unfinished(["a"], "B", "a", ["ab"])),
        (AtLeast(2, A), AtLeast(2, Word("text", "a", "x", "x"))),
        (NamedArticles("source", "a"), NamedArticles("source", "a")),
        (Lead(), Lead()),
    ],
)
def test_how_it_was_typed_tells_nothing_apart(one: q.Query, other: q.Query) -> None:
    assert one == other
    assert hash(one) == hash(other)


def test_what_a_corrected_word_looks_for() -> None:
    assert list(Corrected(A, [B], known=True)) == [A, B]
    assert list(Corrected(A, [B], known=False)) == [B]


def test_whoosh_finds_words_that_are_taken_as_one() -> None:
    words = WordAnalyzer(stemmed=False)
    index = RamStorage().create_index(fields.Schema(text=fields.TEXT(words), exact=fields.TEXT(words)), NAME)
    writer = index.writer()
    for text in ("ally", "allies", "bear", "ally of bears", "the colder bear"):
        writer.add_document(text=text, exact=text)
    writer.commit()
    with index.searcher() as searcher:
        for query, expected in (
            (Word("text", "ally", "", ""), {0, 3}),
            (Forms("text", ["ally", "bear", "absent"], "", ""), {0, 2, 3, 4}),
            (Unfinished([], "", "all", ["allies", "ally"]), {0, 1, 3}),
            (Misspelt("exact", "beer", 1, ["bear"]), {2, 4}),
            (Exactly("bears", ""), {3}),
            (Quoted("exact", ["the", "bear"], "", 2), {4}),
            (Joined("text", ["ally", "of"], ""), {3}),
            (Matching("exact", "BE.*|cold"), {2, 3, 4}),
        ):
            assert set(searcher.docs_for_query(query)) == expected


@pytest.mark.parametrize("query", [Lead(), NamedArticles("source", "a"), SameArticle([A, B]), AtLeast(2, A)])
def test_what_an_index_alone_cannot_answer(query: q.Query) -> None:
    with pytest.raises(q.QueryError, match="cannot answer"):
        query.matcher(None)


def test_parts_are_the_children() -> None:
    assert list(SameArticle([A, B]).children()) == [A, B]
    assert list(AtLeast(2, A).children()) == [A]
    assert not SameArticle([A, B]).is_leaf()
    assert not AtLeast(2, A).is_leaf()
    assert list(InPart("lead", A).children()) == [A, Lead()]
