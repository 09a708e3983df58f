from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import pytest
from textual.message import Message

from searchtui.collection import Changes, SearchRequest
from searchtui.errors import CollectionError
from searchtui.tui.messages import Answered, Changed, Failed, Fetched, Opened, Told, Unusable
from searchtui.tui.question import Question
from searchtui.tui.searchable import Searchable
from searchtui.tui.searching import Ask, SearchThread
from tests.tui.fakes import FakeCollection
from tests.waiting import until


class Mail:
    """Takes the messages of a thread."""

    def __init__(self) -> None:
        self._box: queue.Queue[Message] = queue.Queue()

    def post(self, message: Message) -> None:
        self._box.put(message)

    def next(self) -> Message:
        return self._box.get(timeout=10)

    @property
    def empty(self) -> bool:
        return self._box.empty()


@pytest.fixture
def fake() -> FakeCollection:
    return FakeCollection()


def started(fake: FakeCollection) -> tuple[SearchThread, Mail]:
    mail = Mail()
    thread = SearchThread(lambda: fake, mail.post)
    thread.start()
    return thread, mail


def test_a_thread_that_has_begun_is_not_begun_again(fake: FakeCollection) -> None:
    thread, mail = started(fake)
    try:
        assert isinstance(mail.next(), Opened)
        thread.start()
        assert mail.empty
    finally:
        thread.stop()


def holding(held: threading.Event, go: threading.Event, text: str = "") -> Callable[[SearchRequest], None]:
    """A gate that stops searches, or those for one text, until it is told to let them go."""

    def gate(request: SearchRequest) -> None:
        if not text or request.text == text:
            held.set()
            assert go.wait(10)

    return gate


def ask(number: int, text: str) -> Ask:
    return Ask(number, Question(text), 20, 2)


def test_it_opens_the_collection_then_answers(fake: FakeCollection) -> None:
    thread, mail = started(fake)
    opened = mail.next()
    assert isinstance(opened, Opened)
    assert (opened.name, opened.articles) == ("harbours", 5)
    thread.ask(ask(1, "harbour"))
    answered = mail.next()
    assert isinstance(answered, Answered)
    assert answered.answer.number == 1
    thread.stop()
    assert fake.closed


def test_of_waiting_questions_only_the_newest_is_asked(fake: FakeCollection) -> None:
    held, go = threading.Event(), threading.Event()

    fake.gate = holding(held, go, "a")
    thread, mail = started(fake)
    mail.next()
    thread.ask(ask(1, "a"))
    assert held.wait(10)
    for number, text in enumerate("bcde", 2):
        thread.ask(ask(number, text))
    go.set()
    numbers: list[int] = []
    while not numbers or numbers[-1] != 5:
        message = mail.next()
        if isinstance(message, Answered):
            numbers.append(message.answer.number)
    assert numbers == [1, 5]
    assert [request.text for request in fake.requests] == ["a", "e"]
    thread.stop()


def test_no_index_is_said_and_the_next_opening_tries_again(fake: FakeCollection) -> None:
    fake.missing = True
    thread, mail = started(fake)
    unusable = mail.next()
    assert isinstance(unusable, Unusable)
    assert unusable.missing
    fake.missing = False
    thread.renew()
    assert isinstance(mail.next(), Opened)
    thread.stop()


def test_a_collection_that_cannot_be_opened_is_said() -> None:
    def opening() -> Searchable:
        raise CollectionError("There is no such folder.")

    mail = Mail()
    thread = SearchThread(opening, mail.post)
    thread.start()
    failed = mail.next()
    assert isinstance(failed, Failed)
    assert failed.sentence == "There is no such folder."
    thread.stop()


def test_an_error_that_nobody_foresaw_does_not_end_the_thread(fake: FakeCollection) -> None:
    thread, mail = started(fake)
    mail.next()
    fake.error = ZeroDivisionError("oops")
    thread.ask(ask(1, "a"))
    failed = mail.next()
    assert isinstance(failed, Failed)
    assert (failed.number, "ZeroDivisionError: oops" in failed.sentence) == (1, True)
    fake.error = None
    thread.ask(ask(2, "b"))
    assert isinstance(mail.next(), Answered)
    thread.stop()


