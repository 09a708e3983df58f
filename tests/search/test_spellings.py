"""Authors and sources that articles write in several ways, from the files to the facets."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchtui.collection import Collection, FacetValue

FILES = {
    "one.md": ("N. R. Kleinfield", "The New York Times", "The ferry"),
    "two.md": ("NR Kleinfield", "NYTimes.com", "The boat"),
    "three.md": ("N.R. KLEINFIELD", "nytimes.com", "The harbour"),
    "four.md": ("N. R. Kleinfield", "The New York Times", "The sea"),
    "five.md": ("N. Kleinfield", "Coast News", "The pier"),
    "six.md": ("[NR Kleinfield, N. R. Kleinfield]", "Coast News", "The mole"),
}


def write(folder: Path, name: str) -> None:
    author, source, text = FILES[name]
    content = f"---\ntitle: {text}\nauthor: {author}\nsource: {source}\n---\n\n{text} was quiet on that morning.\n"
    (folder / name).write_text(content, encoding="utf-8")


def facets(collection: Collection) -> tuple[tuple[FacetValue, ...], tuple[FacetValue, ...]]:
    found = collection.search("quiet").facets
    return found.author, found.source


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    for name in FILES:
        write(tmp_path, name)
    collection = Collection.open(tmp_path)
    collection.reindex()
    return collection


def test_each_is_one_value_that_counts_all(collection: Collection) -> None:
    authors, sources = facets(collection)
    assert authors == (
        FacetValue("N. R. Kleinfield", 5, variants=("NR Kleinfield", "N.R. KLEINFIELD")),
        FacetValue("N. Kleinfield", 1),
    )
    assert sources == (
        FacetValue("The New York Times", 4, variants=("NYTimes.com", "nytimes.com")),
        FacetValue("Coast News", 2),
    )


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ('author:"NR Kleinfield"', 5),
        ('author:="N.R. KLEINFIELD"', 5),
        ('author:"N. Kleinfield"', 6),
        ("source:nytimes.com", 4),
        ('source:"new york times"', 4),
        ('-source:="NYTimes.com"', 2),
    ],
)
def test_any_spelling_finds_all(collection: Collection, query: str, articles: int) -> None:
    assert collection.search(f"quiet {query}").articles == articles


def test_a_filter_may_name_any_spelling(collection: Collection) -> None:
    found = collection.search("quiet", sources=["nytimes.com"], authors=["NR Kleinfield"])
    assert found.articles == 4
    assert [value.value for value in found.facets.source if value.selected] == ["The New York Times"]


def test_articles_keep_their_own_spelling(collection: Collection) -> None:
    assert {record.authors for record in collection.articles()} >= {("NR Kleinfield",), ("N.R. KLEINFIELD",)}


def test_a_run_for_what_has_changed_is_as_good_as_a_new_one(tmp_path: Path) -> None:
    piecemeal, whole = tmp_path / "piecemeal", tmp_path / "whole"
    for folder in (piecemeal, whole):
        folder.mkdir()
    growing = Collection.open(piecemeal)
    for name in ("three.md", "one.md", "five.md", "two.md"):
        write(piecemeal, name)
        growing.reindex()
    (piecemeal / "one.md").unlink()
    growing.reindex()
    for name in ("two.md", "three.md", "five.md"):
        write(whole, name)
    rebuilt = Collection.open(whole)
    rebuilt.reindex()
    assert facets(growing) == facets(rebuilt)


def test_pages_that_name_their_site_tell_whose_its_domain_is(tmp_path: Path) -> None:
    text = "<p>The harbour was quiet on that morning.</p>"
    for number, (host, site) in enumerate(
        [("www.hn.example", "Harbour News"), ("www.hn.example", None), ("quay.example", None)]
    ):
        named = f"<meta property='og:site_name' content='{site}'>" if site else ""
        link = f"<link rel='canonical' href='https://{host}/{number}'>"
        (tmp_path / f"{number}.html").write_text(f"<html><head>{link}{named}<body><h1>Quay {number}</h1>{text}{text}")
    collection = Collection.open(tmp_path)
    collection.reindex()
    assert facets(collection)[1] == (
        FacetValue("Harbour News", 2 * _paragraphs(collection), variants=("hn.example",)),
        FacetValue("quay.example", _paragraphs(collection)),
    )


def test_a_sidecar_tells_nothing_of_a_host(tmp_path: Path) -> None:
    for number in (1, 2):
        link = f"<link rel='canonical' href='https://hn.example/{number}'>"
        (tmp_path / f"{number}.html").write_text(f"<html><head>{link}<body><h1>Quay</h1><p>All was quiet.</p>")
    (tmp_path / "metadata.toml").write_text('["1.html"]\nsource = "My clippings"\n')
    collection = Collection.open(tmp_path)
    collection.reindex()
    assert {value.value for value in facets(collection)[1]} == {"My clippings", "hn.example"}


def _paragraphs(collection: Collection) -> int:
    return collection.search("quiet").paragraphs // 3
