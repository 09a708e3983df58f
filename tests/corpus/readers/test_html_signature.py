"""Who wrote an article, told by the words of its lines, by its markup elsewhere, and against what it declares."""

from __future__ import annotations

import pytest
from lxml import html

from searchtui.corpus.drafts import Metadata
from searchtui.corpus.readers.html_metadata import page_metadata

LONG = f"<p>{'The storm came in from the sea at night. ' * 10}</p>"


def read(page: str) -> Metadata:
    return page_metadata(html.document_fromstring(page), page)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        # Nothing but the words tells that it is a byline.
        ("<div class=x7>By Ann Lee</div>", ("Ann Lee",)),
        ("<div class=x7><span>By</span> <a href=/ann>Ann Lee</a></div>", ("Ann Lee",)),
        ("<p>Von Ann Lee und Bo Ek</p>", ("Ann Lee", "Bo Ek")),
        ("<p>Par Ann Lee</p>", ("Ann Lee",)),
        ("<td>Text &amp; Fotos: Ann Lee</td>", ("Ann Lee",)),
        ("<p>By Night</p>", ()),
        ("<p>Por Fin Libre</p>", ()),
        ("<figure><p>By Ann Lee</p></figure>", ()),
        ("<p class=photo-credit>By Ann Lee</p>", ()),
        ("<span class=credit>By U.S. CUSTOMS AND BORDER PROTECTION</span>", ()),
        ("<p>By U.S. Customs and Border Patrol</p>", ()),
        (LONG + "<p>By Ann Lee</p>", ()),
        # The line holds more than names.
        ("<div class=author><a>Ann Lee</a> <span>Monday, 4 May 2020 @ 11:10 PM</span></div>", ("Ann Lee",)),
        ("<div class=author><a>Ann Lee</a> <span>@annlee</span></div>", ("Ann Lee",)),
        ("<div class=author><a>Sign Here</a> <span>for more</span></div>", ()),
        ("<div class=article__author>Politics · Ann Lee, Bo Ek</div>", ("Ann Lee", "Bo Ek")),
        ("<p class=byline>By Ann Lee, Senior Staff Writer, QHT Speech, and Harbour Project</p>", ("Ann Lee",)),
        # Others did other work.
        ("<a rel=author>Ann Lee</a> <a rel=author>Illustration by Bo Ek</a>", ("Ann Lee",)),
        ("<div class=byline>Photography by Bo Ek</div>", ()),
    ],
)
def test_lines_under_the_headline(line: str, names: tuple[str, ...]) -> None:
    page = f"<html><head><title>Storm at the Quay</title><body><h1>Storm at the Quay</h1>{line}{LONG}"
    assert read(page).authors == names


@pytest.mark.parametrize(
    "teaser",
    [
        "<li><h3><a href=/b>Another Storm</a></h3><span class=byline>By Bo Ek</span></li>",
        "<article><h3><a href=/b>Another Storm</a></h3><span class=byline>By Bo Ek</span></article>",
        f"<a href=/b><div>{'The harbour was full of ships. ' * 3}</div><span class=byline>By Bo Ek</span></a>",
        "<div class=kommentare><span class=author>Bo Ek</span></div>",
        "<div class=lead>By Ann Lee</div><p>One.</p><div class=lead>By Bo Ek</div>",
    ],
)
def test_names_of_other_articles(teaser: str) -> None:
    assert read(f"<title>Storm</title><h1>Storm</h1><p>It came.</p>{teaser}").authors == ()


def test_what_is_around_the_headline_is_the_article() -> None:
    page = "<title>Storm</title><div class='post tag-comments'><h1>Storm</h1><p class=byline>By Ann Lee</p>"
    assert read(page).authors == ("Ann Lee",)
    linked = (
        f"<title>Storm</title><article><h3><a href=/s>City</a></h3><p class=byline>By Ann Lee</p>{LONG * 3}</article>"
    )
    assert read(f"<h1>Storm</h1>{linked}").authors == ("Ann Lee",)


