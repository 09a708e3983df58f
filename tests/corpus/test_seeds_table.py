"""What the five articles of `seeds/` must give, field by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.article import FIELDS, Article, Kind, Known
from searchtui.corpus import Sidecars, read_file, scan


@pytest.fixture(scope="module")
def articles(seeds: Path) -> dict[str, Article]:
    found = scan(seeds)
    sidecars = Sidecars()
    readings = [read_file(file, sidecars) for file in found.files]
    assert not [problem for reading in readings for problem in reading.problems]
    return {article.path[:3]: article for reading in readings for article in reading.articles}


@pytest.mark.parametrize(
    ("number", "title", "known", "rule"),
    [
        (
            "000",
            "China and Russia are moving into a political alliance as increasing Western pressure brings them closer.",
            Known.FALLBACK,
            "first-sentence",
        ),
        (
            "001",
            "Under Western pressure, the two states are aligning with each other at a level unseen for decades.",
            Known.FALLBACK,
            "first-sentence",
        ),
        ("002", "Russia and China double down on anti-Western alliance", Known.FOUND, "title-line"),
        ("003", "Are Russia and China poised to forge an alliance?", Known.FOUND, "title-line"),
    ],
)
def test_title(articles: dict[str, Article], number: str, title: str, known: Known, rule: str) -> None:
    article = articles[number]
    assert article.title == title
    assert (article.known["title"].known, article.known["title"].detail) == (known, rule)


def test_long_first_sentence_is_cut_at_a_word(articles: dict[str, Article]) -> None:
    title = articles["004"].title
    assert articles["004"].known["title"].known is Known.FALLBACK
    assert title.startswith("Against the backdrop of a western diplomatic boycott of the Beijing Winter Olympics,")
    assert title.endswith("showing off their…")
    assert len(title) <= 160


@pytest.mark.parametrize(
    ("number", "authors", "source", "date"),
    [
        ("000", (), None, None),
        ("001", (), "TRT World", None),
        ("002", ("Andrew Hammond",), None, None),
        ("003", ("Danil Bochkov",), "CGTN", "2020-12-05"),
        ("004", ("Marcin Kaczmarski", "Natasha Kuhrt"), "The Conversation", None),
    ],
)
def test_authors_source_and_date(
    articles: dict[str, Article], number: str, authors: tuple[str, ...], source: str | None, date: str | None
) -> None:
    article = articles[number]
    assert article.authors == authors
    assert article.source == source
    assert (None if article.date is None else str(article.date)) == date
    assert article.url is None
    assert article.language == "en"


def test_each_field_says_how_it_is_known(articles: dict[str, Article]) -> None:
    guess = "language-guess"
    rules = {
        number: {name: how.detail for name, how in article.known.items() if how.known is Known.FOUND}
        for number, article in articles.items()
    }
    assert rules == {
        "000": {"language": guess},
        "001": {"source": "source-line", "language": guess},
        "002": {"title": "title-line", "authors": "byline", "language": guess},
        "003": {
            "title": "title-line",
            "authors": "byline",
            "source": "publication-line",
            "date": "date-line",
            "language": guess,
        },
        "004": {"authors": "bio", "source": "first-appeared", "language": guess},
    }
    assert all(tuple(article.known) == FIELDS for article in articles.values())


@pytest.mark.parametrize(
    ("number", "headings"),
    [
        ("000", ["From North Stream to AUKUS", "A challenge to the West?"]),
        ("001", ["From North Stream to AUKUS", "A challenge to the West?", "Russians fears on Chinese power"]),
        ("002", []),
        ("003", []),
        ("004", ["Political signals", "Positively neutral"]),
    ],
)
def test_headings(articles: dict[str, Article], number: str, headings: list[str]) -> None:
    paragraphs = articles[number].paragraphs
    assert [paragraph.text for paragraph in paragraphs if paragraph.kind is Kind.HEADING] == headings
    above = dict.fromkeys(paragraph.heading for paragraph in paragraphs if paragraph.heading)
    assert list(above) == headings


def _texts(article: Article, kind: Kind) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs if paragraph.kind is kind]


def test_doubled_captions_are_one_each(articles: dict[str, Article]) -> None:
    captions = _texts(articles["001"], Kind.CAPTION)
    assert [caption.rsplit("(", 1)[1] for caption in captions] == ["Reuters Archive)", "Pool Photo / AFP)"]
    furniture = _texts(articles["001"], Kind.FURNITURE)
    assert furniture[-1] == "Source: TRT World"
    assert [caption.rsplit(" (", 1)[0] for caption in captions] == furniture[:-1]


def test_captions_by_their_credit(articles: dict[str, Article]) -> None:
    assert [text[-15:] for text in _texts(articles["003"], Kind.CAPTION)] == ["(Photo: Xinhua)", "reign Ministry)"]
    (credited,) = _texts(articles["004"], Kind.CAPTION)
    assert credited.endswith("relationship. Photo credit: Noel Celis/ AFP")
    assert not _texts(articles["000"], Kind.CAPTION) + _texts(articles["002"], Kind.CAPTION)


def test_furniture(articles: dict[str, Article]) -> None:
    assert _texts(articles["000"], Kind.FURNITURE) == []
    assert _texts(articles["002"], Kind.FURNITURE) == ["By Andrew Hammond", "Read original article here."]
    assert _texts(articles["003"], Kind.FURNITURE) == ["By Danil Bochkov", "CGTN", "1607179670000"]
    assert _texts(articles["004"], Kind.FURNITURE) == [
        *["Advertisement"] * 6,
        "This article first appeared on The Conversation.",
    ]


def test_bio_glued_to_the_last_paragraph_is_a_footnote(articles: dict[str, Article]) -> None:
    last = articles["002"].paragraphs[-3:]
    assert [paragraph.kind for paragraph in last] == [Kind.BODY, Kind.FOOTNOTE, Kind.FURNITURE]
    assert [paragraph.line for paragraph in last] == [39, 40, 42]
    assert last[0].text.endswith("into the 2020s.")
    assert last[1].text.startswith("Andrew Hammond ( is an associate")


@pytest.mark.parametrize(("number", "count"), [("000", 18), ("001", 41), ("002", 22), ("003", 19), ("004", 28)])
def test_paragraphs_are_numbered_and_know_their_line(
    articles: dict[str, Article], seeds: Path, number: str, count: int
) -> None:
    article = articles[number]
    lines = (seeds / article.path).read_text(encoding="utf-8").split("\n")
    assert [paragraph.number for paragraph in article.paragraphs] == list(range(1, count + 1))
    for paragraph in article.paragraphs:
        assert paragraph.line is not None
        assert " ".join(lines[paragraph.line - 1].split()) == paragraph.text
