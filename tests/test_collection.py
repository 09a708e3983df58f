"""The front door."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

import searchtui
from searchtui.collection import Collection, FilePlace, Like
from searchtui.errors import ArticleNotFoundError, CollectionError
from tests.conftest import MakeCollection

FILES = {"in/bears.txt": "Bears of the north.", "in/wolves.txt": "Wolves of the north.", "notes.txt": "Notes."}


def test_the_library_is_one_import(seed_collection: Collection) -> None:
    with searchtui.Collection.open(seed_collection.folder) as collection:
        assert collection.search("military alliance").hits == seed_collection.search("military alliance").hits
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = searchtui.nothing_such


@pytest.mark.parametrize("name", ["in/bears.txt", "bears", "BEARS.TXT"])
def test_an_article_is_named_by_path_or_a_part_of_it(make_collection: MakeCollection, name: str) -> None:
    collection = make_collection(FILES)
    article = collection.article(name)
    assert article.path == "in/bears.txt"
    assert collection.article(article.id) == collection.article(article.id[:6]) == article
    assert collection.record(article.id).title == article.title


def test_a_name_of_several_articles_names_none(make_collection: MakeCollection) -> None:
    with pytest.raises(ArticleNotFoundError, match="2 articles have 'in/' in their name"):
        make_collection(FILES).article("in/")


def test_an_unknown_name_is_answered_with_the_nearest(make_collection: MakeCollection) -> None:
    collection = make_collection(FILES)
    with pytest.raises(ArticleNotFoundError, match=r"did you mean 'in/wolves\.txt'"):
        collection.article("in/wolfes.txt")
    with pytest.raises(ArticleNotFoundError):
        collection.record("0123456789ab")
    with pytest.raises(ArticleNotFoundError):
        collection.article("")


def test_items_of_a_file_are_named_with_it(make_collection: MakeCollection) -> None:
    collection = make_collection(
        {"a.jsonl": '{"id": "x", "title": "T", "text": "Bears."}\n{"id": "y", "title": "U", "text": "Wolves."}'}
    )
    assert collection.article("a.jsonl#y").title == "U"


def test_fields_go_with_a_query_and_not_with_a_request(make_collection: MakeCollection) -> None:
    with pytest.raises(TypeError, match="give a query"):
        make_collection(FILES).search(searchtui.SearchRequest("bears"), limit=1)


def test_what_can_be_searched_is_counted_as_a_search_for_everything_counts_it(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "A title\n\nOne text.\n\nAdvertisement\n", "b.txt": "B title\n\nTwo.\n"})
    everything = collection.search("")
    assert collection.counts == (everything.articles, everything.paragraphs) == (2, 4)
    assert collection.rehearse("t")
    assert collection.beginnings() == ()
    assert collection.search("").paragraphs == 4


def test_no_search_waits_for_a_rehearsal(make_collection: MakeCollection) -> None:
    collection = make_collection({"a.txt": "A title\n\nOne text with an accént.\n", "b.txt": "B title\n\nTwo texts.\n"})
    before = collection.search("t", prefix_last=True).paragraphs
    backend = collection._generation().backend
    with ThreadPoolExecutor(1) as threads, backend._lock:  # type: ignore[attr-defined]
        assert threads.submit(collection.rehearse, "t").result(10)
    assert collection.search("t", prefix_last=True).paragraphs == before > 0


def test_status_counts_what_is_there(make_collection: MakeCollection) -> None:
    collection = make_collection(FILES)
    status = collection.status()
    assert (status.articles, status.paragraphs, status.stories) == (3, 3, 3)
    assert not status.changes
    (collection.folder / "notes.txt").unlink()
    (collection.folder / "more.txt").write_text("More.", encoding="utf-8")
    assert (collection.changes().added, collection.changes().removed) == (1, 1)


def test_refresh_opens_what_another_has_written(make_collection: MakeCollection) -> None:
    collection = make_collection(FILES)
    assert collection.search("otters").paragraphs == 0
    assert not collection.refresh()
    (collection.folder / "more.txt").write_text("Otters.", encoding="utf-8")
    Collection.open(collection.folder).reindex()
    assert collection.search("otters").paragraphs == 0
    assert collection.refresh()
    assert collection.search("otters").paragraphs == 1


def test_reindexing_opens_the_index_anew_where_it_was_open_alone(make_collection: MakeCollection) -> None:
    collection = make_collection(FILES)
    assert collection.refresh()
    (collection.folder / "more.txt").write_text("Otters.", encoding="utf-8")
    collection.reindex()
    assert not collection.refresh()
    assert collection.search("otters").paragraphs == 1


def test_highlights_are_those_of_the_hits(seed_collection: Collection) -> None:
    results = seed_collection.search("military alliance")
    for hit in results.hits:
        assert seed_collection.highlights(hit.text, results.request) == hit.highlights


def test_the_copies_of_a_story_and_what_they_left_out(seed_collection: Collection) -> None:
    full, short = seed_collection.article("001_"), seed_collection.article("000_")
    assert [record.id for record in seed_collection.copies(short.id)] == [full.id, short.id]
    assert [record.id for record in seed_collection.copies(full.id)] == [full.id, short.id]
    found = seed_collection.version(full.id, short.id)
    assert (found.compared, found.left_out, found.added, found.words_changed) == (38, 20, 0, 0)
    alone = seed_collection.article("003_")
    assert [record.id for record in seed_collection.copies(alone.id)] == [alone.id]
    with pytest.raises(ArticleNotFoundError):
        seed_collection.copies("no such article")


def test_articles_are_aligned_by_what_they_say(seed_collection: Collection) -> None:
    chosen = Like(seed_collection.article("003_").id, 19)
    found = seed_collection.aligned(chosen, seed_collection.article("002_").id)
    text = next(one.text for one in seed_collection.article("002_").paragraphs if one.number == found.number)
    assert "missile attack early warning systems" in text
    assert not found.near_copy
    assert "missile" in [text[begin:end] for begin, end in found.there]
    with pytest.raises(ArticleNotFoundError):
        seed_collection.aligned(Like(chosen.article, 999), chosen.article)


class TestPlace:
    """Where a paragraph stands in its file."""

    TEXT = "A treaty\n\nThe treaty holds, for now, and nobody says otherwise.\n\nIt was signed in the evening.\n"

    def test_as_long_as_the_file_is_as_it_was(self, make_collection: MakeCollection) -> None:
        collection = make_collection({"-rf.txt": self.TEXT})
        article = collection.articles()[0].id
        assert collection.place(article, 3) == FilePlace(collection.articles_folder / "-rf.txt", 5, 3)
        assert collection.place(article).line == 1

    def test_after_it_has_changed_the_text_is_found_again(self, make_collection: MakeCollection) -> None:
        collection = make_collection({"a.txt": self.TEXT})
        article = collection.articles()[0].id
        file = collection.articles_folder / "a.txt"
        file.write_text("Something new\nabove it all\n\n" + self.TEXT)
        assert [collection.place(article, number).line for number in (1, 2, 3)] == [4, 6, 8]
        file.write_text("Nothing of it is left.\n")
        assert collection.place(article, 3).line == 2

    def test_what_is_not_there_is_one_sentence(self, make_collection: MakeCollection) -> None:
        collection = make_collection({"a.txt": self.TEXT})
        article = collection.articles()[0].id
        with pytest.raises(ArticleNotFoundError, match="no paragraph 9"):
            collection.place(article, 9)
        (collection.articles_folder / "a.txt").unlink()
        with pytest.raises(CollectionError, match="cannot be opened: No such file"):
            collection.place(article, 3)

    def test_names_that_are_no_utf_8(self, make_collection: MakeCollection) -> None:
        collection = make_collection({})
        file = collection.articles_folder / os.fsdecode(b"caf\xe9.txt")
        file.write_text(self.TEXT)
        collection.reindex()
        assert collection.place(collection.articles()[0].id, 3) == FilePlace(file, 5, 3)
