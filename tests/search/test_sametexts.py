"""Paragraphs with exactly a given text, and all texts that a request finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchtui.article import Kind
from searchtui.collection import Collection, SearchRequest
from searchtui.errors import IndexChangedError
from tests.conftest import MakeCollection

SAID = "The ferry kept to its harbour, the captain said on Monday."
FILES = {
    "ferry.txt": f"The ferry strike\n\n{SAID}\n\nA lighthouse stands there, as it always has.",
    "copy.txt": f"Ferries\n\n{SAID.replace('its', 'the')}\n\n{SAID}\n\nMore of this is to come in the next days.",
    "case.txt": f"Loudly\n\n{SAID.upper()}\n\n{SAID} {SAID}\n\nNothing else was said there at all that day.",
    "asia.txt": "港口 harbours\n\n港口は静かだった。\n\n港口は静かだった。 港口",
}


@pytest.fixture
def collection(make_collection: MakeCollection) -> Collection:
    return make_collection(FILES)


def test_only_the_very_same_text_counts(collection: Collection) -> None:
    names = {one.id: one.path for one in collection.articles()}
    assert [(names[article], number) for article, number in collection.same_text(SAID)] == [
        ("copy.txt", 3),
        ("ferry.txt", 2),
    ]
    assert collection.same_text(SAID + " ") == ()
    assert collection.same_text("") == collection.same_text(" - ") == ()


def test_every_indexed_paragraph_is_found_by_its_text(collection: Collection, seed_collection: Collection) -> None:
    for one in (collection, seed_collection):
        for record in one.articles():
            for paragraph in one.article(record.id).paragraphs:
                found = one.same_text(paragraph.text)
                if paragraph.kind is not Kind.FURNITURE:
                    assert (record.id, paragraph.number) in found, paragraph.text


def texts(portions: Iterator[tuple[tuple[str, str], ...]]) -> list[tuple[str, str]]:
    return sorted(one for portion in portions for one in portion)


@pytest.mark.parametrize("query", ["russia", "military alliance -nato", "", "nothinghasthis", "source:CGTN the"])
def test_all_texts_that_a_request_finds(seed_collection: Collection, query: str) -> None:
    hits = seed_collection.search(query, limit=0).hits
    expected = sorted((hit.article, hit.text) for hit in hits)
    assert texts(seed_collection.found_texts(SearchRequest(query, limit=1))) == expected


def test_they_come_in_portions(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.collection._PORTION", 2)
    portions = list(collection.found_texts(SearchRequest()))
    assert {len(portion) for portion in portions[:-1]} == {2}
    assert texts(iter(portions)) == texts(collection.found_texts(SearchRequest()))


def test_a_new_generation_in_between_is_said(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.collection._PORTION", 2)
    portions = collection.found_texts(SearchRequest())
    next(portions)
    before = collection.stamp
    (collection.articles_folder / "new.txt").write_text("New\n\nA new text of some words.\n")
    collection.reindex()
    assert collection.stamp != before
    with pytest.raises(IndexChangedError):
        next(portions)
