"""Comparing articles side by side on the whole screen, from whichever view."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.app import App
from textual.screen import Screen

from searchtui.tui.screens.search import SearchScreen
from searchtui.tui.view import View

__all__ = ["Comparing"]


class Comparing(App[int]):
    """The app's part that sets other views aside while articles are compared."""

    search: SearchScreen

    def action_compare(self) -> None:
        """Show columns on the whole screen, the paragraph that one is at in one of them; or go back."""
        screen = self.screen
        if not isinstance(screen, View) or (at := screen.at) is None:
            return
        if screen is self.search and self.search.comparing:
            self.search.leave_compare()
            return
        aside: list[Screen[Any]] = []
        while self.screen is not self.search:
            aside.append(self.screen)
            # What is not installed is removed when it is popped.
            self.install_screen(self.screen, f"aside-{id(self.screen)}")
            self.pop_screen()
        self.search.compare(at, partial(self._return_to, aside[::-1]))

    def _return_to(self, screens: list[Screen[Any]]) -> None:
        for screen in screens:
            self.uninstall_screen(screen)
            self.push_screen(screen, self.search.left_view)
