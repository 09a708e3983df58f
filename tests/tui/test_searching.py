from __future__ import annotations

import queue
import threading
from collections.abc import Callable

import pytest
from textual.message import Message

from searchtui.collection import SearchRequest
from searchtui.errors import CollectionError
from searchtui.tui.messages import Answered, Changed, Failed, Opened, Told, Unusable
from searchtui.tui.question import Question
from searchtui.tui.searchable import Searchable
from searchtui.tui.searching import Ask, SearchThread
from tests.tui.fakes import FakeCollection


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
    assert [request.text for request in fake.requests[1:]] == ["a", "e"]
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


def test_looking_for_changes_comes_last(fake: FakeCollection) -> None:
    thread, mail = started(fake)
    mail.next()
    held, go = threading.Event(), threading.Event()
    fake.gate = holding(held, go)
    thread.ask(ask(1, "a"))
    assert held.wait(10)
    thread.look()
    thread.ask(ask(2, "b"))
    go.set()
    kinds: list[type] = []
    while not kinds or kinds[-1] is not Changed:
        kinds.append(type(mail.next()))
    assert kinds.count(Answered) == 2
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
