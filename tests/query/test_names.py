"""Which names a typed one means."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.query.names import Found, NameIndex

AUTHORS = [
    "Alexander Van der Bellen",
    "Ana María Hernández García-Márquez",
    "Andrew Hammond",
    "A. Hammond",
    "Bashar al-Assad",
    "Conor O’Brien",
    "Emrah Yalinkilcli",
    "Emrah Yalınkılıçlı",
    "J. R. R. Tolkien",
    "Jean-Luc Mélenchon",
    "Kim Jong Un",
    "Kimberly Adams",
    "LI Wei",
    "Martin Luther King Jr.",
    "N. Kleinfield",
    "Robert Smith",
    "Roberta Smith",
    "Şebnem Işık",
    "TS Eliot",
    "Xi Jinping",
    "unknown",
    "Иван Петров",
    "محمد بن سلمان",
    "習近平",
]
SOURCES = ["BBC News", "CNN", "R. T.", "South China Morning Post", "TRT World", "The Guardian", "Weekly Times"]


@pytest.fixture(scope="module")
def authors() -> NameIndex:
    return NameIndex(AUTHORS)


@pytest.fixture(scope="module")
def sources() -> NameIndex:
    return NameIndex(SOURCES)


def names(found: Found, values: list[str] = AUTHORS) -> list[str]:
    return [values[ordinal] for ordinal in found.ordinals]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hammond", ["Andrew Hammond", "A. Hammond"]),
        ("andrew hammond", ["Andrew Hammond"]),
        ("Hammond, Andrew", ["Andrew Hammond"]),
        ("HAMMOND A", ["Andrew Hammond", "A. Hammond"]),
        ("A. Hammond", ["Andrew Hammond", "A. Hammond"]),
        ("Arthur Hammond", ["A. Hammond"]),
        ("Andrew J. Hammond", ["Andrew Hammond"]),
        ("Dr Andrew Hammond", ["Andrew Hammond"]),
        ("a", ["A. Hammond"]),
        ("kim", ["Kim Jong Un"]),
        ("kim jongun", ["Kim Jong Un"]),
        ("jong-un", ["Kim Jong Un"]),
        ("Jong Un Kim", ["Kim Jong Un"]),
        ("N. R. Kleinfield", ["N. Kleinfield"]),
        ("NR Kleinfield", ["N. Kleinfield"]),
        ("R. N. Kleinfield", []),
        ("n kleinfield", ["N. Kleinfield"]),
        ("Nick Kleinfield", ["N. Kleinfield"]),
        ("Kleinfield, Nick", ["N. Kleinfield"]),
        ("Rick Kleinfield", []),
        ("JRR Tolkien", ["J. R. R. Tolkien"]),
        ("J.R.R. Tolkien", ["J. R. R. Tolkien"]),
        ("j r tolkien", ["J. R. R. Tolkien"]),
        ("John Tolkien", ["J. R. R. Tolkien"]),
        ("T. S. Eliot", ["TS Eliot"]),
        ("Thomas Eliot", ["TS Eliot"]),
        ("Lucy Wei", []),
        ("van der bellen", ["Alexander Van der Bellen"]),
        ("vanderbellen", ["Alexander Van der Bellen"]),
        ("bellen", ["Alexander Van der Bellen"]),
        ("von Hammond", ["Andrew Hammond", "A. Hammond"]),
        ("assad", ["Bashar al-Assad"]),
        ("Al Assad", ["Bashar al-Assad"]),
        ("alassad", ["Bashar al-Assad"]),
        ("el Assad", ["Bashar al-Assad"]),
        ("garcia marquez", ["Ana María Hernández García-Márquez"]),
        ("ana garcía", ["Ana María Hernández García-Márquez"]),
        ("Garciamarquez", ["Ana María Hernández García-Márquez"]),
        ("obrien", ["Conor O’Brien"]),
        ("O'Brien", ["Conor O’Brien"]),
        ("o brien", ["Conor O’Brien"]),
        ("jeanluc melenchon", ["Jean-Luc Mélenchon"]),
        ("luther king", ["Martin Luther King Jr."]),
        ("Martin King, Jr.", ["Martin Luther King Jr."]),
        ("Robert Smith Jr", ["Robert Smith"]),
        ("robert smith", ["Robert Smith"]),
        ("R Smith", ["Robert Smith", "Roberta Smith"]),
        ("isik", ["Şebnem Işık"]),
        ("IŞIK", ["Şebnem Işık"]),
        ("jinping", ["Xi Jinping"]),
        ("Jin-ping Xi", ["Xi Jinping"]),
        ("петров", ["Иван Петров"]),
        ("И. Петров", ["Иван Петров"]),
        ("سلمان", ["محمد بن سلمان"]),
        ("習近平", ["習近平"]),
        ("wei wei", []),
        ("unknown", ["unknown"]),
        ("", []),
        (" .-' ", []),
        ("van", ["Alexander Van der Bellen"]),
        ("de", []),
    ],
)
def test_authors(authors: NameIndex, text: str, expected: list[str]) -> None:
    found = authors.find(text)
    assert names(found) == expected
    assert found.corrected == ()


@pytest.mark.parametrize(
    ("text", "expected", "corrected"),
    [
        ("hamond", ["Andrew Hammond", "A. Hammond"], ("Hammond",)),
        ("andrew hamond", ["Andrew Hammond"], ("Andrew Hammond",)),
        ("Hammnod, Andew", ["Andrew Hammond"], ("Hammond Andrew",)),
        ("n kleinfeld", ["N. Kleinfield"], ("N Kleinfield",)),
        ("nick kleinfeld", ["N. Kleinfield"], ("nick Kleinfield",)),
        ("Jinpnig", ["Xi Jinping"], ("Jinping",)),
        ("von der belen", ["Alexander Van der Bellen"], ("Bellen",)),
        ("robret smith", ["Robert Smith"], ("Robert Smith",)),
        ("kin", [], ()),
        ("petrov", [], ()),
    ],
)
def test_misspelt_names(authors: NameIndex, text: str, expected: list[str], corrected: tuple[str, ...]) -> None:
    found = authors.find(text)
    assert names(found) == expected
    assert found.corrected == corrected


def test_each_of_two_spellings_finds_its_own_and_tells_of_the_other(authors: NameIndex) -> None:
    one, other = authors.find("Yalinkilicli"), authors.find("yalinkilcli")
    assert (names(one), one.near) == (["Emrah Yalınkılıçlı"], ("Emrah Yalinkilcli",))
    assert (names(other), other.near) == (["Emrah Yalinkilcli"], ("Emrah Yalınkılıçlı",))
    assert authors.find("andrew hammond").near == ("A. Hammond",)
    assert authors.find("kim").near == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("guardian", ["The Guardian"]),
        ("the guardian", ["The Guardian"]),
        ("The Weekly Times", ["Weekly Times"]),
        ("bbc", ["BBC News"]),
        ("trt", ["TRT World"]),
        ("RT", ["R. T."]),
        ("China News", []),
        ("china post", ["South China Morning Post"]),
        ("cgtn", []),
        ("guardain", ["The Guardian"]),
    ],
)
def test_sources(sources: NameIndex, text: str, expected: list[str]) -> None:
    assert names(sources.find(text), SOURCES) == expected


def test_exactly(authors: NameIndex) -> None:
    assert names(authors.find("ANDREW  hammond", exactly=True)) == ["Andrew Hammond"]
    assert names(authors.find("Emrah Yalinkilicli", exactly=True)) == ["Emrah Yalınkılıçlı"]
    assert authors.find("hammond", exactly=True) == Found()
    assert authors.find("Hammond Andrew", exactly=True) == Found()


def test_no_names() -> None:
    assert NameIndex([]).find("andrew hammond") == Found()
    assert NameIndex([""]).find("a") == Found()


def test_a_name_of_the_same_word_again_and_again() -> None:
    index = NameIndex([" ".join(["aa"] * 12), " ".join("a" * 12)])
    assert index.find(" ".join(["aa"] * 7 + ["bb"])).ordinals == ()
    assert index.find(" ".join(["aa"] * 8)).ordinals == (0,)


words = st.text(st.sampled_from("abelmnoéñışøйим"), min_size=2, max_size=8)
people = st.lists(words, min_size=1, max_size=4).map(" ".join)
some_people = st.lists(people, min_size=1, max_size=8, unique=True)


@given(some_people, st.data())
def test_each_name_is_found_by_its_words_in_any_order(values: list[str], data: st.DataObject) -> None:
    index = NameIndex(values)
    ordinal = data.draw(st.integers(0, len(values) - 1))
    typed = data.draw(st.permutations(values[ordinal].split()))
    some = typed[: data.draw(st.integers(1, len(typed)))]
    for text in (" ".join(typed), " ".join(some), "-".join(typed), " ".join(typed).upper()):
        found = index.find(text)
        assert ordinal in found.ordinals
        assert found.corrected == ()
        assert values[ordinal] not in found.near


@given(some_people, st.data())
def test_accents_and_the_way_they_are_encoded_make_no_difference(values: list[str], data: st.DataObject) -> None:
    index = NameIndex(values)
    name = data.draw(st.sampled_from(values))
    decomposed = unicodedata.normalize("NFD", name)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character) or "й" in name)
    assert index.find(decomposed) == index.find(name) == index.find(unicodedata.normalize("NFC", bare))


@given(some_people, words, words)
def test_initials_are_found_both_ways(values: list[str], first: str, last: str) -> None:
    full, short = f"{first} {last}", f"{first[0]}. {last}"
    assert len(values) in NameIndex([*values, full]).find(short).ordinals
    shortened = NameIndex([short])
    assert shortened.find(full).ordinals == (0,)
    assert shortened.find(f"{last} {first[0]}").ordinals == (0,)


@given(st.lists(st.text(max_size=12), max_size=6, unique=True), st.text(max_size=12))
def test_any_text_at_all(values: list[str], text: str) -> None:
    index = NameIndex(values)
    for found in (index.find(text), index.find(text, exactly=True)):
        assert list(found.ordinals) == sorted(set(found.ordinals))
        assert all(ordinal < len(values) for ordinal in found.ordinals)
    for ordinal, value in enumerate(values):
        assert ordinal in index.find(value, exactly=True).ordinals