def test_a_headline_that_is_no_h1() -> None:
    page = f"<title>Quay Notes: A storm, and what came of it</title><h1>Quay Notes</h1>{'<i></i>' * 300}"
    assert read(f"{page}<h2>A storm, and what came of it</h2><p class=byline>By Ann Lee</p>").authors == ("Ann Lee",)


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<footer>Posted by <a rel=author>Ann Lee</a></footer>", ("Ann Lee",)),
        ("<div class=post-footer>Posted by <a rel=author>Ann Lee</a></div>", ("Ann Lee",)),
        ("<div class=page-footer>Made by <a rel=author>Ann Lee</a></div>", ()),
        ("<span itemprop=author><span itemprop=name>Ann Lee</span></span> <a rel=author>ANN LEE</a>", ("ANN LEE",)),
        ("<article><p>x</p><aside><span itemprop=author>Ann Lee</span></aside></article>", ("Ann Lee",)),
        ("<a rel=author>Ann Lee</a> <a rel=author>Bo Ek</a>", ()),
        ("<div class=sidebar><a rel=author>Ann Lee</a></div>", ()),
        ("<aside><a rel=author>Ann Lee</a></aside>", ()),
        ("<span class=x><a rel=author>annlee</a></span>", ()),
        ("<h3 class=byline><a rel=author>annlee</a></h3>", ("annlee",)),
    ],
)
def test_the_one_author_whom_the_markup_names_below(below: str, names: tuple[str, ...]) -> None:
    assert read(f"<title>Storm</title><h1>Storm</h1>{LONG * 3}{below}").authors == names


@pytest.mark.parametrize(
    ("declared", "line", "names", "detail"),
    [
        # The head names the first author alone.
        ("Ann Lee", "By Ann Lee &amp; Bo Ek", ("Ann Lee", "Bo Ek"), "byline"),
        # The head names somebody who does not occur on the page.
        ("Cy Dee", "By Ann Lee", ("Ann Lee",), "byline"),
        ("annlee", "By Ann Lee", ("Ann Lee",), "byline"),
        ("Cy Dee", "By Ann Lee</p><p>Cy Dee reported from the quay.", ("Cy Dee",), "meta"),
        ("Ann Lee, Bo Ek", "By Ann Lee", ("Ann Lee", "Bo Ek"), "meta"),
        ("Ann Lee", "By ANN LEE", ("Ann Lee",), "meta"),
        ("Cy Dee", "", ("Cy Dee",), "meta"),
    ],
)
def test_the_byline_that_readers_see(declared: str, line: str, names: tuple[str, ...], detail: str) -> None:
    metadata = read(f"<meta name=author content='{declared}'><title>Storm</title><h1>Storm</h1><p>{line}</p>{LONG}")
    assert (metadata.authors, metadata.known["authors"].detail) == (names, detail)


def test_a_name_below_is_no_reason_to_doubt_what_is_declared() -> None:
    page = f"<meta name=author content='Cy Dee'><title>Storm</title><h1>Storm</h1>{LONG * 3}<a rel=author>Ann Lee</a>"
    assert read(page).authors == ("Cy Dee",)


@pytest.mark.parametrize(
    "page",
    [
        f"<p class=byline>By Ann Lee</p>{'<i>x</i>' * 30}<h1>Storm</h1>{LONG * 2}",
        f"<h1>Storm</h1>{LONG}<p class=byline>By Ann Lee</p>{LONG}",
    ],
)
def test_only_a_byline_right_at_the_headline_is_a_reason_to_doubt_what_is_declared(page: str) -> None:
    assert read(f"<title>Storm</title>{page}").authors == ("Ann Lee",)
    assert read(f"<meta name=author content='Cy Dee'><title>Storm</title>{page}").authors == ("Cy Dee",)


@pytest.mark.parametrize(
    "line",
    [
        "<p class=byline>By Ann Lee | Posted May 5, 2020, 5:17 p.m.</p>",
        "<div class=date>5 May 2020 (QHT) Harbour</div>",
        "<h5 class=published-at>EXCLUSIVE 5/25/2020 11:00 AM PT</h5>",
        "<h5 class=posted-date>5/25/2020 7:11 AM PST BY HERALD STAFF</h5>",
    ],
)
def test_dates_among_other_words(line: str) -> None:
    assert str(read(f"<title>Storm</title><h1>Storm</h1>{line}{LONG}").date)[:7] == "2020-05"
