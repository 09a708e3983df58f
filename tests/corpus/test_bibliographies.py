"""Bibliographies beside the files that they describe."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from searchtui.article import Known
from searchtui.collection import Collection
from searchtui.corpus.bibliographies import descriptions
from searchtui.corpus.discovery import scan
from tests.corpus.test_references import CSL, ZOTERO

MakeCollection = Callable[[Mapping[str, str | bytes]], Collection]
TEXT = "A boat lay on the beach for all of the year, and nobody in the whole town knew whose boat it was.\n"


def described(folder: Path, works: object, *paths: str, at: str = "library.json") -> list[str]:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(TEXT, encoding="utf-8")
    (folder / at).parent.mkdir(parents=True, exist_ok=True)
    (folder / at).write_text(json.dumps(works), encoding="utf-8")
    return sorted(one.path for one in descriptions(scan(folder)))


@pytest.mark.parametrize(
    ("path", "fits"),
    [
        ("leeBoat2020.txt", True),
        ("LEEBOAT2020.txt", True),
        ("ABCD1234.txt", True),
        ("sub/leeBoat2020.txt", True),
        ("The Boat of the Town.txt", True),
        ("Lee and van Ek - 2020 - The Boat of the Town.txt", True),
        ("Lee und van Ek_2020_The Boat of t.txt", True),
        ("Lee and van Ek - 2019 - The Boat of the Town.txt", False),
        ("The Boat.txt", False),
        ("boat.txt", False),
    ],
)
def test_names_of_files(tmp_path: Path, path: str, fits: bool) -> None:
    assert described(tmp_path, [CSL], path) == [path] * fits


def test_attachments_by_as_much_of_their_path_as_fits(tmp_path: Path) -> None:
    works = {"items": [{**ZOTERO, "attachments": [{"path": "C:\\Zotero\\storage\\ABCD1234\\boat.txt"}]}]}
    assert described(tmp_path, works, "boat.txt", "storage/ABCD1234/boat.txt", "storage/X/boat.txt") == [
        "storage/ABCD1234/boat.txt"
    ]


def test_very_many_attachments_that_fit_very_many_files(tmp_path: Path) -> None:
    # Each with each would be a thousand million comparisons.
    paths = [f"{number}/boat.txt" for number in range(1000)]
    works = [{**CSL, "id": f"w{number}", "title": "", "file": "/x/boat.txt;" * 1000} for number in range(1000)]
    works.append({**CSL, "id": "last", "title": "", "file": "/y/7/boat.txt"})
    assert described(tmp_path, works, *paths) == ["7/boat.txt"]


def test_a_key_that_very_many_works_have_says_nothing(tmp_path: Path) -> None:
    works = [{**CSL, "id": "boat", "title": ""} for _ in range(99)]
    assert described(tmp_path, works, "boat.txt") == ["boat.txt"]
    assert described(tmp_path, works * 2, "boat.txt") == []


def test_files_above_a_bibliography_are_not_described(tmp_path: Path) -> None:
    paths = ("leeBoat2020.txt", "deep/leeBoat2020.txt")
    assert described(tmp_path, [CSL], *paths, at="deep/library.json") == ["deep/leeBoat2020.txt"]


def test_what_fits_several_works_is_described_by_none(tmp_path: Path) -> None:
    other = {**CSL, "citation-key": "other", "id": "other", "author": [{"family": "Dam", "given": "Cy"}]}
    assert described(tmp_path, [CSL, other], "The Boat of the Town.txt", "other.txt") == ["other.txt"]
    copy = {**CSL, "citation-key": "copy", "id": "copy"}
    assert described(tmp_path, [CSL, copy], "The Boat of the Town.txt") == ["The Boat of the Town.txt"]


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000 + '"issued"', '[{"issued": 5}]', '{"itemType": {}}'])
def test_what_is_no_bibliography_describes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "leeBoat2020.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "library.json").write_text(text, encoding="utf-8")
    assert list(descriptions(scan(tmp_path))) == []


def test_a_collection_with_a_bibliography(make_collection: MakeCollection) -> None:
    alone = {**CSL, "citation-key": "alone", "title": "A Harbour", "abstract": "<p>On a harbour.</p>"}
    bare = {**CSL, "citation-key": "bare", "title": "A Harbour Wall", "abstract": ""}
    collection = make_collection(
        {
            "library.json": json.dumps([CSL, alone, bare]),
            "leeBoat2020.txt": f"Another Title\n\nBy Cy Dam\n\n{TEXT}",
            "metadata.toml": '["leeBoat2020.txt"]\nsource = "Herald"\n',
        }
    )
    articles = {one.name: one for one in map(collection.article, ["leeBoat2020.txt", "library.json#alone"])}
    assert collection.status().articles == 2
    assert not collection.status().problems
    described = articles["leeBoat2020.txt"]
    assert (described.title, described.authors) == ("The Boat of the Town", ("Ann Lee", "Bo van Ek"))
    assert (described.known["title"].known, described.known["title"].detail) == (Known.DECLARED, "csl-json")
    assert (described.source, described.known["source"].known) == ("Herald", Known.SIDECAR)
    assert [one.text for one in articles["library.json#alone"].paragraphs] == ["A Harbour", "On a harbour."]


def test_a_change_of_a_bibliography_or_of_its_files_is_seen(make_collection: MakeCollection) -> None:
    collection = make_collection({"library.json": json.dumps([CSL]), "notes.txt": TEXT})
    folder = collection.articles_folder
    assert collection.article("library.json#leeBoat2020").title == "The Boat of the Town"
    (folder / "notes.txt").rename(folder / "leeBoat2020.txt")
    collection.reindex()
    assert collection.status().articles == 1
    assert collection.article("leeBoat2020.txt").title == "The Boat of the Town"
    (folder / "library.json").write_text(json.dumps([{**CSL, "title": "A Ship"}]), encoding="utf-8")
    collection.reindex()
    assert collection.article("leeBoat2020.txt").title == "A Ship"
    (folder / "library.json").unlink()
    collection.reindex()
    assert collection.article("leeBoat2020.txt").authors == ()
