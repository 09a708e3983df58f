"""Properties of documents."""

from __future__ import annotations

import pytest

from searchtui.corpus.rules.properties import is_placeholder_name, property_authors, property_date, property_title


@pytest.mark.parametrize(
    "title",
    [
        "The Harbour",
        "Untitled, and Other Stories",
        "Document of a Siege",
        "Word by Word",
        "1984: a year",
        "A Chapter of Accidents",
        "Text and Context",
        "Gemälde",
        "俄罗斯与中国",
        "Test of wills",
    ],
)
def test_titles_that_say_something(title: str) -> None:
    assert property_title(f"  {title}\n") == title


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        " \n ",
        "/",
        "untitled",
        "Untitled Document",
        "Document1",
        "Dokument (2)",
        "Microsoft Word - The Harbour.doc",
        "Microsoft Word - The Harbour",
        "PowerPoint Presentation",
        "harbour final v2.indd",
        "BullLeb2322015Skribitskaya.fm",
        "input2",
        "harbour_final",
        "Unbekannt",
        "Slide 1",
        "1234567",
        "[Title]",
        "Без названия",
    ],
)
def test_titles_that_programs_make_up(title: str | None) -> None:
    assert property_title(title) is None


def test_creators() -> None:
    names = ["Ann Lee", "Ek, Bo", "LEE, JANE", "Jean-Luc de la Tour", "Ann Lee", "李明"]
    assert property_authors(names) == ("Ann Lee", "Bo Ek", "JANE LEE", "Jean-Luc de la Tour", "李明")
    assert property_authors(["MANKOWSKI, STEPHANE"]) == ("Stephane Mankowski",)


@pytest.mark.parametrize(
    "name",
    [
        "user",
        "Admin",
        "Windows User",
        "Microsoft Office User",
        "python-docx",
        "Larry",
        "jsmith",
        "ann.lee@example.org",
        "Springfield University Press",
        "The Springfield Herald",
        "Учетная запись Майкрософт",
        "Windows-Benutzer",
        "i",
        "",
        "...",
    ],
)
def test_creators_that_are_nobody(name: str) -> None:
    assert property_authors([name]) == ()


def test_names_of_accounts() -> None:
    assert is_placeholder_name("  Valued  Customer ")
    assert is_placeholder_name("Unknown")
    assert not is_placeholder_name("Voltaire")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-05-05T10:00:00Z", "2020-05-05"),
        ("2020-05-05", "2020-05-05"),
        ("1980-01-01T00:00:00Z", None),
        ("2013-12-23T23:15:00Z", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_days(text: str | None, date: str | None) -> None:
    found = property_date(text)
    assert (None if found is None else str(found)) == date
