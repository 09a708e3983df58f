"""Exports of newspaper databases: what their lines say, in whatever format they come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.drafts import Draft, Piece
from searchtui.corpus.readers.newsroom import exported_articles


def read(*lines: str) -> tuple[Draft, ...]:
    return exported_articles([Piece(line, number, number) for number, line in enumerate(lines, start=1)])


def texts(draft: Draft) -> list[str]:
    return [one.text for one in draft.paragraphs if one.kind.value != "furniture"]


def test_lexisnexis_with_labels() -> None:
    first, second = read(
        *("Download Request: Selected Items: 1-2", "1 of 2 DOCUMENTS", "The Harbour Herald (London) - Final Edition"),
        *("January 1, 1986 Wednesday", "Final Edition", "Storm at the quay", "BYLINE: By Ann Lee and Bo Ek"),
        *("SECTION: News; Pg. 4", "LENGTH: 20 words", "DATELINE: Quayside", "HIGHLIGHT: A storm.", "It came at night."),
        *(
            "It went.",
            "GRAPHIC: A boat",
            "LOAD-DATE: January 2, 1986",
            "LANGUAGE: ENGLISH",
            "Copyright 1986 The Herald",
        ),
        *("2 of 2 DOCUMENTS", "Der Hafen", "27. Februar 2012 Montag 9:50 PM GMT+1", "Sturm am Kai", "AUTOR: Ek, Bo"),
        *("LÄNGE: 20 Wörter", "Er kam nachts.", "SPRACHE: GERMAN; DEUTSCH"),
    )
    assert texts(first) == ["Storm at the quay", "A storm.", "It came at night.", "It went.", "A boat"]
    assert first.metadata.title == "Storm at the quay"
    assert first.metadata.authors == ("Ann Lee", "Bo Ek")
    assert first.metadata.source == "The Harbour Herald (London)"
    assert (str(first.metadata.date), first.metadata.language) == ("1986-01-01", "en")
    assert texts(second) == ["Sturm am Kai", "Er kam nachts."]
    assert second.metadata.authors == ("Bo Ek",)
    assert (str(second.metadata.date), second.metadata.language) == ("2012-02-27", "de")
    assert (first.item, second.item) == ("1", "2")
    assert {known.detail for known in first.metadata.known.values()} == {"export"}


def test_lexisnexis_with_the_headline_first() -> None:
    first, second = read(
        *(
            "Storm at the quay",
            "The Harbour Herald",
            "May 5, 2020 Tuesday",
            "Copyright 2020 The Herald",
            "Section: NEWS",
        ),
        *("Length: 20 words", "Byline: Ann Lee", "Body", "It came at night.", "It went.", "Classification"),
        *("Language: ENGLISH", "Load-Date: May 6, 2020", "End of Document"),
        *("Calm", "The Harbour Herald", "May 6, 2020", "Length: 5 words", "Body", "It is calm.", "End of Document"),
    )
    assert texts(first) == ["Storm at the quay", "It came at night.", "It went."]
    assert (first.metadata.title, first.metadata.source) == ("Storm at the quay", "The Harbour Herald")
    assert (first.metadata.authors, str(first.metadata.date)) == (("Ann Lee",), "2020-05-05")
    assert texts(second) == ["Calm", "It is calm."]
    assert (first.item, second.item) == ("1", "2")


def test_factiva_without_codes() -> None:
    first, second = read(
        *(
            "News",
            "Storm at the quay",
            "By Ann Lee",
            "1,020 words",
            "14 November 2017",
            "01:15",
            "Harbour Herald",
            "IINM",
        ),
        *(
            "28",
            "English",
            "© 2017 Harbour Media",
            "It came at night.",
            "It went.",
            "Document IINM000020171114edbe0001x",
        ),
        *("Calm", "20 Wörter", "15. November 2017", "Der Hafen", "Deutsch", "Es ist ruhig."),
        *("Dokument IINM000020171115edbe0001y", "Search Summary", "Text"),
    )
    assert texts(first) == ["Storm at the quay", "It came at night.", "It went."]
    assert (first.metadata.authors, first.metadata.source) == (("Ann Lee",), "Harbour Herald")
    assert (str(first.metadata.date), first.metadata.language) == ("2017-11-14", "en")
    assert first.item == "IINM000020171114edbe0001x"
    assert texts(second) == ["Calm", "Es ist ruhig."]
    assert (second.metadata.source, str(second.metadata.date)) == ("Der Hafen", "2017-11-15")


def test_the_last_article_of_a_file_that_breaks_off_is_read() -> None:
    nexis = ("Calm", "The Harbour Herald", "May 6, 2020", "Length: 5 words", "Body", "It is calm.")
    whole, broken = read(*nexis, "End of Document", *nexis)
    assert texts(whole) == texts(broken) == ["Calm", "It is calm."]
    assert len(read(*nexis, "End of Document", "Search: calm", "Results: 1")) == 1
    factiva = ("Storm at the quay", "1,020 words", "14 November 2017", "Harbour Herald", "English", "It came at night.")
    whole, broken = read(*factiva, "Document HARHER0020171114edbe0002t", *factiva)
    assert texts(whole) == texts(broken) == ["Storm at the quay", "It came at night."]
    assert (whole.item, broken.item) == ("HARHER0020171114edbe0002t", "2")
    assert broken.metadata.source == "Harbour Herald"


def test_factiva_with_codes() -> None:
    first, second = read(
        *("SE | News", "HD | Storm at the quay", "BY | By Ann Lee", "WC | 20 words", "PD | 14 November 2017"),
        *("SN | Harbour Herald", "SC | HH", "LA | English", "LP", "It came at night.", "TD", "It went.", "NS | gcat"),
        *("AN | Document HH00000020171114edbe0001x", "HD", "Calm", "SN", "Harbour Herald", "TD", "It is calm.", "AN"),
        "Document HH00000020171114edbe0001x",
    )
    assert texts(first) == ["Storm at the quay", "It came at night.", "It went."]
    assert (first.metadata.authors, first.metadata.source) == (("Ann Lee",), "Harbour Herald")
    assert texts(second) == ["Calm", "It is calm."]
    assert (first.item, second.item) == ("HH00000020171114edbe0001x", "2")


def test_ordinary_articles_are_no_exports() -> None:
    assert read("1 of 2 DOCUMENTED cases", "LENGTH: 3 m", "Body", "IN | OUT") == ()
    assert read("Document", "Storm at the quay", "20 words", "English") == ()
    assert read() == ()


LINES = st.sampled_from(
    [
        *(
            "1 of 2 DOCUMENTS",
            "BYLINE: x",
            "LENGTH: 3 words",
            "LOAD-DATE: 1",
            "Body",
            "End of Document",
            "HD",
            "HD | x",
        ),
        *(
            "TD",
            "SN | y",
            "AN | Document AB1234567890",
            "Document AB1234567890",
            "20 words",
            "English",
            "5 May 2020",
            "x",
        ),
    ]
)


@given(st.lists(LINES, max_size=30))
def test_any_lines_give_articles_with_names_of_their_own(lines: list[str]) -> None:
    drafts = read(*lines)
    assert len({draft.item for draft in drafts}) == len(drafts)
