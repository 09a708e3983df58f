from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from searchtui.article import Article, Kind, Paragraph, article_id
from searchtui.collection import Collection
from searchtui.errors import ArticleNotFoundError
from searchtui.keeping import Found, anchor_of, find_again
from tests.conftest import MakeCollection

QUIET = "The harbour was quiet when the fleet came home in the evening, and nobody spoke."
CATCH = "An agreement on the catch was signed by all nine captains after a long night."
ROADS = "Of the roads inland it is said that they were never better than in that winter."
FLEET = {"fleet.txt": f"The fleet comes home\n\n{QUIET}\n\n{CATCH}\n"}


@pytest.fixture
def collection(make_collection: MakeCollection) -> Collection:
    return make_collection(FLEET)


def changed(collection: Collection, files: Mapping[str, str | None]) -> Collection:
    for name, text in files.items():
        path = collection.articles_folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    collection.reindex(full=True)
    return collection


def number_of(collection: Collection, text: str) -> int:
    return next(one.number for one in collection.article("fleet.txt").paragraphs if one.text == text)


def test_it_is_where_it_was(collection: Collection) -> None:
    article = collection.article("fleet.txt")
    for paragraph in article.paragraphs:
        place = find_again(anchor_of(article, paragraph.number), collection)
        assert (place.found, place.article, place.number) == (Found.SAME, article.id, paragraph.number)


def test_it_has_another_number_in_its_article(collection: Collection) -> None:
    anchor = anchor_of(collection.article("fleet.txt"), number_of(collection, CATCH))
    changed(collection, {"fleet.txt": f"The fleet comes home\n\n{ROADS}\n\n{QUIET}\n\n{CATCH}\n"})
    place = find_again(anchor, collection)
    assert place.found is Found.SAME
    assert place.number == number_of(collection, CATCH) == (anchor.number or 0) + 1


def test_of_several_with_its_text_it_is_the_nearest(collection: Collection) -> None:
    changed(collection, {"fleet.txt": f"The fleet comes home\n\n{CATCH}\n\n{QUIET}\n\n{CATCH}\n\n{ROADS}\n"})
    article = collection.article("fleet.txt")
    for paragraph in article.paragraphs:
        assert find_again(anchor_of(article, paragraph.number), collection).number == paragraph.number


def test_of_several_with_its_text_it_is_the_one_between_the_same_neighbours(collection: Collection) -> None:
    told = [QUIET, CATCH, ROADS, CATCH]
    changed(collection, {"fleet.txt": "\n\n".join(["The fleet comes home", *told])})
    anchor = anchor_of(collection.article("fleet.txt"), number_of(collection, ROADS) + 1)
    # Two more above: now the other one has the number that this one had.
    changed(collection, {"fleet.txt": "\n\n".join(["The fleet comes home", "One more.", "Another one.", *told])})
    place = find_again(anchor, collection)
    assert (place.found, place.number) == (Found.SAME, number_of(collection, ROADS) + 1)


def test_a_corrected_text_stays_in_its_article_though_a_copy_elsewhere_was_not_corrected(
    collection: Collection,
) -> None:
    changed(collection, {"copy.txt": FLEET["fleet.txt"]})
    article = collection.article("fleet.txt")
    anchors = [anchor_of(article, number_of(collection, text)) for text in (QUIET, CATCH)]
    corrected = FLEET["fleet.txt"].replace("nine", "ten").replace("quiet", "silent")
    changed(collection, {"fleet.txt": corrected})
    for anchor in anchors:
        place = find_again(anchor, collection)
        assert (place.found, place.name, place.number) == (Found.CHANGED, "fleet.txt", anchor.number)


def test_its_file_was_moved(collection: Collection) -> None:
    anchor = anchor_of(collection.article("fleet.txt"), number_of(collection, CATCH))
    changed(collection, {"fleet.txt": None, "old/fleet-1.txt": FLEET["fleet.txt"], "b.txt": f"Else\n\n{CATCH}\n"})
    place = find_again(anchor, collection)
    assert (place.found, place.name) == (Found.MOVED, "old/fleet-1.txt")
    assert place.number == anchor.number


def test_of_two_moved_copies_it_is_the_one_with_the_same_neighbours(collection: Collection) -> None:
    anchor = anchor_of(collection.article("fleet.txt"), number_of(collection, CATCH))
    changed(collection, {
        "fleet.txt": None,
        "a.txt": f"The fleet comes home\n\n{ROADS}\n\n{CATCH}\n",
        "b.txt": f"The fleet comes home\n\n{QUIET}\n\n{CATCH}\n",
        "c.txt": f"The fleet comes home\n\n{QUIET}\n\n{CATCH}\n\n{ROADS}\n",
    })  # fmt: skip
    assert find_again(anchor, collection).name == "b.txt"


def test_a_short_text_alone_is_not_enough_to_be_the_one_that_was_moved(make_collection: MakeCollection) -> None:
    collection = make_collection({"one.txt": f"About one\n\nIn short\n\n{QUIET}\n\n{ROADS}\n"})
    article = collection.article("one.txt")
    anchor = anchor_of(article, next(one.number for one in article.paragraphs if one.text == "In short"))
    changed(collection, {"one.txt": None, "two.txt": f"About two\n\nIn short\n\n{CATCH}\n"})
    assert find_again(anchor, collection).found is Found.GONE
    changed(collection, {"two.txt": None, "six.txt": f"About six\n\nIn short\n\n{QUIET}\n"})
    assert find_again(anchor, collection).found is Found.MOVED


