"""Opening the concordance of what was found, from whichever view."""

from __future__ import annotations

from textual.app import App

from searchtui.tui.actions import Where
from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.view import View

__all__ = ["Concordances"]


class Concordances(App[int]):
    """The app's part that shows concordances."""

    search: SearchScreen

    def action_concordance(self) -> None:
        """Show every place of the keywords of what was found."""
        screen = self.screen
        here = getattr(screen.focused, "where", None)
        if not isinstance(screen, View) or screen.answer is None or here is Where.CONCORDANCE:
            return
        if screen.answer.listing:
            self.notify(
                "There is no keyword: type a word or a phrase, and the concordance shows each place of it.",
                severity="warning",
                markup=False,
            )
            return
        # What lines are made of takes longer to import than the first paint may wait.
        from searchtui.tui.screens.concordance import ConcordanceScreen

        self.push_screen(ConcordanceScreen(screen.answer), self.search.left_view)
