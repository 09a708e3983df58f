"""Who is a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules import names
from searchtui.corpus.rules.names import is_publication, may_begin_name, people, person, sort_out_names


@pytest.mark.parametrize(
    "name", ["Ann Lee", "J. Lee", "Ann de la Cruz", "Ann O'Neil", "Wei Sun", "Emily Post", "王 小明"]
)
def test_people(name: str) -> None:
    assert person(name) == name


@pytest.mark.parametrize(
    "text",
    [
        "Ann",
        "New York",
        "Harbour Office News",
        "The Harbour",
        "Ann lee",
        "J. R.",
        "Ann 2",
        "Global Times",
        "",
        "Ann van",
    ],
)
def test_no_people(text: str) -> None:
    assert person(text) is None


def test_a_comma_alone_is_no_proof_of_a_second_author() -> None:
    assert people("Ann Lee, Springfield") == ("Ann Lee",)
    assert people("Ann Lee, Bo Ek, Cy Dam") == ("Ann Lee", "Bo Ek", "Cy Dam")
    assert people("Ann Lee, and nobody else") == ()
    assert sort_out_names("Ann Lee, Reuters") == (("Ann Lee",), ("Reuters",))


def test_publications_are_known_with_and_without_their_domain() -> None:
    assert is_publication("Reuters")
    assert is_publication("Reuters.com")
    assert not is_publication("Ann Lee")


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    for name in people(text):
        assert len(name.split()) >= 2


WORDS = "Ann Lee A. B. Dr. The the De van He. Of (Bo) Wei-Lin 王 小明 Ms , lee al-Ek d’Arc de, ªb"


@given(st.lists(st.sampled_from([*WORDS.split(), "\u00a0"])).map(" ".join))
def test_what_is_a_name_may_begin_one(text: str) -> None:
    assert person(text) is None or may_begin_name(text)


@pytest.mark.parametrize("word", sorted(names._BEGIN_NO_NAME))
def test_words_that_begin_no_name(word: str) -> None:
    for first in (word, word.title(), word.upper(), f"{word}."):
        assert not may_begin_name(f"{first} Ann Lee")
        assert person(f"{first} Ann Lee") is None