def test_its_text_was_corrected(collection: Collection) -> None:
    anchor = anchor_of(collection.article("fleet.txt"), number_of(collection, CATCH))
    corrected = CATCH.replace("nine", "ten")
    changed(collection, {"fleet.txt": f"The fleet comes home\n\n{QUIET}\n\n{ROADS}\n\n{corrected}\n"})
    place = find_again(anchor, collection)
    assert (place.found, place.number) == (Found.CHANGED, number_of(collection, corrected))
    assert 90 < place.likeness < 100


def test_its_article_is_there_without_it(collection: Collection) -> None:
    anchor = anchor_of(collection.article("fleet.txt"), number_of(collection, CATCH))
    changed(collection, {"fleet.txt": f"The fleet comes home\n\n{QUIET}\n\n{ROADS}\n"})
    place = find_again(anchor, collection)
    assert (place.found, place.name, place.number) == (Found.PARTED, "fleet.txt", None)


def test_it_is_gone_and_never_another_text(collection: Collection) -> None:
    article = collection.article("fleet.txt")
    anchors = [anchor_of(article, number_of(collection, CATCH)), anchor_of(article)]
    # Another article under the name of the old one.
    changed(collection, {"fleet.txt": f"About roads\n\n{ROADS}\n\nNothing of this is about ships or ports.\n"})
    assert [find_again(anchor, collection).found for anchor in anchors] == [Found.GONE, Found.GONE]
    changed(collection, {"fleet.txt": None, "b.txt": f"About roads\n\n{ROADS}\n"})
    assert [find_again(anchor, collection).found for anchor in anchors] == [Found.GONE, Found.GONE]


def test_an_article_is_found_by_its_longest_paragraph(collection: Collection) -> None:
    anchor = anchor_of(collection.article("fleet.txt"))
    assert anchor.text == QUIET
    assert anchor.number is None
    changed(collection, {"fleet.txt": None, "new.txt": f"Late edition\n\n{ROADS}\n\n{QUIET}\n"})
    place = find_again(anchor, collection)
    assert (place.found, place.name, place.number) == (Found.MOVED, "new.txt", None)


def test_what_the_article_does_not_have_cannot_be_anchored() -> None:
    article = Article("a", "a.txt", "A", paragraphs=(Paragraph(1, "x", Kind.TITLE),))
    with pytest.raises(ArticleNotFoundError):
        anchor_of(article, 2)
    with pytest.raises(ArticleNotFoundError):
        anchor_of(Article("a", "a.txt", "A"))


def test_texts_without_words_are_found_in_their_article_alone(make_collection: MakeCollection) -> None:
    collection = make_collection({"stars.txt": f"Stars\n\n{QUIET}\n\n* * *\n\n{CATCH}\n"})
    article = collection.article("stars.txt")
    for paragraph in article.paragraphs:
        assert find_again(anchor_of(article, paragraph.number), collection).number == paragraph.number
    assert collection.same_text("* * *") == ()


TEXTS = st.sampled_from([QUIET, CATCH, ROADS, CATCH.replace("nine", "ten"), "In short", "In brief", "A B C"])
SHELVES = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "old/a.txt"]), st.lists(TEXTS, min_size=1, max_size=5))


class Shelf:
    """A few articles, of which the first paragraph is the title."""

    def __init__(self, texts: Mapping[str, list[str]]) -> None:
        self.articles = {
            article_id(path): Article(
                article_id(path), path, own[0], paragraphs=tuple(Paragraph(n, text) for n, text in enumerate(own, 1))
            )
            for path, own in texts.items()
        }

    def article(self, name: str, /) -> Article:
        if name not in self.articles:
            raise ArticleNotFoundError(name)
        return self.articles[name]

    def same_text(self, text: str, /) -> list[tuple[str, int]]:
        pairs = ((one, paragraph) for one in self.articles.values() for paragraph in one.paragraphs)
        return [(one.id, paragraph.number) for one, paragraph in pairs if paragraph.text == text]


@given(SHELVES, SHELVES)
def test_whatever_happens_it_is_never_on_the_wrong_text(
    before: Mapping[str, list[str]], after: Mapping[str, list[str]]
) -> None:
    old, new = Shelf(before), Shelf(after)
    for article in old.articles.values():
        for paragraph in article.paragraphs:
            anchor = anchor_of(article, paragraph.number)
            assert find_again(anchor, old).found is Found.SAME
            place = find_again(anchor, new)
            if place.number is None:
                assert place.found in (Found.GONE, Found.PARTED)
                assert place.found is Found.GONE or new.articles[place.article].title == article.title
                continue
            text = new.articles[place.article].paragraphs[place.number - 1].text
            if place.found is Found.CHANGED:
                assert place.article == article.id
                assert fuzz.ratio(text, paragraph.text) >= 70
                assert paragraph.text not in after[article.path]
            else:
                assert text == paragraph.text
                assert (place.article == article.id) is (place.found is Found.SAME)
