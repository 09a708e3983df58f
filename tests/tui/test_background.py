from __future__ import annotations

import threading
import time
from typing import Any

from searchtui.tui.background import Background, Task
from searchtui.tui.searchable import Searchable
from tests.tui.fakes import FakeCollection


def started(tidies: bool, go: threading.Event, tidied: threading.Event) -> Background:
    fake = FakeCollection()
    background = Background(lambda: fake, lambda message: None)

    def work(collection: Searchable, task: Task[Any]) -> None:
        del collection
        go.set()
        while task.rest(0.001):
            pass
        # As long as taking a file away that is written to.
        time.sleep(0.05)
        tidied.set()

    background.start(Task("work", work, lambda _: None, tidies=tidies))
    assert go.wait(10)
    return background


def test_at_the_end_what_tidies_up_is_waited_for() -> None:
    tidied = threading.Event()
    started(True, threading.Event(), tidied).end()
    assert tidied.is_set()


def test_at_the_end_nothing_else_is_waited_for() -> None:
    tidied = threading.Event()
    started(False, threading.Event(), tidied).end(patience=10)
    assert not tidied.is_set()
    assert tidied.wait(10)
