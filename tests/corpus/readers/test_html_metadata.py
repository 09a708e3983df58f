"""What pages say of themselves."""

from __future__ import annotations

import json

import pytest
from lxml import html

from searchtui.corpus.drafts import Metadata
from searchtui.corpus.readers.html_metadata import page_metadata


def read(page: str) -> Metadata:
    return page_metadata(html.document_fromstring(page), page)


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "Storm at the Quay", "datePublished": "2020-05-05T22:00:00+02:00"}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee, Bo Ek and Cy Dee", ("Ann Lee", "Bo Ek", "Cy Dee")),
        ({"@type": "Person", "name": "Ann Lee"}, ("Ann Lee",)),
        ({"name": ["Ann Lee", "Bo van der Ek"]}, ("Ann Lee", "Bo van der Ek")),
        ([{"name": "Ann Lee"}, "Bo Ek", None, {"name": None}], ("Ann Lee", "Bo Ek")),
        ({"name": "Ann Lee, Staff Writer"}, ("Ann Lee",)),
        ({"name": "Ann Lee (ann@example.org)"}, ("Ann Lee",)),
        ({"name": "ann@example.org"}, ()),
        ({"name": "https://facebook.example/ann"}, ()),
        ({"name": "Staff"}, ()),
        ({"name": "Herald Staff"}, ()),
        ({"@type": "Organization", "name": "Quayside Company"}, ()),
        ({"name": "null"}, ()),
        (7, ()),
        (None, ()),
    ],
)
def test_authors_in_json_ld(author: object, names: tuple[str, ...]) -> None:
    assert read(ld({**ARTICLE, "author": author})).authors == names


def test_an_article_in_a_graph_with_references() -> None:
    graph = [
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        {"@type": "WebSite", "@id": "#site", "name": "The Harbour Herald"},
        {
            **ARTICLE,
            "@type": ["Article"],
            "author": {"@id": "#ann"},
            "publisher": {"@id": "#site"},
            "inLanguage": "en-US",
        },
    ]
    metadata = read(ld({"@context": "https://schema.org", "@graph": graph}))
    assert (metadata.title, metadata.authors, metadata.source) == (
        "Storm at the Quay",
        ("Ann Lee",),
        "The Harbour Herald",
    )
    assert (str(metadata.date), metadata.language) == ("2020-05-05", "en")
    assert {known.detail for known in metadata.known.values()} == {"json-ld"}


def test_of_several_articles_it_is_the_one_that_the_page_is_called() -> None:
    others = [{"@type": "NewsArticle", "headline": name, "author": f"{name} Lee"} for name in ("Tea", "Storm", "Ice")]
    assert read(f"<title>Storm - Herald</title><h1>Storm</h1>{ld(others)}").authors == ("Storm Lee",)
    assert read(f"<title>Front page</title>{ld(others)}").authors == ()


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"Article","headline":"A","author":"Ann Lee",}',
        '<!-- {"@type":"Article","author":"Ann Lee"} -->',
        '//<![CDATA[\n{"@type":"Article","author":"Ann\tLee"}\n//]]>',
        '{"@type":"Article","author":"Ann Lee"};',
    ],
)
def test_broken_json_is_mended_where_it_can(script: str) -> None:
    assert read(f"<script type='application/ld+json'>{script}</script>").authors == ("Ann Lee",)


def test_json_that_is_none_is_passed_over() -> None:
    page = '<script type="application/ld+json">{"@type": "Article", "author</script><meta name=author content="Bo Ek">'
    assert read(page).authors == ("Bo Ek",)


