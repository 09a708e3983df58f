from __future__ import annotations

from searchtui.collection import SearchRequest
from searchtui.tui.answer import Answer
from searchtui.tui.question import Question
from tests.tui.fakes import FakeCollection


def answered(text: str, limit: int = 50) -> tuple[FakeCollection, Answer]:
    fake = FakeCollection()
    return fake, Answer(1, Question(text), fake.search(SearchRequest(text, prefix_last=True, limit=limit)))


def test_what_is_not_there_is_noted_once_and_can_be_brought() -> None:
    fake, answer = answered("harbour", limit=1)
    told: list[int] = []
    answer.on_missing = lambda: told.append(1)
    name = answer.group(1).article
    assert answer.line(name, 17) is None
    assert answer.line(name, 17) is None
    assert answer.line(name, 33) is None
    assert told == [1]
    missing = answer.take_missing()
    assert missing == {name: {17, 33}}
    assert answer.take_missing() == {}
    answer.add({name: fake.article(name)}, {(name, 17): ((9, 16),)})
    line = answer.line(name, 17)
    assert line is not None
    assert line.spans == ((9, 16),)
    page = answer.page(answer.group(1))
    assert page is not None
    assert page.whole
    assert page.length == 33


def test_a_column_begins_with_the_context_until_the_article_is_there() -> None:
    _, answer = answered("harbour")
    page = answer.page(answer.group(0))
    assert page is not None
    assert not page.whole
    assert page.length == 7
    assert answer.group(0).article in answer.take_missing()


def test_looking_ahead_notes_no_more_than_the_first_screen_shows() -> None:
    _, answer = answered("harbour", limit=1)
    answer.look(rows=3, columns=1)
    missing = answer.take_missing()
    assert set(missing) == {answer.group(0).article}
