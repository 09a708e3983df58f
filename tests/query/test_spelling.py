"""What a misspelt word may have been meant to be."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from searchtui.analysis import stem, words
from searchtui.query.spelling import corrections, edits_allowed, is_correctable, written_alike
from searchtui.query.stopwords import STOP_WORDS


class Scan:
    """A lexicon that looks at each of its words."""

    def __init__(self, frequencies: dict[str, int]) -> None:
        self.frequencies = frequencies

    def frequency(self, word: str) -> int:
        return self.frequencies.get(word, 0)

    def similar(self, word: str, distance: int, alike: int = 0, least: int = 1) -> Iterable[tuple[str, int, int]]:
        for other, frequency in self.frequencies.items():
            edits = OSA.distance(word, other)
            if edits <= distance and other.startswith(word[:alike]) and frequency >= least:
                yield other, edits, frequency

    def completions(self, prefix: str, most: int) -> list[tuple[str, int]]:
        raise AssertionError("no correction asks for completions")


def proposed(word: str, frequencies: dict[str, int], stem_frequency: int = 0) -> list[str]:
    return [correction.word for correction in corrections(word, Scan(frequencies), stem_frequency)]


PRESS = {"military": 900, "militarily": 30, "alliance": 800, "russia": 2000, "from": 9000, "their": 7000, "form": 300}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("militray", ["military"]),
        ("mlitary", ["military"]),
        ("rusia", ["russia"]),
        ("rusisa", ["russia"]),
        ("alianse", ["alliance"]),  # two edits in seven letters, but it begins alike
        ("elianse", []),
        ("allaincee", ["alliance"]),
        ("frmo", []),  # from
        ("thier", []),  # their
        ("forn", ["form"]),
        ("rus", []),
        ("zuckerberg", []),
    ],
)
def test_unknown_words(word: str, expected: list[str]) -> None:
    assert proposed(word, PRESS) == expected


@pytest.mark.parametrize("word", ["teh", "covid", "covid91", "2021", "中国人民", "ab"])
def test_words_that_are_never_corrected(word: str) -> None:
    assert proposed(word, {"the": 100, "covid": 5, "covid19": 90, "2020": 90, "中国人民们": 90, "abc": 9}) == []
    assert is_correctable(word) == (word == "covid")


def test_numbers_are_never_proposed() -> None:
    assert proposed("covidd", {"covid1": 1000, "covid": 1}) == ["covid"]


def test_a_word_of_which_another_form_occurs_is_known() -> None:
    frequencies = {"alliance": 40, "allure": 900, "reliance": 900}
    assert proposed("alliances", frequencies) == ["alliance"]
    assert proposed("alliances", frequencies, 40) == []


def test_a_word_far_more_frequent_than_the_known_one() -> None:
    assert corrections("goverment", Scan({"goverment": 3, "government": 91})) == (("government", 0.7, 1, 91),)
    assert proposed("goverment", {"goverment": 3, "government": 90}) == []
    assert proposed("goverment", {"goverment": 3, "government": 91}, 4) == []
    assert proposed("tank", {"tank": 1, "tanks": 100}) == []  # of the same stem
    assert proposed("fron", {"fron": 1, "from": 100, "iron": 40}) == ["iron"]
    assert proposed("millitaryy", {"millitaryy": 1, "military": 1000}) == []  # two edits away


def test_weights_say_how_likely_a_word_is_beside_the_best() -> None:
    found = corrections("bolck", Scan({"block": 99, "black": 5000, "bolack": 20, "lock": 50}))
    scores = {"block": math.log(100) + 1.5, "bolack": math.log(21) + 1.5}
    assert [one.word for one in found] == ["block", "bolack"]
    assert found[0].weight == 1
    assert found[1].weight == pytest.approx(math.exp(scores["bolack"] - scores["block"]))
    assert corrections("bolck", Scan({"block": 9999, "bolack": 20}))[1:] == ()


def test_no_stem_is_proposed_twice() -> None:
    assert proposed("alliancs", {"alliance": 90, "alliances": 80, "allianc": 70, "alliancy": 60}) == ["alliance"]


def test_words_that_only_deleted_documents_hold_are_none() -> None:
    assert proposed("militray", {"military": 0}) == []


@given(st.dictionaries(st.text("abcd", min_size=1, max_size=9), st.integers(0, 500)), st.text("abcd", max_size=9))
def test_what_holds_of_all_corrections(frequencies: dict[str, int], word: str) -> None:
    found = corrections(word, Scan(frequencies))
    known = frequencies.get(word, 0) > 0
    assert len(found) <= (1 if known else 3)
    for correction in found:
        assert correction.frequency == frequencies[correction.word] > 0
        assert correction.distance == OSA.distance(word, correction.word)
        assert 1 <= correction.distance <= (1 if known else edits_allowed(len(word)) + 1)
        assert 0 < correction.weight <= 1
        assert correction.word not in STOP_WORDS
    assert all(one.weight >= next_one.weight for one, next_one in pairwise(found))


def test_most_typos_in_the_seeds_are_set_right(seeds: Path) -> None:
    frequencies = Counter(word.exact for path in seeds.iterdir() for word in words(path.read_text("utf-8")))
    lexicon, right, typed = Scan(frequencies), 0, 0
    content = [word for word in sorted(frequencies) if len(word) > 5 and word.isalpha() and word not in STOP_WORDS]
    for place, word in enumerate(content[::7]):
        at = place % (len(word) - 1)
        for typo in (word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :], f"{word}x"):
            if typo not in frequencies:
                typed += 1
                right += stem(word) in {stem(correction.word) for correction in corrections(typo, lexicon)}
    assert right / typed > 0.95


def test_rare_long_words_have_other_spellings() -> None:
    names = Scan({"yalinkilcli": 1, "yalinkilicli": 6, "government": 900, "goverment": 4, "hammond": 3, "hamond": 2})
    assert written_alike("yalinkilcli", 1, names) == (("yalinkilicli", 6),)
    assert written_alike("yalinkilicli", 6, names) == (("yalinkilcli", 1),)
    assert written_alike("government", 900, names) == ()
    assert written_alike("hammond", 3, names) == ()
    assert written_alike("yalinkilcly", 0, names) == ()
