"""The app's part that goes back and forward through views, and comes back to where the last session ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec.structs import replace
from textual import events
from textual.await_complete import AwaitComplete

from searchtui.collection import Like
from searchtui.keeping import Stay, Visit
from searchtui.tui import screens
from searchtui.tui.answer import Answer
from searchtui.tui.keeping import Keeping
from searchtui.tui.question import Question
from searchtui.tui.view import View
from searchtui.tui.visits import Visits
from searchtui.tui.widgets.query import Query

__all__ = ["REOPENED", "Reopening", "Visiting"]

Reopening = Callable[[Answer, Stay], View[Any]]


def _reader(answer: Answer, stay: Stay) -> View[Any]:
    item = answer.item_of(stay.article)
    number = stay.number or 1
    if item is None:
        return screens.ReaderScreen(answer, answer.hits_of(stay.article), number).resumed(stay)
    return screens.ReaderScreen(answer, answer.group(item), number, answer, item).resumed(stay)


def _concordance(answer: Answer, stay: Stay) -> View[Any]:
    from searchtui.tui.screens.concordance import ConcordanceScreen

    return ConcordanceScreen(answer).resumed(stay)


def _story(answer: Answer, stay: Stay) -> View[Any]:
    from searchtui.tui.screens.story import StoryScreen

    return StoryScreen(answer, Like(stay.article, stay.number)).resumed(stay)


REOPENED: Mapping[str, Reopening] = {"reader": _reader, "concordance": _concordance, "story": _story}
"""How each view is opened again, by its name in a `Stay`."""


class Visiting(Keeping):
    """Back and forward."""

    def __init__(self) -> None:
        super().__init__()
        self.visits = Visits(Visit())
        self._used = False
        """Something was done with the answer, so that what is typed now is the beginning of another visit."""
        self._left = 0
        """How many views were left one after the other, each of which lies ahead now."""
        self._revisiting = False

    def visit_now(self) -> Visit:
        """Where the user is."""
        stays = (screen.stay() for screen in self.screen_stack[1:] if isinstance(screen, View))
        return msgspec.structs.replace(self.search.visit, stays=tuple(stay for stay in stays if stay is not None))

    # What makes a visit

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The user has left the query line."""
        self._used = self._used or not isinstance(event.widget, Query)

    def asking(self, question: Question) -> None:
        """The search screen is about to ask something else."""
        before = self.search.question
        same = replace(question, order=before.order, unit=before.unit, finished=before.finished) == before
        typed = self._used or question.like or before.like or question.exactly != before.exactly
        if self._revisiting or same or not typed:
            return
        if self.search.from_view:
            for _ in range(self._left):
                self.visits.step(1)
        else:
            self.visits.note(self.visit_now())
        self.visits.go(Visit(question.text))
        self._used, self._left = False, 0
        self._note_session()

    def push_screen(self, screen: Any, *arguments: Any, **named: Any) -> Any:
        """Put a screen in front; a view is another visit."""
        if not isinstance(screen, View) or self._revisiting or not self.screen_stack:
            return super().push_screen(screen, *arguments, **named)
        self.visits.note(self.visit_now())
        pushed = super().push_screen(screen, *arguments, **named)
        self.visits.go(self.visit_now())
        self._used, self._left = True, 0
        self._note_session()
        return pushed

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen in front; leaving a view is going back."""
        if not isinstance(self.screen, View) or self._revisiting:
            return super().pop_screen()
        self.visits.note(self.visit_now())
        popped = super().pop_screen()
        now, before = self.visit_now(), self.visits.before
        if before is not None and _same_place(before, now):
            self.visits.step(-1)
            self.visits.note(now)
            self._left += 1
        else:
            self.visits.go(now)
            self._left = 0
        return popped

    def turning(self, comparing: bool) -> None:
        """The columns are about to fill the screen, which is another visit, or no longer to do so, which is back."""
        if self._revisiting:
            return
        now, before = self.visit_now(), self.visits.before
        self.visits.note(now)
        turned = msgspec.structs.replace(now, comparing=comparing)
        if not comparing and before is not None and _same_place(before, turned):
            self.visits.step(-1)
        else:
            self.visits.go(turned)
        self._used, self._left = True, 0

    # Going

    def action_go_back(self) -> None:
        """Go to the visit before."""
        self._step(-1)

    def action_go_forward(self) -> None:
        """Go to the visit that one came back from."""
        self._step(1)

    def _step(self, step: int) -> None:
        if not self.search.state.ready:
            return
        self.visits.note(self.visit_now())
        visit = self.visits.step(step)
        if visit is None:
            self.say("There is nothing to go back to." if step < 0 else "There is nothing to go forward to.")
        else:
            self.revisit(visit)

    def revisit(self, visit: Visit) -> None:
        """Show everything as it was."""
        self._revisiting = True
        try:
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.search.restore(visit, self._reopen)
        finally:
            self._revisiting = False
        self._used = True

    def _reopen(self, visit: Visit, answer: Answer) -> None:
        """The search is as it was: put the views above it in front again."""
        self._revisiting = True
        try:
            for stay in visit.stays:
                reopening = REOPENED.get(stay.view)
                if reopening is not None and len(self.screen_stack) <= len(visit.stays):
                    self.push_screen(reopening(answer, stay), self._returned)
        finally:
            self._revisiting = False

    def _returned(self, like: Like | None) -> None:
        """A view that was opened again is left; what is wanted of it is asked on the search screen."""
        if like is not None:
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self.search.left_view(like)

    # The session

    def begin_at(self, visit: Visit) -> None:
        """Begin where a session ended; called before anything is shown."""
        self.visits = Visits(visit)
        self._used = True
        self.search.restore(visit, self._reopen)

    def _note_session(self) -> None:
        visit = self.visit_now()
        self.quietly(lambda kept: kept.keep_session(visit))

    def leaving(self) -> None:
        """Note where the session ends."""
        if self.screen_stack and self.search.state.ready:
            self._note_session()
        super().leaving()


def _same_place(one: Visit, other: Visit) -> bool:
    """Whether two visits are to the same view of the same answer."""
    return _place(one) == _place(other)


def _place(visit: Visit) -> tuple[object, ...]:
    stays = tuple((stay.view, stay.article) for stay in visit.stays)
    return visit.query, visit.like, visit.exactly, visit.comparing, stays
