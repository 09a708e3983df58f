"""How operators bind, against a grammar by precedence that is written down here."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.qparser import syntax
from whoosh.query import spans

from searchtui.query import parse
from searchtui.query.operators import is_operand
from searchtui.query.tree import AtLeast, InPart, SameArticle, Word

LETTERS = ["alpha", "bravo", "delta", "gamma"]
LEVELS = [("OR",), ("WITH",), ("AND", "SAME"), ("NEAR/3", "BEFORE/2")]
"""From the operators that bind least to those that bind most."""


def word(letters: str) -> Word:
    return Word("text", letters, letters, letters)


def expected(tokens: list[str], level: int = 0) -> q.Query:
    """Words at even places, operators at odd ones."""
    if len(tokens) == 1:
        return word(tokens[0])
    if level == len(LEVELS) - 1:
        made, last = expected(tokens[:1]), ""
        for operator, other in zip(tokens[1::2], tokens[2::2], strict=True):
            ordered, slop = operator.startswith("BEFORE"), int(operator[-1])
            if operator == last:
                made = spans.SpanNear2([*made.qs, word(other)], slop=slop, ordered=ordered)
            else:
                made = spans.SpanNear2([made, word(other)], slop=slop, ordered=ordered)
            last = operator
        return made
    runs, current = [], list[str]()
    for token in tokens:
        if token in LEVELS[level]:
            runs.append(current)
            current = []
        else:
            current.append(token)
    parts = [expected(run, level + 1) for run in [*runs, current]]
    if len(parts) == 1:
        return parts[0]
    return [q.Or, SameArticle, q.And][level](parts)


operators = st.sampled_from([operator for level in LEVELS for operator in level])


@given(st.lists(st.tuples(operators, st.sampled_from(LETTERS)), min_size=1, max_size=7), st.sampled_from(LETTERS))
def test_operators_bind_as_they_should(pairs: list[tuple[str, str]], first: str) -> None:
    tokens = [first, *(token for pair in pairs for token in pair)]
    assume(not re.search(r"(?:(?:NEAR|BEFORE)\S+ \w+ ?){5}", " ".join(tokens)))
    parsed = parse(" ".join(tokens))
    assert not parsed.hints
    assert parsed.all == expected(tokens)
    assert parse(f"gamma ({' '.join(tokens)})").any == q.Or([word("gamma"), expected(tokens)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alpha OR -bravo", "alpha OR NOT bravo"),
        ("-atleast2:alpha bravo", "NOT atleast2:alpha bravo"),
        ("alpha AND(bravo)", "alpha AND (bravo)"),
        ('alpha OR"bravo"', 'alpha OR "bravo"'),
        ("alpha  NEAR/003  bravo", "alpha NEAR/3 bravo"),
        ("alpha NEAR/9999 bravo", "alpha NEAR/99 bravo"),
        ("alpha NEAR/99 bravo NEAR/100 delta", "alpha NEAR/99 bravo NEAR/99 delta"),
        ("atleast0:alpha", "atleast1:alpha"),
        ("ATLEAST/4:alpha", "atleast4:alpha"),
        ("alpha SAME bravo AND delta", "alpha AND bravo SAME delta"),
        ("lead:alpha NEAR/2 lead:bravo", "lead:(alpha NEAR/2 bravo)"),
        ("NOT (NOT alpha) bravo", "bravo NOT (NOT alpha)"),
    ],
)
def test_ways_to_write_the_same(text: str, expected: str) -> None:
    assert parse(text).all == parse(expected).all


def test_what_may_be_counted_and_what_may_stand_near() -> None:
    for text in ("alpha", '"alpha bravo"', "al*", "/al.*/", "alpha~", "alpha-bravo", "=alpha"):
        assert isinstance(parse(f"atleast2:{text}").all, AtLeast)
        assert isinstance(parse(f"{text} NEAR/3 bravo").all, spans.SpanNear2)
    for text in ("(alpha bravo)", "source:(alpha bravo)", "(alpha WITH bravo)"):
        assert not isinstance(parse(f"atleast2:{text}").all, AtLeast)
        made = parse(f"{text} NEAR/3 delta")
        assert not isinstance(made.all, spans.SpanNear2)
        assert any("taken as SAME" in hint for hint in made.hints)
    assert isinstance(parse("lead:alpha NEAR/2 lead:(bravo OR delta)").all, InPart)


SIX = " NEAR/3 ".join(["alpha", "bravo", "delta", "gamma", "sigma", "omega"])
PAIR = '(alpha OR "bravo delta")'


@pytest.mark.parametrize(
    ("text", "is_near"),
    [
        (SIX.rpartition(" NEAR/3 ")[0], True),
        (SIX, False),
        ("(alpha NEAR/3 bravo NEAR/3 delta) BEFORE/2 (gamma NEAR/3 sigma)", True),
        ("(alpha NEAR/3 bravo NEAR/3 delta) BEFORE/2 (gamma NEAR/3 sigma NEAR/3 omega)", False),
        ("(alpha NEAR/3 bravo NEAR/3 delta) NEAR/2 (gamma OR sigma NEAR/3 omega)", True),
        ("(alpha NEAR/3 bravo NEAR/3 delta) NEAR/2 (gamma OR sigma NEAR/3 omega NEAR/3 alpha)", False),
        (" NEAR/4 ".join([PAIR] * 5), True),
        (" NEAR/4 ".join(['(alpha OR bravo OR delta OR "gamma sigma")'] * 3), True),
        (" NEAR/4 ".join([*['(alpha OR bravo OR delta OR "gamma sigma")'] * 3, PAIR]), False),
        (" NEAR/4 ".join(["(alpha OR bravo OR delta OR gamma OR al*)"] * 5), True),
        (" NEAR/4 ".join(["(alpha OR =bravo OR (delta NEAR/2 (gamma OR al*)))"] * 2), True),
    ],
)
def test_more_than_can_be_near_is_taken_as_same(text: str, is_near: bool) -> None:
    made = parse(text)
    assert isinstance(made.all, spans.SpanNear2) is is_near
    assert type(made.all) is q.And or is_near
    assert any("taken as SAME" in hint for hint in made.hints) is not is_near


def test_more_than_can_be_near_in_a_part_is_looked_for_in_one_paragraph_of_it() -> None:
    assert parse(f"lead:({SIX})").all == InPart("lead", q.And([word(one) for one in SIX.split(" NEAR/3 ")]))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("alpha NEAR/1000 bravo", "NEAR/1000 is more than can be asked for; NEAR/99 is used."),
        ("alpha BEFORE/0 bravo", "BEFORE/0 is less than can be asked for; BEFORE/1 is used."),
        ("atleast0:alpha", "atleast0: is less than can be asked for; atleast1: is used."),
        ("ATLEAST9999:alpha", "ATLEAST9999: is more than can be asked for; atleast1000: is used."),
    ],
)
def test_a_number_that_cannot_be_asked_for_is_named_with_the_one_that_is_used(text: str, hint: str) -> None:
    assert parse(text).hints == (hint,)


@pytest.mark.parametrize(
    "text", ["alpha NEAR/99 bravo", "alpha BEFORE/001 bravo", "atleast1:alpha", "atleast1000:alpha"]
)
def test_a_number_that_is_used_as_it_is_needs_no_hint(text: str) -> None:
    assert not parse(text).hints


def test_a_far_side_that_says_nothing_leaves_the_other() -> None:
    assert parse("alpha NEAR/3 …").all == word("alpha")
    assert parse("alpha WITH …").all == word("alpha")


def test_what_an_operator_can_work_on() -> None:
    leaf, prefix = syntax.WordNode("a"), syntax.PrefixOperator("-", syntax.NotGroup)
    infix = syntax.InfixOperator("OR", syntax.OrGroup)
    assert is_operand([leaf], 0)
    assert is_operand([prefix, prefix, leaf], 0)
    assert not is_operand([prefix], 0)
    assert not is_operand([prefix, infix, leaf], 0)
    assert not is_operand([leaf], 1)
