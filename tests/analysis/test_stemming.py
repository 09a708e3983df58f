"""The forms of a word have one stem."""

from __future__ import annotations

import pytest

from searchtui.analysis import stem


@pytest.mark.parametrize(
    ("forms", "other"), [(["running", "runs", "run"], "runner"), (["alliance", "alliances"], "ally")]
)
def test_stems_join_the_forms_of_a_word(forms: list[str], other: str) -> None:
    assert len({stem(form) for form in forms}) == 1
    assert stem(other) != stem(forms[0])
