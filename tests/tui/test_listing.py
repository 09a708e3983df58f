from __future__ import annotations

from searchtui.collection import FlatHit, Order, SearchRequest
from searchtui.tui.answer import Answer
from searchtui.tui.listing import FlatListing
from searchtui.tui.question import Question
from tests.tui.fakes import FakeCollection


def answered(text: str, order: Order = Order.ARTICLE) -> Answer:
    fake = FakeCollection()
    return Answer(1, Question(text, order=order), fake.search(SearchRequest(text, prefix_last=True, limit=50)))


def test_rows_are_the_names_of_articles_and_their_hits() -> None:
    answer = answered("harbour")
    rows = answer.rows
    assert len(rows) == len(answer) == 3
    assert rows.height(0) == 1 + len(answer.group(0).numbers)
    assert rows.number_at((0, 0)) == answer.group(0).best
    assert [rows.number_at((1, line)) for line in (1, 2, 3)] == [1, 17, 33]
    assert [rows.is_name((1, line)) for line in (0, 1, 2)] == [True, False, False]
    assert rows.place_of(1, 17) == (1, 2)


def test_where_everything_is_listed_an_article_has_one_row_below_its_name() -> None:
    for order in Order:
        answer = answered("", order)
        assert {answer.rows.height(item) for item in range(len(answer))} == {2}
        place = answer.rows.place_of(0, 1)
        assert place == (0, 1)
        assert answer.rows.shown_at(place) == 2
        assert answer.rows.number_at(place) == 1


def test_a_paragraph_is_found_again_in_another_answer() -> None:
    answer = answered("harbour")
    article = answer.group(1).article
    assert answer.rows.find(article, 17) == (1, 2)
    assert answer.rows.find(article, 18) is None
    assert answer.rows.find("nowhere", 1) is None


def test_by_score_each_hit_has_a_row_and_knows_its_article() -> None:
    answer = answered("harbour", Order.SCORE)
    rows, hits = answer.rows, answer.results.flat
    assert isinstance(rows, FlatListing)
    assert len(rows) == len(hits) > len(answer)
    for row, hit in enumerate(hits):
        assert rows.height(row) == 1
        assert FlatHit(rows.item_at((row, 0)), rows.number_at((row, 0))) == hit
        assert rows.place_of(hit.group, hit.number) == (row, 0)
        assert rows.find(answer.group(hit.group).article, hit.number) == (row, 0)
        assert not rows.is_name((row, 0))
    assert rows.place_of(1, 999) == rows.place_of(1, answer.group(1).best)
    assert rows.find("nowhere", 1) is None


def test_copies_are_unfolded_as_articles_of_their_own() -> None:
    answer = answered("harbour")
    assert answer.group(0).copies
    second = answer.group(1)
    assert answer.unfold((0, 2)) == (0, 2)
    assert len(answer) == len(answer.rows) == 4
    assert answer.group(1).article == answer.group(0).copies[0]
    assert answer.group(2) == second
    assert answer.rows.number_at((1, 1)) == answer.group(1).numbers[0]
    assert answer.unfold((1, 1)) == answer.rows.place_of(0, answer.group(0).best)
    assert len(answer) == 3


def test_in_a_flat_list_copies_stand_below_the_hit_where_they_were_unfolded() -> None:
    answer = answered("harbour", Order.SCORE)
    rows = answer.rows
    hit = next(row for row, hit in enumerate(answer.results.flat) if hit.group == 0 and row)
    assert answer.unfold((hit, 0)) == (hit, 0)
    assert [rows.height(row) for row in range(3)] == [1 + (row == hit) for row in range(3)]
    copy = answer.group(rows.item_at((hit, 1)))
    assert copy.article == answer.group(0).copies[0]
    assert rows.number_at((hit, 1)) == copy.best
    assert rows.place_of(1, copy.best) == (hit, 1)
    later = next(row for row, hit in enumerate(answer.results.flat) if hit.group == 1)
    assert rows.item_at((later, 0)) == 2
    assert answer.unfold((hit, 1)) == (hit, 0)
    assert len(answer) == 3
