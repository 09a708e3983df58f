"""Words of the collection put into a query: where it may be done, and that it is done nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from whoosh import query as q

from searchtui.analysis import stem
from searchtui.query import Corrections, Resolved, parse, resolved
from searchtui.query.rewriting import parts_of, wanted_leaves
from searchtui.query.tree import Corrected, Exactly, Misspelt, Quoted, Unfinished, Word

FREQUENCIES = {"military": 900, "alliance": 800, "alliances": 200, "goverment": 2, "government": 600, "the": 9000}


class Scan:
    """A lexicon that looks at each of its words."""

    def frequency(self, word: str) -> int:
        return FREQUENCIES.get(word, 0)

    def similar(self, word: str, distance: int, alike: int = 0, least: int = 0) -> Iterable[tuple[str, int, int]]:
        for other, count in FREQUENCIES.items():
            if (edits := OSA.distance(word, other)) <= distance and other[:alike] == word[:alike] and count >= least:
                yield other, edits, count

    def completions(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        found = [(word, count) for word, count in FREQUENCIES.items() if word.startswith(prefix)]
        return sorted(found, key=lambda one: -one[1])[:most]


def frequency(field: str, term: str) -> int:
    return sum(count for word, count in FREQUENCIES.items() if stem(word) == term) if field == "text" else 0


def read(text: str, *, correct: bool = True, prefix_last: bool = False) -> Resolved:
    query = parse(text, prefix_last=prefix_last).all
    wanted = Corrections.ALL if correct else Corrections.NONE
    return resolved(query, Scan(), lambda word: (stem(word),), frequency, correct=wanted)


def said(text: str, **options: bool) -> list[str]:
    return [word.said for word in read(text, **options).spelled]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("militray", ["militray -> military"]),
        ("Militray allaince", ["Militray -> military", "allaince -> alliance"]),
        ("goverment", ["goverment -> also government"]),
        ("alliances", []),
        ("(militray OR x) AND -pact", ["militray -> military"]),
        ("+militray pact", ["militray -> military"]),
        ("lead:militray", ["militray -> military"]),
        ("militray NEAR/5 pact", ["militray -> military"]),
        ("militray WITH pact", ["militray -> military"]),
        ("atleast2:militray", ["militray -> military"]),
        ('"militray"', []),
        ('"militray pact"~4', []),
        ("=militray", []),
        ("-militray pact", []),
        ("pact NOT (x OR (militray -goverment))", []),
        ("militray*", []),
        ("/militray/", []),
        ("militray~", []),
        ("source:militray date:2020 author:militray", []),
        ("military-allaince", []),
        ("xyzzyxyzzy", []),
    ],
)
def test_what_is_corrected(text: str, expected: list[str]) -> None:
    assert said(text) == expected
    assert said(text, correct=False) == []


TYPED = [
    "militray",
    '"militray"',
    "=militray",
    "goverment",
    "allaince*",
    "/militray/",
    "source:militray",
    "alliance",
    "teh",
]

texts = st.recursive(
    st.sampled_from(TYPED),
    lambda inner: (
        st.builds("({} {})".format, inner, inner)
        | st.builds("({} OR {})".format, inner, inner)
        | st.builds("({} -{})".format, inner, inner)
        | st.builds("({} WITH {})".format, inner, inner)
    ),
    max_leaves=8,
)


def without_corrections(query: q.Query) -> q.Query:
    return query.typed if isinstance(query, Corrected) else query


@given(texts)
def test_without_its_corrections_a_query_is_as_it_was(text: str) -> None:
    before, after = parse(text).all, read(text).query

    def same(one: q.Query, other: q.Query, *, banned: bool) -> None:
        assert not (banned and isinstance(other, Corrected))
        assert without_corrections(other) == one or (type(other) is type(one) and parts_of(one))
        if not isinstance(other, Corrected):
            pairs = zip(parts_of(one), parts_of(other), strict=True)
            for at, (part, counterpart) in enumerate(pairs):
                same(part, counterpart, banned=banned or (isinstance(one, q.AndNot) and at == 1))

    same(before, after, banned=False)
    corrected = [leaf for leaf in wanted_leaves(after) if isinstance(leaf, Corrected)]
    assert {leaf.typed.surface for leaf in corrected} == {word.typed for word in read(text).spelled}
    for leaf in corrected:
        assert all(isinstance(part, Word) and part.boost <= 1.0 for part in leaf.corrections)
        assert (leaf.typed in list(leaf)) == leaf.known
    assert read(text, correct=False).query == before


def test_a_word_that_is_being_typed_is_corrected_only_where_nothing_begins_so() -> None:
    begun = read("alli", prefix_last=True).query
    assert isinstance(begun, Unfinished)
    assert begun.completions == ("alliance", "alliances")
    assert said("militar", prefix_last=True) == []
    assert said("militray", prefix_last=True) == ["militray -> military"]
    assert said("militray", prefix_last=True, correct=False) == []
    banned = read("pact -alli", prefix_last=True).query
    assert isinstance(banned, q.AndNot)
    assert banned.b.completions == ("alliance", "alliances")


def test_words_that_may_be_misspelt_are_those_of_the_collection() -> None:
    similar = read("allaince~2").query
    assert isinstance(similar, Misspelt)
    assert set(similar.variants) == {"alliance", "alliances"}
    titled = read("title:allaince~2").query
    assert isinstance(titled, Misspelt)
    assert set(titled.variants) == {"allianc"}


def test_nothing_else_is_touched() -> None:
    for text in ('"the militray"', "=militray", "source:militray"):
        query = parse(text).all
        assert resolved(query, Scan(), lambda word: (stem(word),), frequency).query is query
    assert isinstance(read("=militray").query, Exactly)
    assert isinstance(read('"the militray"').query, Quoted)
