"""Which words a query looks for, for ranking."""

from __future__ import annotations

import pytest

from searchtui.query import parse
from searchtui.query.sought import sought
from searchtui.query.tree import TEXT, Corrected, Word


def looked_for(typed: str, *, prefix_last: bool = False) -> list[tuple[str, str, bool]]:
    """Stem, exact form, and whether it follows the word before."""
    found = sought(parse(typed, prefix_last=prefix_last).any)
    return [(word.terms[0][0], word.exact[0][0], word.follows) for word in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Military alliances", [("militari", "military", False), ("allianc", "alliances", True)]),
        ("war of the wars", [("war", "war", False), ("war", "wars", True)]),
        ('war "the pact" peace', [("war", "war", False), ("peac", "peace", False)]),
        ("war alli* peace", [("war", "war", False), ("peac", "peace", False)]),
        ("anti-Western pact", [("anti", "anti", False), ("western", "western", True), ("pact", "pact", True)]),
        ("war -peace", [("war", "war", False)]),
        ("title:war source:peace =pact", []),
        ("lead:war NEAR/3 peace", [("war", "war", False), ("peac", "peace", True)]),
        ("atleast2:war WITH peace", [("war", "war", False), ("peac", "peace", True)]),
    ],
)
def test_content_words_in_their_order(typed: str, expected: list[tuple[str, str, bool]]) -> None:
    assert looked_for(typed) == expected


def test_the_word_that_is_typed_is_one_of_them() -> None:
    assert looked_for("war pea", prefix_last=True) == [("war", "war", False), ("pea", "pea", True)]


def test_a_word_and_its_corrections_are_one_word_with_weights() -> None:
    typed = Word(TEXT, "recie", "recieve", "recieve")
    (word,) = sought(Corrected(typed, [Word(TEXT, "receiv", "receive", "receive", boost=0.7)], known=True))
    assert word.terms == (("recie", 1.0), ("receiv", 0.7))
    assert word.exact == (("recieve", 1.0), ("receive", 0.7))
