"""Pages as browsers save them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.article import Kind, Known
from searchtui.corpus.decoding import NotTextError
from searchtui.corpus.drafts import Draft
from searchtui.corpus.readers.html import read_html, read_page
from tests.corpus.sourced import source

PROSE = (
    "The harbour of the small town was full of boats when the storm began to rise.",
    "Nobody had expected so much wind, said Bo Ek, who has lived at the quay for forty years.",
    "In the morning the council met and decided that the old wall had to be built anew.",
)
STORY = "".join(f"<p>{words} {words.upper()}</p>\n" for words in PROSE)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Storm at the quay | The Harbour Herald</title>
<meta property="og:site_name" content="The Harbour Herald">
<link rel="canonical" href="https://herald.example/2020/storm">
<meta property="article:published_time" content="2020-05-05T10:00:00Z">
<script>document.write("no text")</script></head>
<body><header><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>Storm at the Quay</h1><p class="byline">By Ann Lee and Bo Ek</p>
{STORY}
<figure><img src="a.png"><figcaption>The wall in May. Photo: Cy Dee</figcaption></figure>
<h2>What comes next</h2>
{STORY.replace("small", "large")}
<p>A note<sup><a href="#fn1">1</a></sup> ends it, and <del>nobody</del> everybody knows that it does so.</p>
<table><tr><th>Boat</th><th>Length</th></tr><tr><td>Ada</td><td>12 m</td></tr></table>
<ol class="footnotes"><li id="fn1">See the minutes of the council. <a href="#r">↩</a></li></ol>
</article></main>
<aside><h3>Also read</h3><p>Another story of another town and of another day.</p></aside>
<section id="comments"><p>What a story, thank you so much for all of this!</p></section>
<div class="cookie-banner"><p>We use cookies to make your experience better.</p></div>
<footer>Imprint</footer></body></html>"""


def read(page: str) -> Draft:
    (draft,) = read_page(page).drafts
    return draft


def test_the_article_of_a_page() -> None:
    draft = read(PAGE)
    shown = [(one.kind.value, one.text) for one in draft.paragraphs]
    assert shown[0] == ("title", "Storm at the Quay")
    assert [text for _, text in shown].count("Storm at the Quay") == 1
    assert ("caption", "The wall in May. Photo: Cy Dee") in shown
    assert ("heading", "What comes next") in shown
    assert ("body", "A note ends it, and everybody knows that it does so.") in shown
    assert ("body", "Ada | 12 m") in shown
    assert ("footnote", "See the minutes of the council.") in shown
    everything = " ".join(text for kind, text in shown if kind != "furniture")
    for absent in ("Sport", "Also read", "thank you", "cookies", "Imprint", "no text"):
        assert absent not in everything
    assert all(words in everything for words in PROSE)
    assert {one.line for one in draft.paragraphs} == {None}


def test_its_metadata() -> None:
    metadata = read(PAGE).metadata
    assert metadata.title == "Storm at the Quay"
    assert metadata.authors == ("Ann Lee", "Bo Ek")
    assert metadata.source == "The Harbour Herald"
    assert str(metadata.date) == "2020-05-05"
    assert metadata.url == "https://herald.example/2020/storm"
    assert metadata.language == "en"
    details = {name: known.detail for name, known in metadata.known.items()}
    assert details == {
        "title": "h1",
        "authors": "byline",
        "source": "meta",
        "date": "meta",
        "url": "link",
        "language": "lang",
    }
    assert metadata.known["authors"].known is Known.FOUND


def test_paragraphs_below_a_heading_are_listed_with_it() -> None:
    large = next(one for one in read(PAGE).paragraphs if "large town" in one.text)
    assert large.heading == "What comes next"


def test_a_short_page_is_read_whole() -> None:
    draft = read("<title>A note</title><nav>Home</nav><div>The harbour is closed.</div><footer>Imprint</footer>")
    assert [(one.kind, one.text) for one in draft.paragraphs] == [
        (Kind.TITLE, "A note"),
        (Kind.BODY, "The harbour is closed."),
    ]


def test_a_short_page_keeps_its_form() -> None:
    words = "The harbour of the small town was full of boats when the storm began to rise."
    assert [(one.kind.value, one.text) for one in read(f"<h2>Boats</h2><p>{words}</p>").paragraphs] == [
        ("heading", "Boats"),
        ("body", words),
    ]
    page = f"<h1>Storm</h1><p>{words}</p><p>{words.upper()}</p><h2>Nets</h2><p>{words * 2}</p>"
    assert [one.text for one in read(page).paragraphs] == ["Storm", words, words.upper(), "Nets", words * 2]