def test_the_day_of_publication_goes_before_that_of_a_change() -> None:
    changed = ld({"@type": "Article", "headline": "A", "dateModified": "2021-01-01"})
    assert str(read(changed).date) == "2021-01-01"
    assert read(changed).known["date"].detail == "json-ld, last change"
    assert str(read(f'{changed}<meta name="pubdate" content="2020-05-05">').date) == "2020-05-05"
    assert str(read(f"{changed}<h1>A</h1><time datetime='2020-05-05'>May</time>").date) == "2020-05-05"


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("<meta name=author content='Ann Lee'>", ("Ann Lee",)),
        (
            "<meta name=citation_author content='Ann Lee'><meta name=citation_author content='Bo Ek'>",
            ("Ann Lee", "Bo Ek"),
        ),
        (
            "<meta property=article:author content='https://x.example/ann'><meta name=byl content='By ANN LEE'>",
            ("ANN LEE",),
        ),
        ("<meta property=og:site_name content='Herald'><meta name=author content='Herald'>", ()),
        ("<meta name=author content='Ann Lee, Bo Ek, Cy Dee'>", ("Ann Lee", "Bo Ek", "Cy Dee")),
        ("<h1>Storm</h1><p><a rel=author>Ann Lee</a> and <a rel=author>Bo Ek</a></p>", ("Ann Lee", "Bo Ek")),
        ("<h1>Storm</h1><div class=byline>By Ann Lee and Bo Ek</div>", ("Ann Lee", "Bo Ek")),
        ("<h1>Storm</h1><aside><span class=author>Ann Lee</span></aside>", ()),
        ("<h1>Storm</h1><div class=related><span class=byline>By Ann Lee</span></div>", ()),
        ("<h1>Storm</h1><span class=author>Follow our newsroom today</span>", ()),
    ],
)
def test_authors_in_tags_and_bylines(tags: str, names: tuple[str, ...]) -> None:
    assert read(f"<html><head><title>x</title></head><body>{tags}<p>Text.</p>").authors == names


@pytest.mark.parametrize(
    ("page", "title", "detail"),
    [
        ("<title>Storm at the quay | Herald</title>", "Storm at the quay", "title"),
        (
            "<title>Storm at the quay - Herald</title><meta property=og:site_name content=Herald>",
            "Storm at the quay",
            "title",
        ),
        (
            "<title>Herald: Storm at the quay</title><meta property=og:site_name content=Herald>",
            "Storm at the quay",
            "title",
        ),
        ("<title>Storm at the Quay | Herald</title><h1>Storm at the Quay</h1>", "Storm at the Quay", "h1"),
        ("<title>Storm at the quay</title><h1>Harbour Herald</h1>", "Storm at the quay", "title"),
        ("<meta property=og:title content='Storm: what we know'><h1>Home</h1>", "Storm: what we know", "meta"),
        ("<meta property=og:title content='Storm &amp; tide'><h1>Storm &amp; tide</h1>", "Storm & tide", "h1"),
        ("<h1>Storm at the quay</h1>", "Storm at the quay", "h1"),
        (
            "<title>War - a chronicle of all that came of it</title>",
            "War - a chronicle of all that came of it",
            "title",
        ),
    ],
)
def test_titles(page: str, title: str, detail: str) -> None:
    metadata = read(f"<html><head>{page}<body><p>Text.</p>")
    assert (metadata.title, metadata.known["title"].detail) == (title, detail)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<meta property=og:site_name content='NYTimes.com'>", "NYTimes.com"),
        ("<link rel=canonical href='https://www.herald.example/a'>", "herald.example"),
        (
            "<link rel=canonical href='https://herald.example/a'><meta name=publisher content='Quay Ltd'>",
            "herald.example",
        ),
        ("<meta name=publisher content='The Harbour Herald'>", "The Harbour Herald"),
        ("<meta name=application-name content='Herald'>", "Herald"),
        ("<link rel=canonical href='http://[broken'>", None),
        ("<link rel=canonical href='/a'>", None),
    ],
)
def test_sources(page: str, name: str | None) -> None:
    assert read(f"<html><head>{page}<body><p>Text.</p>").source == name


def test_addresses() -> None:
    assert read(
        "<link rel=canonical href='https://a.example/'><meta property=og:url content='https://a.example/b'>"
    ).url == ("https://a.example/b")
    assert read("<!-- saved from url=(0021)https://a.example/c --><html><body>x").url == "https://a.example/c"
    saved = (
        "<html><!--\n Page saved with SingleFile \n url: https://a.example/d \n saved date: Mon May 04 2020\n--><body>x"
    )
    assert read(saved).url == "https://a.example/d"


def test_a_date_near_the_headline() -> None:
    assert (
        str(read("<h1>Storm</h1><p class=meta><span class=date>5 May 2020</span></p><p>Text.</p>").date) == "2020-05-05"
    )
    assert read("<h1>Storm</h1><aside><time datetime=2020-05-05>x</time></aside><p>Text.</p>").date is None
