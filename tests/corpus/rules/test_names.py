"""Who is a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules.names import is_publication, people, person, sort_out_names


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
