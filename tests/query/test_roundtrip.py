"""A query tree written as text is read as the same tree again."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.query import spans

from searchtui.analysis import stem
from searchtui.query import NamedArticles, parse
from searchtui.query.filters import Filter
from searchtui.query.leaves import WordLeaf
from searchtui.query.published import published
from searchtui.query.rewriting import parts_of
from searchtui.query.syntax import Grammar
from searchtui.query.tree import (
    EXACT,
    PARTS,
    AtLeast,
    Exactly,
    InPart,
    Joined,
    Matching,
    Misspelt,
    Quoted,
    SameArticle,
)
from searchtui.query.writing import query_as_text

SURFACES = ["war", "Alliances", "NATO", "d'accord", "Häfen", "U.S.", "3,200", "WITH", "москва", "北京"]
FORMS = ["war", "hafen", "москва", "2020"]


def read(surface: str, field: str | None = None) -> q.Query:
    leaf = WordLeaf(surface)
    leaf.fieldname = field
    made = leaf.query(Grammar())
    assert made is not None
    return made


word = st.sampled_from(SURFACES).map(read)
hyphenated = st.just(Joined("text", ["anti", "western"], "anti-Western"))
exactly = st.sampled_from(FORMS).map(lambda form: Exactly(form, form))
quoted = st.builds(
    lambda words, slop: Quoted(EXACT, words, " ".join(words), slop),
    st.lists(st.sampled_from(FORMS), min_size=2, max_size=4),
    st.integers(1, 12),
)
pattern = st.sampled_from(
    [q.Prefix(EXACT, "all"), q.Wildcard(EXACT, "*tion"), q.Wildcard(EXACT, "w?rd"), Matching(EXACT, "colou?r(s|ed)/?")]
)
misspelt = st.builds(lambda text, distance: Misspelt(EXACT, text, distance), st.sampled_from(FORMS), st.integers(1, 2))
placed = word | hyphenated | exactly | quoted | pattern | misspelt
titled = st.sampled_from(["war", "Häfen"]).map(lambda surface: read(surface, "title"))
named = st.builds(
    lambda field, text, exactly: NamedArticles(field, text, exactly=exactly),
    st.sampled_from(["source", "author", "path", "story"]),
    st.sampled_from(["CGTN", "TRT World", "O'Neill", "N. R. Kleinfield", 'The "Rock" Johnson', "seeds/a-b.txt"]),
    st.booleans(),
).filter(lambda query: query.exactly or '"' not in query.text)
dated = st.sampled_from(["2020", "2020-12", "2020-01..2020-06", ">2021", "unknown"]).map(published)


def several(parts: st.SearchStrategy[q.Query]) -> st.SearchStrategy[list[q.Query]]:
    return st.lists(parts, min_size=2, max_size=3)


def flat(kind: type[q.Query]) -> Any:
    """Parts side by side, none of which is of the same kind: an operator in a row makes one group."""
    return lambda parts: kind([part for some in parts for part in (some if type(some) is kind else [some])])


near = st.builds(
    lambda parts, slop, ordered: spans.SpanNear2(parts, slop=slop, ordered=ordered),
    several(placed | several(placed).map(q.Or)),
    st.integers(1, 99),
    st.booleans(),
)
counted = st.builds(AtLeast, st.integers(1, 99), placed)
in_part = st.builds(InPart, st.sampled_from(PARTS), placed | near)
leaf = placed | titled | named | dated | near | counted | in_part


def compound(parts: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    return (
        several(parts).map(flat(q.And))
        | several(parts).map(q.Or)
        | several(parts).map(SameArticle)
        | st.builds(q.AndNot, parts | st.just(q.Every()), parts)
    )


tree = st.recursive(leaf, compound, max_leaves=10)
filters = st.lists(st.builds(Filter, named.filter(lambda query: query.field() in ("source", "author")), st.booleans()))


@given(tree, filters)
def test_a_query_is_read_as_it_was_written(part: q.Query, beside: list[Filter]) -> None:
    query = flat(q.And)([read("peace"), part])
    parsed = parse(query_as_text(query, beside))
    assert parsed.all == query
    assert list(parsed.filters) == beside
    assert not parsed.hints


def several_stems(exact: str) -> tuple[str, ...]:
    """As where articles are in two languages, one of which leaves most words as they are."""
    return tuple(dict.fromkeys([stem(exact), exact]))


TYPED = [
    "Alliances",
    "the",
    "+the",
    "+treaties",
    "+(the treaties)",
    "-wars",
    "=wars",
    "anti-war~",
    "the-U.S.-alliances~2",
    "title:anti-war~",
    "lead:anti-war~2",
    "北京市~",
    "anti-alliances",
    "title:anti-alliances",
    "title:alliances",
    'title:"wars of the alliances"',
    'title:"wars and 京"~4',
    'title:"war peace"',
    'caption:"the wars"',
    "(alliances anti-wars~)",
    "alliances NEAR/4 (the OR anti-wars)",
    "atleast2:anti-wars",
]


def sequences(query: q.Query) -> list[object]:
    """What the equality of trees leaves out."""
    own = [(type(query), query.slop)] if isinstance(query, q.Sequence) else []
    return own + [found for part in parts_of(query) for found in sequences(part)]


@given(
    st.lists(st.sampled_from(TYPED), min_size=1, max_size=4),
    st.sampled_from([" ", " AND ", " OR ", " WITH "]),
    st.sampled_from([several_stems, lambda exact: (stem(exact),)]),
)
def test_what_was_typed_is_read_alike_when_it_is_written(pieces: list[str], between: str, stems: Any) -> None:
    parsed = parse(between.join(pieces), stems=stems)
    again = parse(query_as_text(parsed.all, parsed.filters), stems=stems)
    assert again.all == parsed.all
    assert sequences(again.all) == sequences(parsed.all)
    assert again.filters == parsed.filters
