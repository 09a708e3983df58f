"""Query trees with the words of a collection in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from rapidfuzz.distance import OSA
from whoosh import query as q

from searchtui.query import Corrections, SpelledWord, resolved
from searchtui.query.tree import EXACT, TEXT, Corrected, Forms, Misspelt, Unfinished, Word

FREQUENCIES = {"houses": 5, "house": 40, "maison": 9, "militari": 900, "military": 900, "army": 3, "arms": 200}


class Scan:
    """A lexicon that looks at each of its words."""

    def frequency(self, word: str) -> int:
        return FREQUENCIES.get(word, 0)

    def similar(self, word: str, distance: int, alike: int = 0, least: int = 1) -> Iterable[tuple[str, int, int]]:
        for other, frequency in FREQUENCIES.items():
            edits = OSA.distance(word, other)
            if edits <= distance and other.startswith(word[:alike]) and frequency >= least:
                yield other, edits, frequency

    def completions(self, prefix: str, most: int) -> Sequence[tuple[str, int]]:
        found = [(word, frequency) for word, frequency in FREQUENCIES.items() if word.startswith(prefix)]
        return sorted(found, key=lambda one: -one[1])[:most]


def stems(word: str) -> tuple[str, ...]:
    """Of two languages: one leaves words as they are."""
    return tuple(dict.fromkeys([word, word.removesuffix("s"), "militari" if word == "military" else word]))


def made(query: q.Query, *, correct: bool = True) -> q.Query:
    wanted = Corrections.ALL if correct else Corrections.NONE
    return resolved(query, Scan(), stems, lambda _, stem: FREQUENCIES.get(stem, 0), correct=wanted).query


def forms(*some: str) -> Forms:
    return Forms(TEXT, some, "Typed", "typed")


@pytest.mark.parametrize("correct", [True, False])
def test_stems_that_do_not_occur_are_left_out(correct: bool) -> None:
    assert made(forms("house", "houses"), correct=correct) == forms("house", "houses")
    assert made(forms("hous", "house", "houses"), correct=correct) == forms("house", "houses")
    one = made(forms("hous", "house"), correct=correct)
    assert one == Word(TEXT, "house", "Typed", "typed")
    assert (one.surface, one.exact) == ("Typed", "typed")


def test_where_no_stem_occurs_all_stay() -> None:
    assert made(forms("hut", "huts"), correct=False) == forms("hut", "huts")


def test_a_tree_in_which_nothing_changes_is_the_same() -> None:
    tree = q.And([Word(TEXT, "house", "house", "house"), q.Or([Word(TEXT, "maison", "maison", "maison"), q.Every()])])
    assert made(tree) is tree


def test_a_correction_is_looked_for_by_the_stems_that_occur() -> None:
    word = Word(TEXT, "militray", "Militray", "militray")
    found = resolved(word, Scan(), stems, lambda _, stem: FREQUENCIES.get(stem, 0))
    assert isinstance(found.query, Corrected)
    assert [one.text for one in found.query] == ["military", "militari"]
    assert found.spelled == (SpelledWord("Militray", ("military",), known=False),)


def test_what_is_banned_is_not_corrected() -> None:
    house, wrong = Word(TEXT, "house", "house", "house"), Word(TEXT, "militray", "militray", "militray")
    assert made(q.AndNot(house, wrong)) == q.AndNot(house, wrong)


def test_what_is_unfinished_or_wanted_to_be_misspelt_gets_its_words() -> None:
    assert made(Unfinished(("hou",), "hou", "hou")).completions == ("house", "houses")
    assert made(Misspelt(EXACT, "armi", 1)).variants == ("army", "arms")
