from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from searchtui.tui import rehearsal
from searchtui.tui.rehearsal import Rehearsal
from tests.tui.fakes import FakeCollection
from tests.waiting import until

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def fake() -> FakeCollection:
    return FakeCollection()


@pytest.fixture
def rehearsing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rehearsal]:
    monkeypatch.setattr(rehearsal, "_BREATH", 0.0)
    made = Rehearsal()
    yield made
    made.stop()


def hold(fake: FakeCollection, monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Stop the first rehearsal until it is let go: events that say that it has begun, and that it may end."""
    begun, go = threading.Event(), threading.Event()
    rehearse = fake.rehearse

    def held(beginning: str) -> bool:
        begun.set()
        assert go.wait(10)
        return rehearse(beginning)

    monkeypatch.setattr(fake, "rehearse", held)
    return begun, go


def test_all_letters_come_first_and_then_the_beginnings_that_take_long(
    fake: FakeCollection, rehearsing: Rehearsal
) -> None:
    rehearsing.begin(fake)
    until(lambda: len(fake.rehearsed) == 29)
    assert "".join(sorted(fake.rehearsed[:26])) == _ALPHABET
    assert fake.rehearsed[26:] == ["th", "the", "co"]
    assert fake.warmed == 1


def test_nothing_is_begun_while_a_question_is_answered(
    fake: FakeCollection, rehearsing: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = hold(fake, monkeypatch)
    rehearsing.begin(fake)
    assert begun.wait(10)
    with rehearsing.pausing("t"):
        go.set()
        until(lambda: len(fake.rehearsed) == 1)
        begun.clear()
        assert not begun.wait(0.1)


def test_what_the_last_word_may_become_is_rehearsed_right_after_an_answer_and_nothing_else(
    fake: FakeCollection, rehearsing: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = hold(fake, monkeypatch)
    rehearsing.begin(fake)
    assert begun.wait(10)
    for text in ("harbour t", "harbour T"):
        with rehearsing.pausing(text):
            pass
    go.set()
    until(lambda: len(fake.rehearsed) == 2)
    assert fake.rehearsed[1] == "th"
    with rehearsing.pausing("th"):
        pass
    until(lambda: len(fake.rehearsed) == 3)
    assert fake.rehearsed[2] == "the"


@pytest.mark.parametrize("text", ["harbour ", "the", "th c", "c", "co"])
def test_what_few_words_begin_with_is_not_expected(
    fake: FakeCollection, rehearsing: Rehearsal, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    begun, go = hold(fake, monkeypatch)
    rehearsing.begin(fake)
    assert begun.wait(10)
    with rehearsing.pausing(text):
        pass
    assert list(rehearsing._expected) == (["co"] if text.endswith("c") else [])
    go.set()


def test_no_more_is_rehearsed_than_there_is_room_for(fake: FakeCollection, rehearsing: Rehearsal) -> None:
    fake.rehearsals = 28
    rehearsing.begin(fake)
    until(lambda: len(fake.rehearsed) == 28 and not rehearsing._later)
    assert fake.rehearsed[-1] == "the"


def test_what_keeps_misspelt_words_quick_is_made_also_where_there_is_no_room(
    fake: FakeCollection, rehearsing: Rehearsal
) -> None:
    fake.rehearsals = 5
    rehearsing.begin(fake)
    until(lambda: fake.warmed == 1)
    assert len(fake.rehearsed) == 5


def test_a_rehearsal_that_fails_does_not_end_the_others(
    fake: FakeCollection, rehearsing: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearse = fake.rehearse

    def failing(beginning: str) -> bool:
        if beginning == "a":
            raise RuntimeError("a fault")
        return rehearse(beginning)

    monkeypatch.setattr(fake, "rehearse", failing)
    rehearsing.begin(fake)
    until(lambda: len(fake.rehearsed) == 28)
    assert "a" not in fake.rehearsed


def test_another_generation_is_rehearsed_again(fake: FakeCollection, rehearsing: Rehearsal) -> None:
    rehearsing.begin(fake)
    until(lambda: len(fake.rehearsed) == 29)
    rehearsing.begin(fake)
    until(lambda: len(fake.rehearsed) == 58)


def test_nothing_begins_after_the_end(fake: FakeCollection, rehearsing: Rehearsal) -> None:
    rehearsing.stop()
    rehearsing.begin(fake)
    assert rehearsing._thread is None
