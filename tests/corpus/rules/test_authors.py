"""Which declared authors are people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules.authors import declared_people, without_by


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("by Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Von Ann Lee", ("Ann Lee",)),
        ("Lee, Ann", ("Ann Lee",)),
        ("Lee, Ann; van der Ek, Bo", ("Ann Lee", "Bo van der Ek")),
        ("Ann Lee, Staff Writer", ("Ann Lee",)),
        ("Ann Lee | Reuters", ("Ann Lee",)),
        ("Ann Lee <ann@herald.example>", ("Ann Lee",)),
        ("高木浩光", ("高木浩光",)),
        ("Herald Staff", ()),
        ("Redaktion", ()),
        ("admin", ()),
        ("siteadmin", ()),
        ("ann@herald.example", ()),
        ("https://facebook.example/ann", ()),
        ("@annlee", ()),
        ("herald.pl", ()),
        ("Second Edition Edited by Ann Lee", ()),
        ("Contributors to the Herald", ()),
        ("null", ()),
        ("", ()),
    ],
)
def test_people(value: str, names: tuple[str, ...]) -> None:
    assert declared_people([value]) == names


@pytest.mark.parametrize("name", ["Harbour Herald", "harbourherald", "HH", "Herald"])
def test_the_publication_is_nobody(name: str) -> None:
    assert declared_people([name, "Ann Lee"], "HH - Harbour Herald") == ("Ann Lee",)


def test_each_is_named_once_and_in_order() -> None:
    assert declared_people(["Bo Ek", "Ann Lee and Bo Ek"]) == ("Bo Ek", "Ann Lee")


def test_the_word_that_begins_a_byline() -> None:
    assert [without_by(text) for text in ("By: Ann", "Written by Ann", "Byron Ek")] == ["Ann", "Ann", "Byron Ek"]


@given(st.lists(st.text(max_size=60), max_size=5), st.none() | st.text(max_size=20))
def test_names_are_never_empty(values: list[str], source: str | None) -> None:
    assert all(name.strip() for name in declared_people(values, source))
