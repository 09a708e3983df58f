from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from searchtui.citing.fields import COLUMNS
from searchtui.citing.json_text import rows_as_json_lines
from searchtui.cleaning import clean_line
from tests.citing.rows import line, passage
from tests.cli.samples import HOSTILE, hit, hostile_hit


def test_unknown_is_null() -> None:
    (line,) = rows_as_json_lines([hit(source=None, authors=(), date=None)])
    found = json.loads(line)
    assert (found["source"], found["authors"], found["date"], found["item"]) == (None, None, None, None)


def test_hostile_text_is_safe_on_a_terminal_and_exact_to_a_program() -> None:
    (line,) = rows_as_json_lines([hostile_hit()])
    assert clean_line(line) == line
    assert json.loads(line)["path"] == HOSTILE.replace("\udcff", "�")


@given(st.text())
def test_any_text_comes_back_but_for_lone_surrogates(text: str) -> None:
    (line,) = rows_as_json_lines([hit(title=text)])
    assert clean_line(line) == line
    assert json.loads(line)["title"] == re.sub("[\ud800-\udfff]", "�", text)


def test_every_kind_of_row_has_its_columns() -> None:
    for what, row in (("hits", hit()), ("pins", passage()), ("concordance", line())):
        (written,) = rows_as_json_lines([row])
        assert [name for name in json.loads(written) if name != "highlights"] == list(COLUMNS[what])


def test_a_note_comes_with_its_pin() -> None:
    (written,) = rows_as_json_lines([passage(note="Ask Ada\nabout it")])
    assert json.loads(written)["note"] == "Ask Ada\nabout it"
