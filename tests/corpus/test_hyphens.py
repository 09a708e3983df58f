"""Words that the end of a line has parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.hyphens import join_lines, known_words


def joined(text: str) -> str:
    lines = text.split("\n")
    return join_lines(lines, known_words(lines))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the boats re-\nturned at noon", "the boats returned at noon"),
        ("in West-\nern harbours", "in Western harbours"),
        ("in the west of West-\nern harbours, western boats", "in the west of Western harbours, western boats"),
        ("(har-\nbours) and nets", "(harbours) and nets"),
    ],
)
def test_hyphens_of_the_typesetter_go(text: str, whole: str) -> None:
    assert joined(text) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a long-\nterm plan takes long", "a long-term plan takes long"),
        ("the anti-\nWestern mood", "the anti-Western mood"),
        ("a salt-\nfree fish, salt-free", "a salt-free fish, salt-free"),
        ("state-of-the-\nart boats", "state-of-the-art boats"),
        ("in pre-\nand post-war harbours", "in pre- and post-war harbours"),
        ("the harbour -\nclosed since May", "the harbour - closed since May"),
        ("1990-\n2000", "1990- 2000"),
    ],
)
def test_hyphens_of_the_writer_stay(text: str, whole: str) -> None:
    assert joined(text) == whole


@given(st.lists(st.text(st.sampled_from("abA-. "), min_size=1).map(str.strip).filter(bool), min_size=1, max_size=8))
def test_nothing_but_hyphens_and_spaces_changes(lines: list[str]) -> None:
    kept = str.maketrans("", "", "- ")
    assert join_lines(lines, known_words(lines)).translate(kept) == "".join(lines).translate(kept)
