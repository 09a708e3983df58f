"""Opening a concordance, from whichever view: of what was found, or of what one looks for in the article one reads."""

from __future__ import annotations

from functools import partial

from textual.app import App

from searchtui.collection import SearchRequest
from searchtui.tui.actions import Where
from searchtui.tui.answer import Answer
from searchtui.tui.background import Background, Task
from searchtui.tui.question import Question
from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.searchable import Searchable
from searchtui.tui.view import View

__all__ = ["Concordances"]


class Concordances(App[int]):
    """The app's part that shows concordances."""

    search: SearchScreen
    background: Background

    def action_concordance(self) -> None:
        """Show every place of the keywords of what was found, or of what one looks for in the article."""
        screen = self.screen
        here = getattr(screen.focused, "where", None)
        if not isinstance(screen, View) or screen.answer is None or here is Where.CONCORDANCE:
            return
        if screen.sought:
            paths = screen.answer.results.request.paths
            work = partial(_asked, screen.sought, paths)
            task = Task("concordance-answer", work, self._show_concordance, self._no_concordance, opens=True)
            self.background.start(task)
        elif screen.answer.listing:
            self._no_concordance("There is no keyword: type a word or a phrase, and the concordance shows its places.")
        else:
            self._show_concordance(screen.answer)

    def _show_concordance(self, answer: Answer) -> None:
        # What lines are made of takes longer to import than the first paint may wait.
        from searchtui.tui.screens.concordance import ConcordanceScreen

        if answer.on_missing is None:
            self.search.attend(answer)
        self.push_screen(ConcordanceScreen(answer), self.search.left_view)

    def _no_concordance(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)


def _asked(sought: str, paths: frozenset[str] | None, collection: Searchable, task: Task[Answer]) -> Answer:
    """The answer to a question for some words as they are written, the last of which may be only begun."""
    del task
    words = sought.replace('"', " ").split()
    text = f'"{" ".join(words)}"' if len(words) > 1 else "".join(words)
    request = SearchRequest(text=text, exactly=True, prefix_last=True, paths=paths)
    return Answer(0, Question(text=text, exactly=True), collection.search(request))
