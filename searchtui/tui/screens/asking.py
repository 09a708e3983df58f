"""Asking: what is typed becomes a question, its answer is painted, and what it missed follows."""

from __future__ import annotations

import time
from functools import partial

from msgspec.structs import replace
from textual import on
from textual.widgets import Input

from searchtui.tui.answer import Answer
from searchtui.tui.awaiting import Came, await_view
from searchtui.tui.flow import Place
from searchtui.tui.messages import Answered, Fetched
from searchtui.tui.question import Question
from searchtui.tui.screens.index import IndexScreen
from searchtui.tui.searchable import Opening
from searchtui.tui.searching import Ask
from searchtui.tui.signs import Signs
from searchtui.tui.view import View

__all__ = ["AskingScreen"]


class AskingScreen(IndexScreen):
    """A screen that asks one question after the other; only the newest one's answer is ever painted.

    Args:
        opening: opens the collection, in the search thread.
        question: the first.
        files: names of the files that are searched; None for all.
    """

    def __init__(self, opening: Opening, question: Question, files: tuple[str, ...] | None = None) -> None:
        super().__init__(opening, files)
        self.question = question
        self._number = 0
        self._asking = False
        self._pending = False
        self._unfinished: Question | None = None
        self._keep_place = False
        self._read_when_answered = False
        self._article_came: Came = lambda: None
        self._failure = ""
        self.signs = Signs()
        """Of the paragraphs."""

    # What the search screen adds

    @property
    def room(self) -> tuple[int, int, int]:
        """Rows of the hit list, columns that are in sight, and lines of one of them."""
        raise NotImplementedError

    @property
    def kept(self) -> tuple[str, ...]:
        """Ids of the articles that are in sight whatever is found."""
        raise NotImplementedError

    def paint(self, place: Place | None = None) -> None:
        """Show the answer, the cursor at `place` or at the best hit."""
        raise NotImplementedError

    def paint_bars(self) -> None:
        """Show what is said around the answer."""
        raise NotImplementedError

    def action_read(self) -> None:
        """Open the article that the user is at."""
        raise NotImplementedError

    @property
    def is_waiting(self) -> bool:
        """The newest question has no answer yet."""
        return self._pending

    def answered(self) -> None:
        """The newest question has its answer on the screen."""

    # Asking

    def ask(self, question: Question, keep_place: bool = False) -> None:
        """Ask another question, as soon as what was typed is on the screen.

        Args:
            question: what to ask.
            keep_place: stay at the paragraph that one is at, if it is found again.
        """
        self.question = question
        self._number += 1
        self._pending = True
        self._keep_place = keep_place
        self.asked_at = time.monotonic()
        if not self._asking:
            self._asking = True
            self.call_after_refresh(self._ask_now)

    def _ask_now(self) -> None:
        if not self._asking:
            return
        self._asking = False
        if self.state.ready:
            rows, columns, lines = self.room
            self.thread.ask(Ask(self._number, self.question, rows, columns, self.kept, lines))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._unfinished = None
        self._read_no_more()
        if event.value != self.question.text:
            self.ask(self.question.typed(event.value))
            self._ask_now()
        elif self._number == 0:
            self.ask(self.question)

    def index_opened(self) -> None:
        """Ask again: there is a new generation."""
        self.ask(self.question, keep_place=self.answer is not None)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        answer = message.answer
        if answer.number != self._number:
            return
        self._pending = False
        at = self.at
        place = None
        if at is not None and at.paragraph is not None and self._keep_place:
            number = answer.again(at.article, at.paragraph, self.answer) if self.answer is not None else at.paragraph
            place = answer.rows.find(at.article, number)
        if self._unfinished is not None:
            before, self._unfinished = self._unfinished, None
            if at is not None and place is None:
                # The finished word does not lead to where the user is: it was not finished after all.
                self.question = before
                return
        self._failure = ""
        last, self.answer = self.answer, answer
        answer.signs = self.signs
        self.attend(answer)
        self.paint(place)
        if last is not None and last.results.generation != answer.results.generation:
            self._renew_views(answer)
        self._fetch(answer)
        self.answered()
        self.paint_now()
        if self._read_when_answered:
            self.action_read()
            self._read_no_more()

    def _renew_views(self, answer: Answer) -> None:
        """The views above show what the same question found in the generation before."""
        asked = (answer.question.text, answer.question.like)
        for screen in self.app.screen_stack:
            if isinstance(screen, View) and screen is not self and screen.answer is not None:
                question = screen.answer.question
                if (question.text, question.like) == asked:
                    screen.renewed(answer)

    def attend(self, answer: Answer) -> None:
        """Fetch whatever is looked at in an answer and is not there, from now on."""
        answer.on_missing = partial(self.call_later, self._fetch, answer)

    def _fetch(self, answer: Answer) -> None:
        missing = answer.take_missing()
        if missing:
            self.thread.fetch(answer, missing)

    @on(Fetched)
    def _fetched(self, message: Fetched) -> None:
        message.answer.add(message.articles, message.marks)
        message.answer.gone |= set(message.gone)
        for screen in self.app.screen_stack:
            if isinstance(screen, View) and screen.answer is message.answer:
                screen.fill()

    def search_failed(self, sentence: str, number: int) -> None:
        """Say so below the query line; what was found before stays."""
        if number in (0, self._number):
            self._failure = sentence
            self._pending = self._pending and number == 0
            self._read_no_more()
            self.paint_bars()

    def _read_no_more(self) -> None:
        self._read_when_answered = False
        self._article_came()

    def action_finish(self) -> None:
        """The last word is finished; open the article of the selected hit, of the newest answer."""
        if self._pending:
            if not self._read_when_answered:
                self._read_when_answered, self._article_came = True, await_view(self)
            return
        self.action_read()
        if not self.question.finished and self.question.request(1).prefix_last:
            self._unfinished = self.question
            self.ask(replace(self.question, finished=True), keep_place=True)
