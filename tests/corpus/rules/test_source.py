"""Where an article was published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.rules import source
from searchtui.corpus.rules.source import (
    closing_note,
    dateline,
    first_appeared,
    is_acronym_line,
    is_publication_line,
    is_section_label,
    labelled_source,
    names_publication,
    publication_and_place,
    release_source,
)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Source: Springfield Herald", "Springfield Herald"),
        ("SOURCE: The Herald of Springfield", "The Herald of Springfield"),
        ("Source: herald.example.org", "herald.example.org"),
        ("Source: Springfield Herald, 5 May 2020", "Springfield Herald"),
        ("Publication: Springfield Herald.", "Springfield Herald"),
        ("Quelle: Nordpost", "Nordpost"),
        ("Источник: Северная Почта", "Северная Почта"),
        ("来源：北方邮报", "北方邮报"),
    ],
)
def test_labelled_source(line: str, source: str) -> None:
    assert labelled_source(line) == source


@pytest.mark.parametrize(
    "line",
    [
        "Source: close to the ministry said the talks had failed.",
        "Source: a person who asked not to be named",
        "Source: Anonymous",
        "Source: Wikimedia Commons",
        "Source: World Bank (chart)",
        "Source: own calculations",
        "Source: Authors' calculations",
        "Source: The ministry. It declined to comment",
        "Sources: several",
        "The source: unknown",
        "Source:",
    ],
)
def test_sources_of_other_kinds(line: str) -> None:
    assert labelled_source(line) is None


@pytest.mark.parametrize(
    ("note", "source"),
    [
        ("This article first appeared on Springfield Herald.", "Springfield Herald"),
        (
            "This article was originally published by The Herald of Springfield on 5 May 2020.",
            "The Herald of Springfield",
        ),
        ("Originally published in Springfield Review, May 2020", "Springfield Review"),
        ("This article was first published in The Lancet in 2019.", "The Lancet"),
        ("First published by Springfield Review (2019)", "Springfield Review"),
        ("The post A Town of Boats appeared first on Springfield Review.", "Springfield Review"),
        ("This story was first published on the website of Springfield Review.", "Springfield Review"),
        (
            "This article is republished from Springfield Review under a Creative Commons license. Read the original.",
            "Springfield Review",
        ),
        ("Republished with permission from Springfield Review.", "Springfield Review"),
    ],
)
def test_first_appeared(note: str, source: str) -> None:
    assert first_appeared(note) == source


@pytest.mark.parametrize(
    "sentence",
    [
        "This disease first appeared in a small village near the border.",
        "The report was first published in The Lancet in 2019.",
        "The article was originally published in The Lancet.",
        "First published in The Lancet in 2019, it changed medicine.",
        "The book was first published in a tiny edition and soon forgotten.",
        "The idea originally appeared in the 1920s, when few believed it.",
        "It was first reported by neighbours who had heard a noise.",
        "He first appeared on stage when he was six.",
    ],
)
def test_things_that_first_appeared_elsewhere(sentence: str) -> None:
    assert first_appeared(sentence) is None


def test_lines_of_the_head() -> None:
    assert is_publication_line("Reuters")
    assert is_publication_line("The Guardian")
    assert is_acronym_line("CGTN")
    assert names_publication("Springfield Herald")
    assert is_section_label("OPINION")
    assert is_section_label("World | Politics")


@pytest.mark.parametrize("line", ["OPINION", "NATO", "WORLD", "EU", "USA", "A", "Cgtn", "TOOLONGNAME", "12"])
def test_no_broadcaster(line: str) -> None:
    assert not is_acronym_line(line)


@pytest.mark.parametrize(
    "line", ["Good times", "Ann Lee", "The day of the herald.", "What a day", "Breaking the News?"]
)
def test_no_publication(line: str) -> None:
    assert not is_publication_line(line)
    assert not names_publication(line)


def test_agencies_beside_a_source_are_left_out() -> None:
    assert labelled_source("Source: Springfield Herald and agencies") == "Springfield Herald"
    assert labelled_source("Source: Bread and Butter") == "Bread and Butter"


def test_publication_and_place() -> None:
    assert publication_and_place("BBC News, Oslo") == "BBC News"
    assert publication_and_place("Oslo, Norway") is None
    assert publication_and_place("Reuters, which was first, said so") is None


def test_notes_that_hold_more() -> None:
    note = "This article is republished from Springfield Review under a Creative Commons license."
    assert first_appeared(f"The boats stayed. {note}") is None
    assert closing_note(f"The boats stayed. {note} Read the original article.") == "Springfield Review"
    assert closing_note("The boats stayed. The report was first published in The Lancet.") is None


def test_press_releases() -> None:
    assert release_source("SOURCE Acme Corp.") == "Acme Corp"
    assert release_source("SOURCE CODE IS LAW") is None
    assert release_source("The source") is None


def test_dateline() -> None:
    assert dateline("OSLO, Dec. 11, 1982 -- The talks went on.") == (None, "Dec. 11, 1982")
    assert dateline("OSLO, Dec. 11 -- The talks went on.") is None
    assert dateline("MOSCOW, December 5. /TASS/. The talks went on.") == ("TASS", "December 5")
    assert dateline("MOSCOW (Reuters) - The talks went on.") == ("Reuters", "")
    assert dateline("BEIJING, Dec. 5 (Xinhua) -- The talks went on.") == ("Xinhua", "Dec. 5")
    assert dateline("KYIV, Ukraine (AP) — The talks went on.") == ("AP", "")
    assert dateline("ST. PAUL, Minn. (AP) _ The talks went on.") == ("AP", "")
    assert dateline("SAN JOSÉ, Costa Rica, Dec 5, 2020 (Reuters) - The talks went on.") == ("Reuters", "Dec 5, 2020")
    assert dateline("BERGEN, Norway, Dec. 11, 1982 -- The talks went on.") == (None, "Dec. 11, 1982")
    assert dateline("NEW YORK, Dec 5, 2020 (AP) — The talks went on.") == ("AP", "Dec 5, 2020")


@pytest.mark.parametrize(
    "text",
    [
        "The agency (Reuters) - one of many - said so.",
        "NATO (the alliance) - said so.",
        "NATO, which Mr. Moor leads (AP) - said so.",
        "Moscow said (Reuters) - it did.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None


@given(st.from_regex(source._SAID_OF_ARTICLE))
def test_how_notes_on_an_article_begin(text: str) -> None:
    assert any(words in text.casefold() for words in source._BEGIN_NOTE)
