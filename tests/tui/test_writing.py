from __future__ import annotations

import threading
from typing import Any

from searchtui.errors import KeepingError
from searchtui.tui.writing import Writer, Written


def test_jobs_are_done_in_order_and_all_of_them_before_the_end() -> None:
    order: list[int] = []
    writer = Writer(lambda message: None)
    for number in range(50):
        writer.do(lambda number=number: order.append(number))  # type: ignore[misc]
    writer.close()
    assert order == list(range(50))


def test_what_comes_of_a_job_is_told_in_the_thread_of_the_app() -> None:
    posted: list[Any] = []
    writer = Writer(posted.append)
    got: list[object] = []

    def broken() -> None:
        raise KeepingError("The disk is full.")

    def worse() -> None:
        raise RuntimeError("what")

    writer.do(lambda: threading.current_thread().name, got.append)
    writer.do(broken, got.append, got.append)
    writer.do(worse, got.append, got.append)
    writer.do(broken)
    writer.do(lambda: 5)
    writer.close()
    assert not got
    for message in posted:
        assert isinstance(message, Written)
        message.deliver()
    assert got[:2] == ["keeping", "The disk is full."]
    assert "RuntimeError: what" in str(got[2])
    assert len(got) == 3


def test_a_writer_that_had_nothing_to_do_ends() -> None:
    Writer(lambda message: None).close()