def test_a_page_without_text_is_no_article() -> None:
    assert read_page("<html><head></head><body><script>x</script></body></html>").drafts == ()
    assert read_page("").drafts == ()


@pytest.mark.parametrize("declaration", ['<meta charset="cp1251">', "<?xml version='1.0' encoding='windows-1251'?>"])
def test_the_declared_encoding_is_used(declaration: str) -> None:
    page = f"{declaration}<html><body><p>Город без моря</p></body></html>"
    (draft,) = read_html(source(page.encode("cp1251"), "a.html")).drafts
    assert draft.paragraphs[0].text == "Город без моря"


def test_embedded_pictures_are_no_text() -> None:
    embedded = f"<img src='data:image/png;base64,{'QUJD' * 100_000}'>"
    assert "Storm" in read(PAGE.replace("<h2>", embedded + "<h2>")).paragraphs[0].text


@pytest.mark.parametrize(
    "page",
    [
        "<p " + "a=b " * 30_000 + ">The text of it all.</p>",
        "<div>" * 20_000 + "The text of it all." + "</div>" * 20_000,
        "<b>" * 20_000 + "The text of it all.",
        "<table><tr><td>" * 2_000 + "The text of it all.",
        "<p>The text of it all.</p>" + "<i></i>" * 60_000,
        "<!-- " * 20_000 + "<p>The text of it all.</p>",
        "<p>The text of it all.</p><script>" + "[" * 100_000,
        '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script><p>The text of it all.</p>",
    ],
)
def test_hostile_pages_are_read(page: str) -> None:
    assert read(f"<html><head><title>Made</title></head><body>{page}").paragraphs[-1].text.endswith("it all.")


def test_a_page_that_is_too_deep_for_a_tree_keeps_its_metadata() -> None:
    draft = read(PAGE.replace("<main>", "<div>" * 500 + "<main>"))
    assert draft.metadata.source == "The Harbour Herald"
    assert any(PROSE[2] in one.text for one in draft.paragraphs)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_damaged_pages_raise_nothing(data: st.DataObject) -> None:
    page = bytearray(PAGE.encode())
    for _ in range(data.draw(st.integers(0, 20))):
        page[data.draw(st.integers(0, len(page) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(NotTextError):
        read_html(source(bytes(page[: data.draw(st.integers(0, len(page)))]), "a.html"))


@settings(max_examples=60, deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_raise_nothing_else(data: bytes) -> None:
    with contextlib.suppress(NotTextError):
        read_html(source(data, "a.html"))


def test_an_export_of_a_database_is_several_articles() -> None:
    page = "".join(
        f'<A NAME="DOC_ID_{number}_0"></A><BR><DIV><P><SPAN>{number} of 2 DOCUMENTS</SPAN></P></DIV>'
        f"<P>The Harbour Herald</P><P>May {number}, 2020</P><P>{title}</P>"
        f"<P><SPAN>LENGTH: </SPAN><SPAN>20 words</SPAN></P><P>{title} it is.</P>"
        for number, title in ((1, "Storm"), (2, "Calm"))
    )
    first, second = read_page(f"<HTML><HEAD><TITLE>x</TITLE></HEAD><BODY>{page}</BODY></HTML>").drafts
    assert (first.metadata.title, second.metadata.title) == ("Storm", "Calm")
    assert (first.item, second.item) == ("1", "2")
    assert [one.text for one in second.paragraphs if one.kind is Kind.BODY] == ["Calm it is."]


@pytest.mark.parametrize(
    ("head", "line", "date", "detail"),
    [
        ("", "", "2020-05-04", "address"),
        ("<meta property='article:published_time' content='2020-05-03'>", "", "2020-05-03", "meta"),
        ("", "<p>Published: 2 May 2020</p>", "2020-05-02", "date-line"),
    ],
)
def test_the_date_of_an_address_is_the_last_way_out(head: str, line: str, date: str, detail: str) -> None:
    link = "<link rel='canonical' href='https://herald.example/2020/05/04/storm'>"
    page = f"<html><head><title>Storm</title>{link}{head}<body><h1>Storm</h1>{line}{STORY}</body></html>"
    metadata = read_page(page).drafts[0].metadata
    assert (str(metadata.date), metadata.known["date"].detail) == (date, detail)
    assert metadata.known["date"].known is (Known.DECLARED if detail == "meta" else Known.FOUND)
