"""Paragraphs like others."""

from __future__ import annotations

import pytest

from searchtui.collection import Collection, Like
from searchtui.errors import ArticleNotFoundError
from tests.conftest import MakeCollection

FILES = {
    "ferry.txt": "The ferry strike\n\nFerries stayed in the harbour during the strike.\n\nA lighthouse stands there.",
    "docks.txt": "At the docks\n\nStrikes kept each ferry in its harbour.\n\nThe mayor likes music.",
    "copy.txt": "The ferry strike\n\nFerries stayed in the harbour during the strike.\n\nMore is to come.",
    "music.txt": "An evening\n\nMusic filled the town hall until ten.\n\nThe mayor danced.",
}


@pytest.fixture
def collection(make_collection: MakeCollection) -> Collection:
    return make_collection(FILES)


def test_paragraphs_that_say_the_same_come_first_and_the_given_one_is_left_out(collection: Collection) -> None:
    results = collection.similar("ferry.txt", 2)
    assert [(hit.path, hit.paragraph) for hit in results.hits][:2] == [("copy.txt", 2), ("docks.txt", 2)]
    assert ("ferry.txt", 2) not in {(hit.path, hit.paragraph) for hit in results.hits}
    assert results.paragraphs == len(collection.similar("ferry.txt", 2, limit=0).hits)
    assert "like ferry.txt ¶2: " in results.understood
    assert all(hit.highlights for hit in results.hits)


def test_of_a_whole_article_all_paragraphs_are_left_out(collection: Collection) -> None:
    assert {hit.path for hit in collection.similar("ferry.txt").hits} == {"copy.txt", "docks.txt"}


def test_filters_limit_and_words_give_direction(collection: Collection) -> None:
    assert {hit.path for hit in collection.similar("ferry.txt", 2, "path:docks").hits} == {"docks.txt"}
    first, *_ = collection.similar("music.txt", 3, "music").hits
    assert (first.path, first.paragraph) == ("docks.txt", 3)


def test_what_is_not_searched_is_like_nothing(collection: Collection) -> None:
    results = collection.search("", like=(Like("000000000000"),))
    assert results.paragraphs == 0
    assert results.hints == ("There is nothing in it that others could have in common with it.",)
    with pytest.raises(ArticleNotFoundError):
        collection.similar("ferry.txt", 99)


@pytest.mark.parametrize("limit", ["title:docks", "lead:harbour", "path:docks", "title:docks -path:music"])
def test_parts_of_articles_limit_too(collection: Collection, limit: str) -> None:
    assert {hit.path for hit in collection.similar("ferry.txt", 2, limit).hits} == {"docks.txt"} or "lead" in limit
    assert collection.similar("ferry.txt", 2, limit).paragraphs < collection.similar("ferry.txt", 2).paragraphs
