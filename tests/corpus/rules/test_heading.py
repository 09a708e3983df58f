"""Words that could be a heading."""

from __future__ import annotations

import pytest

from searchtui.corpus.rules.heading import is_question_of_prose, looks_like_heading, opens_text


@pytest.mark.parametrize(
    "text",
    [
        "Political signals",
        "From Harbour to Hinterland",
        "A challenge to the East?",
        "THE CAUSES OF THE FIRE",
        "1. The first year",
    ],
)
def test_headings(text: str) -> None:
    assert looks_like_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour is closed.",
        "He never came back",
        "“Never again”",
        "- Never again",
        "— Where were you?",
        "12 Harbour Street",
        "Springfield, 12345",
        "Tel: 555 0100",
        "ann@example.org",
        "the harbour",
        "HE SAID NOTHING AND LEFT THE ROOM.",
        "The list of goods:",
        "1984",
        "$400 billion",
        "The harbour was closed by order of the council",
        "a) the harbour",
        "Many people came to the harbour that day to see the great ships leave for the north",
    ],
)
def test_other_lines(text: str) -> None:
    assert not looks_like_heading(text)


def test_questions() -> None:
    assert not is_question_of_prose("A challenge to the East?")
    assert is_question_of_prose("What does it mean?")
    assert is_question_of_prose("But will it work?")
    assert is_question_of_prose("Or was he?")


def test_headings_that_open_a_text() -> None:
    assert opens_text("CHAPTER I")
    assert opens_text("Introduction")
    assert not opens_text("Part of the harbour")
    assert not opens_text("Introduction to the harbour")
