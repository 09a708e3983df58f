"""What a single typed word, phrase or pattern becomes in each field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as q

from searchtui.query import NamedArticles, parse
from searchtui.query.leaves import Leaf, PatternLeaf, QuotedLeaf, RegexLeaf, WordLeaf, word_leaf
from searchtui.query.published import published
from searchtui.query.syntax import Grammar
from searchtui.query.tree import Exactly, Forms, InPart, JoinedForms, Matching, Misspelt, Quoted, Word


def two_stems(word: str) -> tuple[str, ...]:
    return (word, f"{word}-") if word.startswith("w") else (word,)


def made(leaf: Leaf, field: str | None = None, grammar: Grammar | None = None) -> q.Query | None:
    leaf.fieldname = field
    return leaf.query(grammar or Grammar())


@pytest.mark.parametrize(
    ("text", "kind", "exactly", "distance"),
    [
        ("war", WordLeaf, False, 0),
        ("=war", WordLeaf, True, 0),
        ("war~", WordLeaf, False, 1),
        ("war~2", WordLeaf, False, 2),
        ("=war~2", WordLeaf, True, 2),
        ("=wa*", WordLeaf, True, 0),
        ("war?", WordLeaf, False, 0),
    ],
)
def test_what_is_around_a_word(text: str, kind: type[Leaf], exactly: bool, distance: int) -> None:
    leaf = word_leaf(text, 3, 3 + len(text))
    assert type(leaf) is kind
    assert isinstance(leaf, WordLeaf)
    assert (leaf.exactly, leaf.distance) == (exactly, distance)
    assert (leaf.startchar, leaf.endchar) == (3, 3 + len(text))


@pytest.mark.parametrize("text", ["wa*", "*ar", "w?r", "w*~x", "?ar"])
def test_patterns_are_told_from_words(text: str) -> None:
    assert isinstance(word_leaf(text, 0, len(text)), PatternLeaf)


@given(st.text(min_size=1))
def test_every_text_is_a_leaf_whose_surface_is_in_it(text: str) -> None:
    leaf = word_leaf(text, 0, len(text))
    assert leaf.surface in text
    made(leaf)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, Word("text", "war", "", "")),
        ("title", Word("title", "war", "", "")),
        ("source", NamedArticles("source", "war")),
        ("author", NamedArticles("author", "war")),
        ("story", NamedArticles("story", "war")),
        ("path", NamedArticles("path", "war")),
        ("lead", InPart("lead", Word("text", "war", "", ""))),
    ],
)
def test_a_word_in_each_field(field: str | None, expected: q.Query) -> None:
    assert made(WordLeaf("war"), field) == expected


@pytest.mark.parametrize("leaf", [QuotedLeaf("the war"), PatternLeaf("w*r"), RegexLeaf("w+")])
def test_what_is_no_word_is_a_name_of_articles(leaf: Leaf) -> None:
    assert made(leaf, "path") == NamedArticles("path", leaf.surface)


def test_dates() -> None:
    assert made(WordLeaf("2020"), "date") == published("2020")
    assert made(QuotedLeaf(">2020"), "date") == published(">2020")
    grammar = Grammar()
    assert made(WordLeaf("soon"), "date", grammar) == Word("text", "soon", "", "")
    assert grammar.hints == ["date:soon: 'soon' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"]


def test_words_with_a_stem_in_each_of_several_languages() -> None:
    grammar = Grammar(stems=two_stems)
    assert made(WordLeaf("war"), None, grammar) == Forms("text", ["war", "war-"], "", "")
    joined = made(WordLeaf("cold-war"), None, grammar)
    assert joined == JoinedForms([Word("text", "cold", "", ""), Forms("text", ["war", "war-"], "", "")], "")
    assert isinstance(made(QuotedLeaf("cold war"), "title", grammar), q.Sequence)
    assert made(QuotedLeaf("cold war"), None, grammar) == Quoted("exact", ["cold", "war"], "")
    assert made(WordLeaf("war", exactly=True), None, grammar) == Exactly("war", "")


def test_the_last_part_of_a_joined_word_may_be_misspelt() -> None:
    assert made(WordLeaf("cold-waar", distance=2)) == q.Sequence(
        [q.Term("exact", "cold"), Misspelt("exact", "waar", 2)]
    )


def test_what_is_not_of_words_is_left_out() -> None:
    assert made(WordLeaf("…")) is None
    assert made(WordLeaf("-"), "author") is None
    assert made(WordLeaf("-", exactly=True), "author") == NamedArticles("author", "-", exactly=True)
    assert made(QuotedLeaf("…")) is None
    assert made(QuotedLeaf(" "), "source") is None
    assert made(PatternLeaf("…")) is None


def test_an_expression_keeps_its_operators_and_loses_its_accents() -> None:
    assert made(RegexLeaf(r"é\W[À-Ü]+")) == Matching("exact", r"e\W[a-u]+")


def test_stop_words_are_such_where_they_stand_alone() -> None:
    assert WordLeaf("the").is_stop
    assert not WordLeaf("THE").is_stop
    assert not WordLeaf("the", exactly=True).is_stop
    assert not WordLeaf("the-war").is_stop
    titled = WordLeaf("the")
    titled.fieldname = "title"
    assert not titled.is_stop


def test_each_word_takes_its_room() -> None:
    grammar = Grammar(room=3)
    assert made(WordLeaf("cold-war"), None, grammar) is not None
    assert made(QuotedLeaf("two words"), None, grammar) is None
    assert grammar.is_cut
    assert made(WordLeaf("war"), None, grammar) is not None
    assert made(RegexLeaf("a"), None, grammar) is None


def test_it_is_made_once_for_each_field() -> None:
    leaf, grammar = WordLeaf("soon"), Grammar()
    first = made(leaf, "date", grammar)
    assert made(leaf, "date", grammar) is first
    assert len(grammar.hints) == 1
    assert made(leaf, None, grammar) == first
    assert len(parse("date:soon").hints) == 1
