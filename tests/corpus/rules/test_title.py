"""Words that could be a headline."""

from __future__ import annotations

import pytest

from searchtui.corpus.rules.title import labelled_title, looks_like_title


def test_headlines() -> None:
    assert looks_like_title("Harbour to close in May", in_head=False)
    assert looks_like_title("Will the harbour close?", in_head=False)
    assert labelled_title("Title: Harbour to close") == "Harbour to close"


@pytest.mark.parametrize(
    "text",
    [
        "The harbour will close in May.",
        "The harbour will close. It will open again in June",
        "harbour to close",
        "OPINION",
        "- Harbour to close",
        "https://example.org/harbour",
        "Harbour, boats, nets,",
    ],
)
def test_other_lines(text: str) -> None:
    assert not looks_like_title(text, in_head=True)


def test_sentence_without_its_full_stop_needs_a_head() -> None:
    text = "The council of the harbour has decided after long talks that it will close the pier for all of May"
    assert not looks_like_title(text, in_head=False)
    assert looks_like_title(text, in_head=True)


def test_sentence_about_a_title() -> None:
    assert labelled_title("The title: a riddle") is None
