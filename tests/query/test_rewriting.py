"""Trees made into others: what is left alone is the same object, and meaning is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.query import spans

from searchtui.query.rewriting import negations_settled, parts_of, rewritten, wanted_leaves
from searchtui.query.tree import AtLeast, Corrected, InPart, JoinedForms, SameArticle, Word

LETTERS = "abcdef"

Found = set[int]
EVERYWHERE: Found = set(range(1 << len(LETTERS)))
"""One document for each set of letters."""


def word(letter: str) -> Word:
    return Word("text", letter, letter, letter)


letters = st.sampled_from(LETTERS).map(word)


def compound(parts: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    several = st.lists(parts, min_size=1, max_size=3)
    return (
        st.builds(q.And, several | st.builds(lambda some, part: [*some, q.Not(part)], several, parts))
        | several.map(q.Or)
        | several.map(q.DisjunctionMax)
        | st.builds(q.AndNot, parts, parts)
        | st.builds(q.AndMaybe, parts, parts)
        | st.builds(q.Require, parts, parts)
        | parts.map(q.Not)
        | several.map(SameArticle)
        | parts.map(lambda part: InPart("heading", part))
    )


trees = st.recursive(letters, compound, max_leaves=8)


def found(query: q.Query) -> Found:
    """Which documents a tree finds, where each is an article of its own and all of it a heading."""
    match query:
        case Word():
            return {name for name in EVERYWHERE if name >> LETTERS.index(query.text) & 1}
        case InPart():
            return found(query.query)
        case q.Every():
            return EVERYWHERE
        case q.Not():
            return EVERYWHERE - found(query.query)
        case q.AndNot():
            return found(query.a) - found(query.b)
        case q.AndMaybe():
            return found(query.a)
        case q.Require():
            return found(query.a) & found(query.b)
        case SameArticle():
            return set.intersection(*map(found, query.parts))
        case q.And():
            return set.intersection(*map(found, query))
        case q.Or() | q.DisjunctionMax():
            return set().union(*map(found, query))
    raise AssertionError(query)


@given(trees)
def test_what_nothing_is_changed_in_is_the_same_tree(query: q.Query) -> None:
    assert rewritten(query, lambda _: None) is query


@given(trees, st.permutations(LETTERS))
def test_letters_exchanged_and_changed_back(query: q.Query, others: list[str]) -> None:
    there, back = dict(zip(LETTERS, others, strict=True)), dict(zip(others, LETTERS, strict=True))

    def exchanged(letters: dict[str, str]) -> q.Query:
        return rewritten(changed, lambda part: word(letters[part.text]) if isinstance(part, Word) else None)

    changed = query
    changed = exchanged(there)
    assert exchanged(back) == query


@given(trees)
def test_without_negations_the_same_is_found(query: q.Query) -> None:
    settled = negations_settled(query)
    assert found(settled) == found(query)

    def negations(part: q.Query) -> int:
        return isinstance(part, q.Not) + sum(map(negations, parts_of(part)))

    assert not negations(settled)


@given(trees)
def test_all_that_is_found_has_a_wanted_word_unless_something_is_banned(query: q.Query) -> None:
    def banned(part: q.Query) -> bool:
        return isinstance(part, q.Not) or any(map(banned, parts_of(part)))

    leaves = list(wanted_leaves(query))
    assert all(isinstance(leaf, Word) for leaf in leaves)
    if not banned(query):
        assert found(query) <= set().union(*map(found, leaves))


def test_what_a_tree_is_made_of_is_kept_by_a_change() -> None:
    a, b, c = map(word, "abc")
    for made in (
        AtLeast(3, a),
        InPart("lead", q.Or([a, b])),
        SameArticle([a, b]),
        spans.SpanNear2([a, b], slop=7, ordered=False, mindist=2),
        q.Sequence([a, b], slop=4, ordered=False),
        q.Or([a, b], boost=2.0),
        q.And([a, q.Not(b)], boost=3.0),
        q.Otherwise(a, b),
    ):
        there = rewritten(made, lambda part: c if part is a else None)
        assert there != made
        assert type(there) is type(made)
        assert rewritten(there, lambda part: a if part is c else None) == made


def test_a_corrected_word_that_is_changed_is_a_choice_and_a_joined_one_is_whole() -> None:
    a, b, c = map(word, "abc")
    corrected = Corrected(a, [b], known=True)
    assert rewritten(corrected, lambda part: c if part is b else None) == q.Or([a, c])
    assert list(wanted_leaves(q.And([corrected, c]))) == [corrected, c]
    joined = JoinedForms([a, b], "a-b")
    assert rewritten(joined, lambda part: c if part is a else None) is joined
    assert list(wanted_leaves(q.AndNot(joined, c))) == [joined]
