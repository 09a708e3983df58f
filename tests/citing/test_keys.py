from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.citing.keys import key_of
from tests.citing.rows import article


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "quill2020-6ac2874567e0"),
        ({"authors": ("Quill, Ada",)}, "quill2020-6ac2874567e0"),
        ({"authors": ("Dag Öst-Ærø",)}, "r2020-6ac2874567e0"),
        ({"authors": ("José Núñez",)}, "nunez2020-6ac2874567e0"),
        ({"authors": ()}, "thecourier2020-6ac2874567e0"),
        ({"authors": ("习近平",), "date": None}, "6ac2874567e0"),
        ({"authors": (), "source": None}, "2020-6ac2874567e0"),
    ],
)
def test_a_key_has_a_name_a_year_and_the_id(fields: dict[str, object], key: str) -> None:
    assert key_of(article(**fields)) == key


@given(st.text(), st.text())
def test_keys_are_plain_and_articles_with_equal_names_have_different_ones(author: str, source: str) -> None:
    keys = {key_of(article(id=name, authors=(author,), source=source)) for name in ("6ac2874567e0", "6ac2874567e1")}
    assert len(keys) == 2
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in keys)
