from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.filenames import located, shown_name

FOLDER = Path("/nowhere/at/all")


@given(st.binary(min_size=1).filter(lambda name: b"/" not in name and b"\0" not in name and name not in (b".", b"..")))
def test_a_name_of_any_bytes_leads_back_to_its_file(name: bytes) -> None:
    given = os.fsdecode(name)
    if "\\x" not in given:
        assert located(FOLDER, shown_name(given)) == FOLDER / given


@pytest.mark.parametrize("name", ["plain.txt", "über/öl.txt", "a\\b.txt", "\\x41.txt"])
def test_names_that_are_text_stay_as_they_are(name: str) -> None:
    assert shown_name(name) == name
    assert located(FOLDER, name) == FOLDER / name


def test_a_name_that_really_has_an_escape_in_it_is_that_name(tmp_path: Path) -> None:
    (tmp_path / r"caf\xe9.txt").touch()
    assert located(tmp_path, r"caf\xe9.txt") == tmp_path / r"caf\xe9.txt"
    assert located(tmp_path, r"th\xe9.txt") == tmp_path / os.fsdecode(b"th\xe9.txt")
