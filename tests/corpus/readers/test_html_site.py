"""Who published a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from searchtui.corpus.readers.html_metadata import page_metadata
from searchtui.corpus.readers.html_site import dated_by_address, host_of, named_in_window, site_name


@pytest.mark.parametrize(
    ("window", "host", "site", "name"),
    [
        ("Storm - Wikipedia", "wikipedia.org", None, "Wikipedia"),
        ("Storm – Q Magazine", "qmagazine.example", None, "Q Magazine"),
        ("Storm - Full Text - ClinicalQuays.gov", "clinicalquays.gov", None, "ClinicalQuays.gov"),
        ("Storm - The Quay Herald", "quayherald.co.uk", None, "The Quay Herald"),
        ("Quay Notes: Storm", "quaynotes.blogspot.com", None, "Quay Notes"),
        ("Storm - Hafenblatt der Woche", "hafenblatt.example", None, "Hafenblatt der Woche"),
        ("Storm | Quay Herald", "quayherald.example", "quayherald", "Quay Herald"),
        ("Storm | Quay Herald", "quayherald.example", "Herald of the Quay", None),
        ("Storm - Finance", "finance.quay.example", None, None),
        ("Wikipedia", "wikipedia.org", None, None),
        ("Storm [quay.example]", None, None, "quay.example"),
        ("Storm - Herald", None, None, None),
    ],
)
def test_the_name_in_the_window(window: str, host: str | None, site: str | None, name: str | None) -> None:
    assert named_in_window(window, host, site) == name


def test_archives_of_the_web() -> None:
    assert host_of("https://web.archive.org/web/20140226054445/http://www.quay.example/a/") == "quay.example"
    assert host_of("https://web.archive.org/about") == "web.archive.org"[4:]
    assert host_of("http://[broken") is None


def test_names_of_sites() -> None:
    assert site_name("BUND 90/DIE HAFEN") == "BUND 90/DIE HAFEN"
    assert site_name("https://www.facebook.example/herald") is None
    assert site_name("© 2001-2004, Ann Lee") is None
    assert site_name("The Herald - all that happens at the quay") == "The Herald"


def test_a_page_that_names_its_site_in_the_window_alone() -> None:
    page = (
        "<link rel=canonical href='https://en.wikipedia.org/wiki/Storm'><title>Storm - Wikipedia</title><h1>Storm</h1>"
    )
    assert page_metadata(html.document_fromstring(page), page).source == "Wikipedia"


@pytest.mark.parametrize(("publisher", "name"), [("Quay Notes", "Quay Notes"), ("Medium", "Medium"), ("", "Medium")])
def test_who_publishes_on_the_pages_of_a_provider(publisher: str, name: str) -> None:
    article = f'{{"@type": "Article", "headline": "Storm", "publisher": {{"name": "{publisher}"}}}}'
    page = (
        f"<meta property=og:site_name content=Medium><script type=application/ld+json>{article}</script><h1>Storm</h1>"
    )
    assert page_metadata(html.document_fromstring(page), page).source == name


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2020/05/04/storm.html", "2020-05-04"),
        ("news/2020-05-04/storm", "2020-05-04"),
        ("2020-05-04-storm", "2020-05-04"),
        ("2020/05/storm", "2020-05"),
        ("2020/05/80642", "2020-05"),
        ("2020/05/04", "2020-05-04"),
        ("2020/05", None),
        ("2020/05/45/storm", None),
        ("2020/13/04/storm", None),
        ("2020/02/31/storm", None),
        ("1066/10/14/battle", None),
        ("storm-2020/05/04", None),
        ("20200504/storm", None),
        ("", None),
    ],
)
def test_the_date_in_an_address(path: str, date: str | None) -> None:
    found = dated_by_address(f"https://quay.example/{path}")
    assert (str(found) if found else None) == date
    assert dated_by_address(f"https://web.archive.org/web/20211231000000/https://quay.example/{path}") == found
    assert dated_by_address(None) is None


WINDOWS = st.text(st.sampled_from("Ice Quay|-:·»/[].co@©—_") | st.characters(), max_size=40)


@given(WINDOWS, st.none() | WINDOWS, st.none() | WINDOWS)
def test_any_window_and_any_host(window: str, host: str | None, site: str | None) -> None:
    found = named_in_window(window, host, site)
    assert found is None or (found in window and found.strip())
    assert site_name(window) is None or any(map(str.isalpha, window))
    assert host_of(window) is None or host_of(f"https://web.archive.org/web/20140226054445/{window}") == host_of(window)
