from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.query import parse
from searchtui.query.quotes import straight_quotes


def test_quotation_marks_of_all_kinds() -> None:
    assert straight_quotes("“a” „b‟ «c» ＂d＂ ‘e’") == '"a" "b" "c" "d" ‘e’'
    assert parse("„cold war“").all == parse('"cold war"').all


@given(st.text())
def test_each_character_stays_at_its_place(text: str) -> None:
    made = straight_quotes(text)
    assert len(made) == len(text)
    assert all(one == other or one == '"' for one, other in zip(made, text, strict=True))
