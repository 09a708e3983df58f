"""Work that takes longer than a key may wait, done in threads beside the search.

Each kind of work has a slot. Work put into a slot where other work is still going on replaces it: the older is told to
stop, and what it brings is thrown away.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec
from textual.message import Message

from searchtui.errors import ArticleGoneError, SearchtuiError
from searchtui.tui.answer import GONE
from searchtui.tui.awaiting import Came
from searchtui.tui.searchable import Searchable
from searchtui.tui.searching import unexpected

__all__ = ["Background", "Task", "WorkDone", "WorkFailed"]

T = TypeVar("T")

_PATIENCE = 2.0
"""Seconds that what tidies up has for that at the end."""


class Task(msgspec.Struct, Generic[T], eq=False):
    """One piece of work.

    Args:
        slot: what kind of work it is.
        work: does it, in a thread of its own; it may look at `stopped` now and then and call `tell`.
        done: takes what it brought, in the thread of the app.
        failed: takes a sentence about why it brought nothing, in the thread of the app.
        told: takes what the work told on the way, in the thread of the app.
        opens: what it brings is shown in a view that opens then, for which keys wait.
        tidies: it leaves something behind where the process ends before it does, so that its end is waited for.
    """

    slot: str
    work: Callable[[Searchable, Task[T]], T]
    done: Callable[[T], object]
    failed: Callable[[str], object] | None = None
    told: Callable[[Any], object] | None = None
    opens: bool = False
    tidies: bool = False
    _came: Came | None = None
    _stop: threading.Event = msgspec.field(default_factory=threading.Event)
    _post: Callable[[Message], object] | None = None

    @property
    def stopped(self) -> bool:
        """Nobody waits for it any more."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Nobody waits for it any more."""
        self._stop.set()
        self.end()

    def end(self) -> None:
        """No view opens any more; called in the thread of the app."""
        if self._came is not None:
            self._came()
            self._came = None

    def rest(self, seconds: float) -> bool:
        """Leave the machine to others for a moment; False where nobody waits for the task any more."""
        return not self._stop.wait(seconds)

    def tell(self, value: Any) -> None:
        """Hand over a part of the result, or how far the work is."""
        if self.told is not None and self._post is not None and not self.stopped:
            self._post(WorkTold(self, value))


class WorkDone(Message):
    """A task has brought its result."""

    def __init__(self, task: Task[Any], value: Any) -> None:
        super().__init__()
        self.task, self.value = task, value


class WorkTold(WorkDone):
    """A task has told something on the way."""


class WorkFailed(Message):
    """A task could not be done."""

    def __init__(self, task: Task[Any], sentence: str) -> None:
        super().__init__()
        self.task, self.sentence = task, sentence


class Background:
    """Starts tasks, and knows which of them somebody still waits for.

    Args:
        collection: gives the open collection; None while there is none.
        post: takes the messages; called from the threads.
        await_view: is told that a view is about to open.
    """

    def __init__(
        self,
        collection: Callable[[], Searchable | None],
        post: Callable[[Message], object],
        await_view: Callable[[], Came] = lambda: lambda: None,
    ) -> None:
        self._collection, self._post, self._await_view = collection, post, await_view
        self._tasks: dict[str, Task[Any]] = {}
        self._tidying: set[threading.Thread] = set()

    def start(self, task: Task[T]) -> Task[T] | None:
        """Begin a task instead of the one in its slot; None where no collection is open.

        Args:
            task: is told to stop as soon as another is started in its slot.
        """
        self.stop(task.slot)
        collection = self._collection()
        if collection is None:
            return None
        task._post = self._post
        if task.opens:
            task._came = self._await_view()
        self._tasks[task.slot] = task
        thread = threading.Thread(target=self._run, args=(task, collection), name=task.slot, daemon=True)
        self._tidying = {one for one in self._tidying if one.is_alive()} | ({thread} if task.tidies else set())
        thread.start()
        return task

    def stop(self, slot: str = "") -> None:
        """Nobody waits any more for what is done in a slot, or, without one, in any."""
        for name in [slot] if slot else list(self._tasks):
            task = self._tasks.pop(name, None)
            if task is not None:
                task.stop()

    def end(self, patience: float = _PATIENCE) -> None:
        """Nobody waits for anything any more, but for what must not be broken off without having tidied up.

        Args:
            patience: seconds to wait for each of these.
        """
        self.stop()
        for thread in self._tidying:
            thread.join(patience)

    def _run(self, task: Task[T], collection: Searchable) -> None:
        try:
            value = task.work(collection, task)
        except ArticleGoneError:
            # It was there when the user came to it, and is known to people by other names than its id.
            self._post(WorkFailed(task, GONE))
        except SearchtuiError as error:
            self._post(WorkFailed(task, str(error)))
        except Exception as error:
            # Nobody would learn of an error that ends a thread.
            self._post(WorkFailed(task, unexpected(error)))
        else:
            self._post(WorkDone(task, value))

    def deliver(self, message: WorkDone | WorkFailed) -> None:
        """Hand a result to whoever still waits for it; called in the thread of the app."""
        task = message.task
        if task.stopped:
            return
        if isinstance(message, WorkTold):
            if task.told is not None:
                task.told(message.value)
            return
        if self._tasks.get(task.slot) is task:
            del self._tasks[task.slot]
        try:
            if isinstance(message, WorkDone):
                task.done(message.value)
            elif task.failed is not None:
                task.failed(message.sentence)
        finally:
            task.end()
