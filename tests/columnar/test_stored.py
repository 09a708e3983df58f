"""Stored values come back as what they were."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.columnar.stored import pack, unpack

simple = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.decimals(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
)
values = st.recursive(
    simple,
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.tuples(parts, parts)
        | st.dictionaries(st.text() | st.integers(), parts, max_size=3)
        | st.sets(st.integers(), max_size=3)
        | st.frozensets(st.text(), max_size=3)
    ),
    max_leaves=6,
)


def kinds(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kinds(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [kinds(part) for part in value]
    return type(value), value


@given(st.lists(values, max_size=4))
def test_values_keep_their_kinds(stored: list[Any]) -> None:
    assert kinds(unpack(pack(stored))) == kinds(stored)


@pytest.mark.parametrize("value", [object(), dt.timedelta(1), decimal.Context()])
def test_what_cannot_be_stored_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be stored"):
        pack([value])
