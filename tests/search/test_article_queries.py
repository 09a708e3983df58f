"""Leads, counts of words, and articles that have several things, against a look at each paragraph."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.analysis import words
from searchtui.collection import Collection, Kind, Paragraph
from tests.conftest import MakeCollection
from tests.examples import examples
from tests.search.test_relevance import articles, collection_of

FORMS = ["bear", "cold", "pact", "treaty"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("random")


def paragraphs(collection: Collection) -> dict[str, list[Paragraph]]:
    """The paragraphs of each article that are indexed."""
    read = [collection.article(record.id) for record in collection.articles()]
    return {one.id: [part for part in one.paragraphs if part.kind is not Kind.FURNITURE] for one in read}


def stems(paragraph: Paragraph) -> list[str]:
    return [word.stem for word in words(paragraph.text)]


def found(collection: Collection, text: str) -> set[tuple[str, int]]:
    results = collection.search(text, limit=0)
    assert results.paragraphs == len(results.hits)
    return {(hit.article, hit.paragraph) for hit in results.hits}


def stem_of(word: str) -> str:
    (only,) = words(word)
    return only.stem


@settings(deadline=None, max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles, st.lists(st.sampled_from(FORMS), min_size=2, max_size=3, unique=True), st.integers(1, 3))
def test_against_a_scan(folder: Path, made: list[dict[str, object]], query: list[str], times: int) -> None:
    first, *_ = query
    sought = [stem_of(word) for word in query]
    with collection_of(folder, made) as collection:
        held = paragraphs(collection)
        leads = {
            (article, part.number)
            for article, parts in held.items()
            for part in [part for part in parts if part.kind is Kind.BODY][:2]
            if sought[0] in stems(part)
        }
        assert found(collection, f"lead:{first}") == leads
        often = {
            (article, part.number)
            for article, parts in held.items()
            for part in parts
            if stems(part).count(sought[0]) >= times
        }
        assert found(collection, f"atleast{times}:{first}") == often
        together = {
            (article, part.number)
            for article, parts in held.items()
            if all(any(stem in stems(part) for part in parts) for stem in sought)
            for part in parts
            if set(sought) & set(stems(part))
        }
        assert found(collection, " WITH ".join(query)) == together
        banned = f"{first} -({' WITH '.join(query)})"
        assert found(collection, banned) == found(collection, first) - together


def test_deleted_paragraphs_are_no_lead_and_no_part_of_an_article(make_collection: MakeCollection) -> None:
    drawn = random.Random(5)
    texts = [[" ".join(drawn.choices(FORMS, k=4)) for _ in range(4)] for _ in range(30)]
    lines = [json.dumps({"id": str(at), "title": "x", "text": text}) for at, text in enumerate(texts)]
    made = make_collection({f"{at}.jsonl": line for at, line in enumerate(lines)})
    for at in range(0, 30, 3):
        (made.folder / f"{at}.jsonl").unlink()
    made.reindex()
    fresh = make_collection({f"{at}.jsonl": line for at, line in enumerate(lines) if at % 3})
    for query in ("lead:bear", "bear WITH cold WITH pact", "atleast2:treaty", "path:1", "atleast2:trea*", "-lead:cold"):
        assert found(made, query) == found(fresh, query) != set()


def test_a_word_that_is_being_typed_is_one_word_in_all_that_it_may_become(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "Allies.\n\nAlly, allies, alliance.\n\nA bear.\n\nThe allied bears."})

    def typed(text: str) -> list[int]:
        return sorted(hit.paragraph for hit in collection.search(text, prefix_last=True, limit=0).hits)

    assert typed("all") == [1, 2, 4]
    assert typed("bear all") == [4]
    assert typed("all ") != [1, 2, 4]
    assert typed("atleast3:all") == [2]
    assert typed("bear -all") == [3]
    assert typed("bear NEAR/1 all") == [4]
