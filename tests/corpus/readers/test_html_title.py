"""The headline of a page among the names that it gives itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from searchtui.corpus.readers.html_metadata import page_metadata
from searchtui.corpus.readers.html_title import page_title, parts_of_name, same_letters, without_site


@pytest.mark.parametrize(
    ("declared", "tags", "headlines", "window", "site", "found"),
    [
        # What readers see, as it is written there, where another name says the same.
        ("Ice in Oslo", [], ["ICE IN OSLO"], "", None, ("ICE IN OSLO", "h1")),
        (None, ["Ice in Oslo | Herald"], ["Herald", "Ice in Oslo"], "", "Herald", ("Ice in Oslo", "h1")),
        (None, [], ["Home", "Ice: a year"], "Ice: a year | News | Herald", "herald.example", ("Ice: a year", "h1")),
        # What is declared, in its order; headlines that no name repeats are those of a section.
        ("Ice in Oslo", ["Snow in Oslo"], ["Politics"], "Herald", "Herald", ("Ice in Oslo", "json-ld")),
        (None, ["Ice in Oslo"], ["Politics"], "Herald", "Herald", ("Ice in Oslo", "meta")),
        (None, ["Herald | Ice in Oslo"], [], "", "Herald", ("Ice in Oslo", "meta")),
        # A lone headline where nothing contradicts it, else the window without what only its form tells is a site.
        (None, [], ["Ice in Oslo"], "", None, ("Ice in Oslo", "h1")),
        (None, [], ["Harbour Herald"], "Ice in all of Oslo", None, ("Ice in all of Oslo", "title")),
        (None, [], [], "Ice in the port of Oslo - Springfield Herald", None, ("Ice in the port of Oslo", "title")),
        (None, [], ["Herald"], "Herald", "Herald", ("Herald", "h1")),
        (None, [], ["A boat", "A net"], "", None, None),
        (None, [], [], "", None, None),
    ],
)  # fmt: skip
def test_the_headline_of_a_page(
    declared: str | None,
    tags: list[str],
    headlines: list[str],
    window: str,
    site: str | None,
    found: tuple[str, str] | None,
) -> None:
    assert page_title(declared, tags, headlines, window, site) == found


@pytest.mark.parametrize(
    ("name", "site", "headline"),
    [
        ("Ice in Oslo | The Herald", "The Herald", "Ice in Oslo"),
        ("Ice in Oslo – News – Herald", "Herald", "Ice in Oslo – News"),
        ("Ice in Oslo - herald", "www.herald.example", "Ice in Oslo"),
        ("Herald: Ice in Oslo", "Herald", "Ice in Oslo"),
        ("Ice in Oslo | Evening Post", "Herald", "Ice in Oslo | Evening Post"),
        ("Russia - China", None, "Russia - China"),
        ("Herald", "Herald", "Herald"),
    ],
)
def test_a_name_without_that_of_the_site(name: str, site: str | None, headline: str) -> None:
    assert without_site(name, site) == headline


def test_a_headline_on_the_page_tells_what_is_not_the_site() -> None:
    assert without_site("Ice in Oslo | Anything", None, ["Ice in Oslo"]) == "Ice in Oslo"
    assert without_site("News | Ice in Oslo this year", None, ["Ice in Oslo this year"]) == "Ice in Oslo this year"
    assert without_site("Ice | How a harbour of the north froze over", None, ["Ice"]) == (
        "Ice | How a harbour of the north froze over"
    )


def test_same_letters() -> None:
    assert same_letters("Ice: in Oslo!", "ice in  OSLO")
    assert not same_letters("Ice in Oslo", "Ice in Bergen")
    assert not same_letters("...", "!")


names = st.text(st.sampled_from("Ice Oslo|-:·Herald "), max_size=40)


@given(names, st.lists(names, max_size=2), st.lists(names.filter(str.strip), max_size=3), names, st.none() | names)
def test_a_headline_is_never_empty_and_is_a_part_of_a_name(
    declared: str, tags: list[str], headlines: list[str], window: str, site: str | None
) -> None:
    found = page_title(declared, tags, headlines, window, site)
    if found is not None:
        whole = [" ".join(name.split()) for name in (declared, *tags, *headlines, window)]
        assert found[0] and any(" ".join(found[0].split()) in name for name in whole)


def test_a_window_of_nothing_but_a_separator() -> None:
    assert [without_site(name, "Herald") for name in ("|", "| |", "Ice |")] == ["|", "| |", "Ice |"]


def title(page: str) -> str | None:
    return page_metadata(html.document_fromstring(page), page).title


@pytest.mark.parametrize(
    ("page", "name"),
    [
        # The sign that links a heading to itself, and ornaments.
        ("<title>Storm Tides — notes of a quay</title><h1>Storm Tides<a href='#s'>¶</a></h1>", "Storm Tides"),
        ("<title>C# at the Quay</title><h1>C# at the Quay<a href='#c'>#</a></h1>", "C# at the Quay"),
        (
            "<title>Notes - Storm at the quay in May</title><h2>■ Storm at the quay in May</h2>",
            "Storm at the quay in May",
        ),
        # What readers see is the headline, in whatever words it is declared.
        (
            "<meta name=og:title content='Storm Hits the Quay in Maine'><h1>Storm Hits Quay in Maine: Two Dead</h1>",
            "Storm Hits Quay in Maine: Two Dead",
        ),
        (
            "<meta property=og:title content='Storm hits the old quay'><h1>Storm hits the old quay Add to ...</h1>",
            "Storm hits the old quay",
        ),
        (
            "<meta property=og:title content='Storm hits the old quay Harbour Weekly'><h1>Storm hits the old quay</h1>",
            "Storm hits the old quay",
        ),
        (
            "<meta property=og:title content='Storm hits the old quay'><h1>News from the quay</h1>",
            "Storm hits the old quay",
        ),
        # The site is the only headline of the first order.
        (
            "<title>Quay Talk » Archive » Storm and its end</title><h1>Quay Talk</h1><h2>Storm and its end</h2>",
            "Storm and its end",
        ),
        # Where a name ends and its site begins.
        ("<title>朝の嵐：港の新聞</title><h1>朝の嵐</h1>", "朝の嵐"),
        ("<title>大风来了_新闻频道_港口网</title>", "大风来了"),
        ("<title>snake_case in code_bases</title>", "snake_case in code_bases"),
        ("<title>Storm at the Quay [quay.example]</title>", "Storm at the Quay"),
        ("<title>Storm at the Quay [Video]</title>", "Storm at the Quay [Video]"),
        ("<title>Storm at the Quay [Quay Notes]</title><h1>Quay Notes beta</h1>", "Storm at the Quay"),
        ("<title>Storm at the quay -</title>", "Storm at the quay"),
        ("<title>Storm at the old quay – My website</title>", "Storm at the old quay"),
    ],
)
def test_titles(page: str, name: str) -> None:
    assert title(f"<html><head>{page}<body><p>Text.</p>") == name


def test_a_headline_that_names_the_site_is_no_site() -> None:
    name = "quay.example - News - Many high resolution maps on quay.example"
    assert without_site(name, "quay.example") == "News - Many high resolution maps on quay.example"
    assert without_site("Storm | quay.example | All of the harbour and the sea", "quay.example", ["Storm"]) == "Storm"


def test_parts_of_name() -> None:
    assert parts_of_name("Storm | Code - Ann Lee") == ["Storm", "Code", "Ann Lee"]
    assert parts_of_name("") == []