def test_a_search_is_repeated_where_its_generation_was_replaced(fake: FakeCollection) -> None:
    thread, mail = started(fake)
    mail.next()
    failures = [OSError("the file was closed")]

    def gate(request: SearchRequest) -> None:
        if failures:
            fake.generation += 1
            raise failures.pop()

    fake.gate = gate
    thread.ask(ask(1, "harbour"))
    assert isinstance(mail.next(), Answered)
    thread.stop()


def test_looking_for_changes_holds_no_question_up(fake: FakeCollection, monkeypatch: pytest.MonkeyPatch) -> None:
    held, go = threading.Event(), threading.Event()
    looks: list[int] = []

    def changes(pause: object = None) -> Changes:
        looks.append(1)
        held.set()
        assert go.wait(10)
        return fake.pending

    monkeypatch.setattr(fake, "changes", changes)
    thread, mail = started(fake)
    mail.next()
    thread.look()
    assert held.wait(10)
    thread.look()
    thread.ask(ask(1, "harbour"))
    assert isinstance(mail.next(), Answered)
    go.set()
    assert isinstance(mail.next(), Changed)
    assert len(looks) == 1
    thread.stop()


def test_an_error_of_looking_is_said_and_the_next_look_is_taken(
    fake: FakeCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changes(pause: object = None) -> Changes:
        raise CollectionError("The folder is gone.")

    monkeypatch.setattr(fake, "changes", changes)
    thread, mail = started(fake)
    mail.next()
    for _ in range(2):
        thread.look()
        failed = mail.next()
        assert isinstance(failed, Failed)
        assert failed.sentence == "The folder is gone."
        until(lambda: not thread._looking)
    thread.stop()


def test_nothing_is_sent_after_the_end(fake: FakeCollection) -> None:
    held, go = threading.Event(), threading.Event()
    thread, mail = started(fake)
    mail.next()
    fake.gate = holding(held, go)
    thread.ask(ask(1, "a"))
    assert held.wait(10)
    thread.stop(patience=0)
    go.set()
    thread.stop()
    assert mail.empty


def test_only_the_files_that_are_named_are_searched_and_what_is_missing_is_said_once(fake: FakeCollection) -> None:
    mail = Mail()
    thread = SearchThread(lambda: fake, mail.post, ("fleet.txt", "none.txt"))
    thread.start()
    told = mail.next()
    assert isinstance(told, Told)
    assert told.sentence == "Not in the collection: 'none.txt'."
    opened = mail.next()
    assert isinstance(opened, Opened)
    assert (opened.name, opened.articles) == ("1 file of harbours", 1)
    thread.ask(ask(1, "harbour"))
    answered = mail.next()
    assert isinstance(answered, Answered)
    assert {hit.path for hit in answered.answer.results.hits} == {"fleet.txt"}
    thread.renew()
    assert isinstance(mail.next(), Opened)
    thread.stop()


def test_all_that_was_in_sight_during_a_long_search_is_brought(fake: FakeCollection) -> None:
    held, go = threading.Event(), threading.Event()
    thread, mail = started(fake)
    mail.next()
    thread.ask(ask(1, "harbour"))
    answered = mail.next()
    assert isinstance(answered, Answered)
    answer = answered.answer
    first, last = answer.group(0).article, answer.group(len(answer) - 1).article
    fake.gate = holding(held, go, "slow")
    thread.ask(ask(2, "slow"))
    assert held.wait(10)
    thread.fetch(answer, {first: {1}})
    for number in range(1, 200):
        thread.fetch(answer, {last: {number}})
    go.set()
    brought: set[str] = set()
    while not brought >= {first, last}:
        message = mail.next()
        if isinstance(message, Fetched) and message.answer is answer:
            brought |= set(message.articles)
    thread.stop()
