"""The app's part that remembers what was asked."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from searchtui.keeping import Asked, Kept, now, with_asked, without_asked
from searchtui.tui import screens
from searchtui.tui.keeping import Keeping
from searchtui.tui.question import Question
from searchtui.tui.widgets.query import Query

__all__ = ["Remembering"]


class Remembering(Keeping):
    """The query history: a query belongs to it as soon as something is done with its answer."""

    def __init__(self) -> None:
        super().__init__()
        self._remembered: Question | None = None

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The user has left the query line, on the search screen or for another one."""
        if not isinstance(event.widget, Query):
            self.remember()

    def leaving(self) -> None:
        """The last query, too."""
        self.remember()
        super().leaving()

    def remember(self) -> None:
        """Remember what is asked now."""
        question = self.search.question
        text = question.text.strip()
        if not text or question == self._remembered:
            return
        self._remembered = question
        asked = Asked(text, now(), question.exactly)
        self.quietly(lambda kept: kept.history.change(lambda entries: with_asked(entries, asked)))

    def action_show_history(self) -> None:
        """List what was asked before."""
        self.remember()
        self.opening(lambda kept: kept.history.read(), self._show_history)

    def _show_history(self, asked: Sequence[Asked]) -> None:
        self.show_list(screens.HistoryScreen(asked, self._forget), self._ask_again)

    def _ask_again(self, asked: Asked) -> None:
        self.to_search(asked.query, asked.exactly)
        self.search.action_edit_query()

    def _forget(self, asked: Asked) -> None:
        def forget(kept: Kept) -> object:
            return kept.history.change(lambda entries: without_asked(entries, asked.query))

        self.with_kept(forget)
