"""Opening the story of an article, from whichever view."""

from __future__ import annotations

from textual.app import App

from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.view import View

__all__ = ["Stories"]


class Stories(App[int]):
    """The app's part that shows stories."""

    search: SearchScreen

    def action_story(self) -> None:
        """Show the copies of the article that one is at."""
        screen = self.screen
        if isinstance(screen, View) and (at := screen.at) is not None:
            # What few look at is imported when it is looked at.
            from searchtui.tui.screens.story import StoryScreen

            self.push_screen(StoryScreen(screen.answer or self.search.answer, at), self.search.left_view)
