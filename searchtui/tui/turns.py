"""Keys have their turns: each goes to the pane that has the keys once the one before it has done what it does.

Textual hands all keys of one read to the pane that has the keys then. A key that leads to another pane or screen is
carried out only after it has travelled up to the app, and what was struck right behind it would still be a command in
the pane that was left: `/ calm` in the hits would not be typed, but obeyed.
"""

from __future__ import annotations

import time
from collections import deque
from functools import partial

from textual import events, on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from searchtui.tui.actions.keys import keys_now
from searchtui.tui.actions.lists import LIST_ACTIONS
from searchtui.tui.awaiting import Awaiting, Came

__all__ = ["Turns"]

_PATIENCE = 0.5
"""Seconds after which a key no longer waits for the one before: whoever should say that it is done may be gone."""


_LETTERS = 0.1
"""Seconds for which it is not certain that a letter is known wherever it must be. Letters do not wait for each other,
but what acts on all that was typed waits for them."""

_ROUNDS = 2
"""How often a message follows a key: what the key leads to may be said by a message that was sent after the first."""


class _Acted(Message):
    """Follows a key on its way: where it arrives, all has been done that the key does."""

    def __init__(self, turn: int, rounds: int = _ROUNDS) -> None:
        super().__init__()
        self.turn, self.rounds = turn, rounds


class Turns(Awaiting):
    """An app in which no key overtakes another."""

    def __init__(self) -> None:
        super().__init__()
        self._inputs: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._turn_began: float | None = None
        """When the key was struck that has its turn; None where none has."""
        self._watched = -1
        """The turn that ends in any case."""
        self._typed = 0.0
        """When a letter came last, unless it is certainly known everywhere."""
        self._awaited: set[object] = set()
        """Views that are about to open."""

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait until the one before it is done."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self.keys_wait:
            self._inputs.append(event)
        else:
            await self._take_turn(event)
        if self._inputs:
            self._watch()

    @property
    def keys_wait(self) -> bool:
        """A key has not yet done all that it does."""
        return bool(self._inputs or self._awaited) or self._is_taken

    def await_view(self) -> Came:
        """A view will open as soon as what it shows is there: keys that are struck from now on are meant for it.

        Returns:
            To be called when it is there, or will not come. What takes longer than a key may wait is not waited for.
        """
        view = object()
        self._awaited.add(view)
        came = partial(self._came, view)
        self.set_timer(_PATIENCE, came)
        return came

    def _came(self, view: object) -> None:
        if view not in self._awaited:
            return
        self._awaited.discard(view)
        if not self._awaited and self.screen_stack:
            # It gets the keys as after a key that opens a view at once.
            self._turn += 1
            self._turn_began = time.monotonic()
            self._follow(self.focused or self.screen, _Acted(self._turn))

    @property
    def _is_taken(self) -> bool:
        return self._turn_began is not None and time.monotonic() - self._turn_began < _PATIENCE

    def _watch(self) -> None:
        """Let what waits act in any case."""
        if self._watched != self._turn:
            self._watched = self._turn
            self.set_timer(_PATIENCE, partial(self._end_turn, self._turn))

    async def _take_turn(self, event: events.Key | events.Paste) -> None:
        if isinstance(event, events.Key) and self._stays(event):
            self._typed = time.monotonic()
            await super().on_event(event)
            return
        target = self.focused or self.screen
        self._turn += 1
        self._turn_began = time.monotonic()
        if self._turn_began - self._typed < _LETTERS:
            self._typed = 0.0
            self._inputs.appendleft(event)
        else:
            await super().on_event(event)
        self._follow(target, _Acted(self._turn))

    def _follow(self, target: Widget, message: _Acted) -> None:
        if not target.post_message(message):
            self._acted(_Acted(message.turn, 1))

    def _stays(self, event: events.Key) -> bool:
        """Whether a key leads to no other pane for certain; many such keys may come at once, and none needs to wait."""
        pane = self.focused
        if isinstance(pane, Input):
            return event.is_printable or event.key in ("backspace", "delete", "left", "right")
        where = getattr(pane, "where", None)
        return any(where in action.where and event.key in keys_now(action) for action in LIST_ACTIONS)

    @on(_Acted)
    def _acted(self, message: _Acted) -> None:
        """The key has come up here too. Another pane may get the keys with the next refresh."""
        message.stop()
        if not self.screen_stack:
            return  # the app is being left
        if message.rounds > 1:
            self._follow(self.focused or self.screen, _Acted(message.turn, message.rounds - 1))
        elif not self.screen.call_after_refresh(partial(self.call_later, self._end_turn, message.turn)):
            self.call_later(self._end_turn, message.turn)

    async def _end_turn(self, turn: int) -> None:
        """Let those act that have waited."""
        if turn != self._turn:
            return
        self._turn_began = None
        while self._inputs and not self._awaited and not self._is_taken:
            await self._take_turn(self._inputs.popleft())
        if self._inputs:
            self._watch()
