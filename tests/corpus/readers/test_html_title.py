"""The headline of a page among the names that it gives itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.corpus.readers.html_title import page_title, same_letters, without_site


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
