from __future__ import annotations

import msgspec

from searchtui.collection import DateCounts, DatePart, SearchRequest
from searchtui.dates import PartialDate
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


def test_what_was_found_in_other_words_is_not_marked_in_an_article_that_has_changed() -> None:
    fake, answer = answered("harbour")
    group = answer.group(0)
    name, number = group.article, group.best
    before = answer.line(name, number)
    assert before is not None
    assert before.spans
    fresh = fake.article(name)
    fresh = msgspec.structs.replace(
        fresh, paragraphs=tuple(msgspec.structs.replace(one, text="Ah.") for one in fresh.paragraphs)
    )
    answer.take_missing()
    answer.add({name: fresh}, {})
    after = answer.line(name, number)
    assert after is not None
    assert (after.text, after.spans) == ("Ah.", None)
    assert number in answer.take_missing()[name]


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


def test_looking_ahead_counts_the_dates_that_will_be_shown() -> None:
    class Counts(DateCounts):
        wanted = ("2020-03",)

        def __init__(self) -> None:
            self.looked_at: list[PartialDate | None] = []

        def parts(self, within: PartialDate | None = None) -> tuple[DatePart, ...]:
            self.looked_at.append(within)
            return ()

    fake, counts = FakeCollection(), Counts()
    results = fake.search(SearchRequest("harbour"))
    Answer(1, Question("harbour"), msgspec.structs.replace(results, dates=counts)).look(rows=3, columns=1)
    assert counts.looked_at == [PartialDate(2020, 3)]
