"""Authors and dates near the headline of a page."""

from __future__ import annotations

import pytest
from lxml import html

from searchtui.article import Known
from searchtui.corpus.drafts import Metadata
from searchtui.corpus.readers.html_byline import headline_facts

HEADLINE = "<h1>Ice in the harbour</h1>"
TEXT = f"<p>{'Nobody in the town went out that winter. ' * 10}</p>"


def read(body: str, title: str | None = "Ice in the harbour") -> Metadata:
    return headline_facts(html.document_fromstring(f"<html><body>{body}</body></html>"), title, "Herald")


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        (f"{HEADLINE}<p class=byline>By Ann Lee and Bo Ek</p>{TEXT}", ("Ann Lee", "Bo Ek")),
        (f"<p class=post-author>Ann Lee</p>{HEADLINE}{TEXT}", ("Ann Lee",)),
        (f"{HEADLINE}<a rel=author href=x>Ann Lee</a>{TEXT}", ("Ann Lee",)),
        (f"{HEADLINE}<p itemprop=author><b itemprop=name>Ann Lee</b>, reporter</p>{TEXT}", ("Ann Lee",)),
        # Not what is said of somebody, nor what is no person.
        (f"{HEADLINE}<p class=author-bio>Ann Lee has lived at sea.</p>{TEXT}", ()),
        (f"{HEADLINE}<p class=byline>By Staff</p>{TEXT}", ()),
        (f"{HEADLINE}<p class=byline>By Herald</p>{TEXT}", ()),
        (f"{HEADLINE}<p class=author>ann@herald.example</p>{TEXT}", ()),
        (f"{HEADLINE}<p class=byline>{'By Ann Lee. ' * 30}</p>{TEXT}", ()),
        # Not what stands in another part of the page, or below the article.
        (f"<aside><p class=byline>By Cy Orr</p></aside>{HEADLINE}{TEXT}", ()),
        (f"<nav><p class=byline>By Cy Orr</p></nav>{HEADLINE}{TEXT}", ()),
        (f"<div class='box most-read'><p><b class=byline>By Cy Orr</b></p></div>{HEADLINE}{TEXT}", ()),
        (f"{HEADLINE}{TEXT * 2}<p class=byline>By Cy Orr</p>", ()),
        (f"{HEADLINE}{TEXT}<p class=byline>By Ann Lee</p>{TEXT}", ("Ann Lee",)),
        ("", ()),
        (TEXT, ()),
    ],
)
def test_authors(body: str, authors: tuple[str, ...]) -> None:
    found = read(body)
    assert found.authors == authors
    if authors:
        assert (found.known["authors"].known, found.known["authors"].detail) == (Known.FOUND, "byline")


def test_of_several_headlines_it_is_the_one_of_the_title() -> None:
    page = f"<h1>Snow</h1><p class=byline>By Cy Orr</p>{TEXT * 70}{HEADLINE}<p class=byline>By Ann Lee</p>{TEXT}"
    assert read(page).authors == ("Ann Lee",)
    assert read(page, "Snow").authors == ("Cy Orr",)


@pytest.mark.parametrize(
    ("body", "date", "detail"),
    [
        (f"{HEADLINE}<time datetime=2020-05-04T10:00:00Z>Monday</time>{TEXT}", "2020-05-04", "time"),
        (f"{HEADLINE}<time>4 May 2020</time>{TEXT}", "2020-05-04", "time"),
        (f"{HEADLINE}<span class=date>May 4, 2020</span>{TEXT}", "2020-05-04", "time"),
        (f"{HEADLINE}<meta itemprop=datePublished content=2020-05-04>{TEXT}", "2020-05-04", "time"),
        (
            f"{HEADLINE}<time class=updated datetime=2020-05-06>x</time><time datetime=2020-05-04>x</time>{TEXT}",
            "2020-05-04",
            "time",
        ),
        (f"{HEADLINE}<div>Updated <time datetime=2020-05-06>x</time></div>{TEXT}", "2020-05-06", "time, last change"),
        (f"{HEADLINE}<span class=date-updated>May 6, 2020</span>{TEXT}", "2020-05-06", "time, last change"),
        (f"{HEADLINE}<span class=date>2020</span>{TEXT}", "None", None),
        # A day that nothing but its own words tells, and that no other contradicts.
        (f"{HEADLINE}<span class=x>Published in News</span> <span>May 4, 2020</span>{TEXT}", "2020-05-04", "date-line"),
        (f"{HEADLINE}<li>4 May 2020</li><li>9 May 2020</li>{TEXT}", "None", None),
        (f"{HEADLINE}<span>May 2020</span>{TEXT}", "None", None),
        (f"{HEADLINE}{TEXT}<span>4 May 2020</span>{TEXT}", "None", None),
        (f"{HEADLINE}<li>9 May 2020</li><span class=date>4 May 2020</span>{TEXT}", "2020-05-04", "time"),
        (f"{HEADLINE}<span class=date>soon</span>{TEXT}", "None", None),
        (f"<aside><time datetime=2020-05-04>x</time></aside>{HEADLINE}{TEXT}", "None", None),
    ],
)
def test_dates(body: str, date: str, detail: str | None) -> None:
    found = read(body)
    assert str(found.date) == date
    assert (found.known["date"].detail if "date" in found.known else None) == detail


def test_the_tree_is_not_changed() -> None:
    tree = html.document_fromstring(f"<html><body>{HEADLINE}<p class=byline>By <b>Ann Lee</b></p>{TEXT}</body></html>")
    before = html.tostring(tree)
    headline_facts(tree, "Ice in the harbour", None)
    assert html.tostring(tree) == before
